// Becoming another program that reads a message we hold. Nothing of ours stays behind: arguments,
// environment, working directory, output, signals and exit status are the program's own.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "os/write.hpp"

namespace backsift::os {

// Puts the input into a file without a name and makes that standard input. The file lives in
// memory, or in /tmp where that is refused. After a failure standard input is what it was, but what
// `input.rest` gave is gone.
[[nodiscard]] base::Result<base::Done> become_input(const Source& input);

// Replaces this process by the program (execvp(3): a name without a slash is looked for in PATH).
// Returns only when that failed: no_input where it is not there, permission where it may not run.
[[nodiscard]] base::Failure become(const std::vector<std::string>& words);

} // namespace backsift::os
