// The findings that a header or a journal line names.
#pragma once

#include <string>
#include <vector>

#include "evidence/evidence.hpp"

namespace backsift::cli {

// The ids of those that showed the kind, strongest first as collected; at most six.
[[nodiscard]] std::vector<std::string> telling(const std::vector<evidence::Finding>& findings,
                                               rules::Kind kind);

} // namespace backsift::cli
