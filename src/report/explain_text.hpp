// One message explained on one screen: what it is and how we know, whose mail it answers and how we
// know, where it goes, and what would change that.
#pragma once

#include <string>

#include "report/entry.hpp"
#include "report/table.hpp"

namespace backsift::report {

// Ends with a newline. Without colours the text is plain UTF-8 without control characters.
[[nodiscard]] std::string explain(const Entry& entry, const Dress& dress);

} // namespace backsift::report
