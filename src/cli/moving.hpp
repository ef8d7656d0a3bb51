// What commands that move messages have in common: how a message is named, and what is said of
// those that could not be moved.
#pragma once

#include <string>

#include "base/exit_status.hpp"
#include "journal/filing.hpp"

namespace backsift::cli {

// Complains of each, and how many more there are; the status that the command then leaves with: ok
// where there are none.
[[nodiscard]] base::ExitStatus refuse_troubles(const journal::Outcome& outcome);

// An operand is a file, or the id of a line of the journal: then it is where that message is now,
// or was when the line was written.
[[nodiscard]] std::string path_named_by(const std::string& operand,
                                        const std::string& state_directory);

} // namespace backsift::cli
