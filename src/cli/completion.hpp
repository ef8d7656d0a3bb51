// Completion for shells, printed from the tables of commands and options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace backsift::cli {

// What may stand where a table says FILE, FORMAT, PROGRAM …
struct Choices {
    std::vector<std::string> words;
    bool files = false;
    bool list = false; // several, with commas between
};
[[nodiscard]] Choices choices(std::string_view argument);
// The same for the value of a command's option: its own formats.
[[nodiscard]] Choices value_choices(const Command& command, const Option& option);

// The words and files that a command takes as operands, from its usage line.
[[nodiscard]] Choices operand_choices(const Command& command);

// The options a command takes, --help among them.
[[nodiscard]] std::vector<const Option*> options_of(const Command& command);

[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();

} // namespace backsift::cli
