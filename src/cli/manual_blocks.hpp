// The parts of the manual that are printed from tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/commands.hpp"

namespace backsift::cli {

// What stands for a line "@NAME" in a page, in mdoc(7); nothing when there is no such block.
// `command` is the one that the page is about, or null.
[[nodiscard]] std::optional<std::string> manual_block(std::string_view name,
                                                      const Command* command);

} // namespace backsift::cli
