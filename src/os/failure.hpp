// errno as a Failure. Pass errno in the same expression that made it.
#pragma once

#include <string>

#include "base/result.hpp"

namespace backsift::os {

// ENOENT, ENOTDIR: no_input. EACCES, EPERM, EROFS, ELOOP: permission. Everything else (disk full,
// quota, table full, I/O error): temporary. The sentence is "cannot <what>: <the system's words>",
// the place `path`.
[[nodiscard, gnu::cold]] base::Failure failure(int error, const std::string& what,
                                               const std::string& path);

} // namespace backsift::os
