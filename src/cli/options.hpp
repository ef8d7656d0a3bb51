// The option table: `--help`, the manual's OPTIONS, completion and the parser are made from it.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "cli/invocation.hpp"

namespace backsift::cli {

struct Option {
    char letter;               // 0: none
    std::string_view name;     // long, without the dashes
    std::string_view argument; // what its value is called; "" when it takes none
    std::string_view text;
    base::Result<base::Done> (*set)(Invocation&, std::string_view value);
};

[[nodiscard]] std::span<const Option> options();
[[nodiscard]] const Option* find_option(std::string_view name);

struct Command;

// Reads what follows the command's name. `--` ends the options; `-` is an operand (standard input).
// Fails with Kind::usage, and a hint where a name was nearly right.
[[nodiscard]] base::Result<Invocation> read_arguments(const Command& command,
                                                      std::span<char* const> arguments);

} // namespace backsift::cli
