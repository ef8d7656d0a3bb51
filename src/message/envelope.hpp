// What a mail itself says of its envelope, where the caller said nothing.
#pragma once

#include <string_view>

#include "message/mail.hpp"

namespace backsift::message {

// The "From " line with its end, and the ">From " lines that procmail and sendmail put behind it,
// at the start of the text; empty when there is none.
[[nodiscard]] std::string_view find_from_line(std::string_view text);

// Fills in a reverse-path that the caller left unknown: the topmost Return-Path, else the mbox
// line.
void complete_envelope(Envelope& envelope, const HeaderBlock& header, std::string_view from_line);

} // namespace backsift::message
