// Messages named on the command line, or the one on standard input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"

namespace backsift::cli {

// The operand that means standard input.
inline constexpr std::string_view k_standard_input = "-";

// The operands, or standard input where there are none.
[[nodiscard]] std::vector<std::string> sources(const Invocation& invocation);

// Reads and parses one message; "-" is standard input, whose envelope the environment completes.
// Of a message over limits.message_bytes only the beginning is read, and its defects say so.
[[nodiscard]] base::Result<message::Mail> read_mail(const std::string& path,
                                                    const Invocation& invocation,
                                                    const base::Limits& limits, os::World& world);

// The same for a message whose bytes are at hand; `more`: they are not all of it.
[[nodiscard]] message::Mail parse_mail(base::Bytes bytes, bool more, message::Envelope envelope,
                                       const base::Limits& limits);

} // namespace backsift::cli
