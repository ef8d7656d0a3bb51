// Where a returned header was cut: programs return the first 998 bytes or so many lines of one, and
// a blank line or the part's end then follows all the same.
#pragma once

#include <string_view>

#include "message/header.hpp"

namespace backsift::message {

// Does the block stop in the middle of its last field: behind half a name, inside brackets, quotes
// or an encoded word, or before what such a field must hold (a date its zone, an address its
// domain, a multipart its boundary)? A cut between two fields, or between two words of a text, does
// not show.
[[nodiscard]] bool breaks_off(const HeaderBlock& header);

// Is the last field one whose parameters were to come ("Content-Type: text/plain;")? Some programs
// leave the semicolon behind, so it is a sign only where no body follows.
[[nodiscard]] bool announces_more(const HeaderBlock& header);

// Is this all dots, "[...]" or the like: a mark that something was left out?
[[nodiscard]] bool is_ellipsis(std::string_view text);

} // namespace backsift::message
