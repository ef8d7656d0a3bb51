// Content-Type and Content-Transfer-Encoding on their way through mimetic. mimetic 0.9.8 knows
// neither comments nor RFC 2231, splits at a ";" inside quotes, and is quadratic in the length of a
// field. So it is given a short field in which nothing needs quoting, and hands back names and
// values that are put together here. Where such a field is plain it is not asked at all: it was a
// tenth of what judging an ordinary mail takes, and a test compares both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "message/mail.hpp"

namespace backsift::message {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Fills in media, encoding and has_content_type from part.header. Does nothing where the header has
// neither field. The test that compares asks the library even where the fields are plain.
enum class PlainFields : bool { read_here, read_by_the_library };
void read_media(Part& part, Defects& defects, PlainFields how = PlainFields::read_here);

// An unfolded Content-Type or Content-Transfer-Encoding without comments and quotes, every byte
// that could mislead a reader written as %HEX: `a/b; c="d;e" (f)` becomes `a/b;c=d%3Be`. At most
// k_protected_bytes long.
[[nodiscard]] std::string protect_parameters(std::string_view unfolded);
// Undoes the %HEX.
[[nodiscard]] std::string unprotect(std::string_view text);
// The bytes that are left as they are.
[[nodiscard]] constexpr bool is_plain_media_byte(char c) {
    return base::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '*' || c == '+';
}

// A Content-Type as it is written: letters large or small, values still protected.
struct WrittenType {
    std::string type;
    std::string subtype;
    Parameters parameters;
};

// What a protected field says, where it is `type/subtype;name=value;name=value` or one word, each
// piece there and of plain bytes; else nothing.
[[nodiscard]] std::optional<WrittenType> plain_type(std::string_view field);
[[nodiscard]] std::optional<std::string_view> plain_mechanism(std::string_view field);

inline constexpr std::size_t k_protected_bytes = 6144;

// Joins RFC 2231 continuations, decodes charsets and encoded words. Of two parameters of a name the
// first counts; an extended one counts more than a plain one. A boundary stays as its bytes are. At
// most k_parameters come back.
[[nodiscard]] Parameters join_parameters(const Parameters& raw, Defects& defects);

inline constexpr std::size_t k_parameters = 64;

} // namespace backsift::message
