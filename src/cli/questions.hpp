// Questions to a person at a terminal. End of input takes what was proposed.
#pragma once

#include <string>

namespace backsift::cli {

// "question [Y/n] "
[[nodiscard]] bool ask_whether(const std::string& question, bool proposed);

// "question [proposed] "; an empty line takes it.
[[nodiscard]] std::string ask_for(const std::string& question, const std::string& proposed);

} // namespace backsift::cli
