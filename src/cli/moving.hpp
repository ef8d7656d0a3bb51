// What commands that move messages say of those that they could not.
#pragma once

#include "base/exit_status.hpp"
#include "journal/filing.hpp"

namespace backsift::cli {

// Complains of each, and how many more there are; the status that the command then leaves with: ok
// where there are none.
[[nodiscard]] base::ExitStatus refuse_troubles(const journal::Outcome& outcome);

} // namespace backsift::cli
