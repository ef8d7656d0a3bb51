// The MIME tree (RFC 2046 5.1), cut out of the bytes by our own line-anchored search: mimetic 0.9.8
// takes a boundary for found in the middle of a line, takes "b1x" for "b1", loses the parts behind
// an unterminated inner multipart, and overflows the stack on deep nesting (all measured).
#pragma once

#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "message/mail.hpp"

namespace backsift::message {

// The parts of a mail with this header and body, both views into `text`; never empty. One pass over
// the text for each level of nesting, of which there are at most limits.mime_depth.
[[nodiscard]] std::vector<Part> split_mime(std::string_view text, const HeaderBlock& header,
                                           std::string_view body, const base::Limits& limits,
                                           Defects& defects);

} // namespace backsift::message
