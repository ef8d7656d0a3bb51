// A result for a terminal: what was found in one sentence, kinds and verdicts, months, hosts,
// storms, and the closest calls.
#pragma once

#include <string>

#include "report/table.hpp"
#include "report/tally.hpp"

namespace backsift::report {

// Ends with a newline.
[[nodiscard]] std::string summary(const Tally& tally, const Dress& dress);

} // namespace backsift::report
