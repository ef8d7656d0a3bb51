// The field X-Backsift, and a message with it. Nothing is copied: a stamped message is a list of
// pieces of the old one with our line in between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "message/mail.hpp"
#include "verdict/verdict.hpp"

namespace backsift::deliver {

inline constexpr std::string_view k_field_name = "X-Backsift";

// "X-Backsift: verdict=…; kind=…; place=…; proof=…; by=a,b": one line without its end, under 998
// bytes (RFC 5322 2.1.1).
[[nodiscard]] std::string field(const verdict::Verdict& verdict,
                                const std::vector<std::string>& by);

// Valid as long as the mail it was made from; movable, for pieces point into `line`, which is on
// the heap.
struct Stamped {
    base::Bytes line; // our field with the message's own line end; one before it too, where the
                      // message is a single line that would continue the field and is not ended
    std::vector<std::string_view> pieces;
};

enum class FromLine { keep, drop };

// The message with every X-Backsift field of its header removed (any case, folded ones whole, also
// beyond the limits of parsing) and `field` put first. One that only a lone CR begins loses its
// name. Everything else is as it was, byte by byte.
[[nodiscard]] Stamped stamp(const message::Mail& mail, std::string_view field, FromLine from_line);

// The message as it came, as pieces.
[[nodiscard]] Stamped unstamped(const message::Mail& mail, FromLine from_line);

} // namespace backsift::deliver
