// One message as one JSON object on one line: the contract of backsift-json(5), `schema` 1.
#pragma once

#include <string>

#include "report/entry.hpp"

namespace backsift::report {

// Without a final newline. Always valid JSON and valid UTF-8.
[[nodiscard]] std::string to_json(const Entry& entry);

// The line for a message that could not be read: kind, verdict and place say "inbox", `error` says
// why.
[[nodiscard]] std::string unreadable_json(const std::string& path, const std::string& sentence);

} // namespace backsift::report
