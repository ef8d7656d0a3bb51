// From the command line to an exit status.
#pragma once

namespace backsift::cli {

// Never prints anything when it delivers. Returns the process's exit status.
[[nodiscard]] int run(int argc, char** argv);

} // namespace backsift::cli
