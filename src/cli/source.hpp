// Messages named on the command line, or the one on standard input.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "cli/judgement.hpp"

namespace backsift::cli {

// The operand that means standard input.
inline constexpr std::string_view k_standard_input = "-";

// Reads and parses one message; "-" is standard input, whose envelope the environment completes.
// Fails with Kind::no_input; reads no more than limits.message_bytes (the rest is left out, and the
// mail says so in its defects).
[[nodiscard]] base::Result<message::Mail> read_mail(const std::string& path, const Invocation& invocation,
                                                    const base::Limits& limits);

}  // namespace backsift::cli
