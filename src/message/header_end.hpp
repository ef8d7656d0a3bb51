// Where a returned header was cut: programs return the first 998 bytes or so many lines of one, and
// a blank line or the part's end then follows all the same.
#pragma once

#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "message/header.hpp"

namespace backsift::message {

// Does the block stop in the middle of its last field: behind half a name, inside brackets, quotes
// or an encoded word, or before what such a field must hold (a date its zone, an address its
// domain, a multipart its boundary)? A cut between two fields, or between two words of a text, does
// not show.
[[nodiscard]] bool breaks_off(const HeaderBlock& header);

// Is the last field one of which nothing came ("Subject:"), or whose parameters were to come
// ("Content-Type: text/plain;")? Some programs write such fields, so it is a sign only where no
// body follows. Among 559 returned headers of real bounces one ends with an empty field, and a body
// follows (2026-11-28).
[[nodiscard]] bool announces_more(const HeaderBlock& header);

// The address at the end of the last field, which a cut may have left without its end
// ("dora@exam");
// "" where there is none.
[[nodiscard]] std::string last_address(const HeaderBlock& header, const base::Limits& limits);

// Is this all dots, "[...]" or the like: a mark that something was left out?
[[nodiscard]] bool is_ellipsis(std::string_view text);

} // namespace backsift::message
