// One message as one line: what `classify` prints.
#pragma once

#include <string>

#include "report/entry.hpp"
#include "report/table.hpp"

namespace backsift::report {

// "backscatter  bounce  folder  absent  PATH" without a newline; columns are stable for awk.
[[nodiscard]] std::string to_line(const Entry& entry, const Dress& dress);

// The colour a verdict is shown in everywhere.
[[nodiscard]] Colour colour_of(verdict::Word verdict);

} // namespace backsift::report
