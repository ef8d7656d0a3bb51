// One process at a time.
#pragma once

#include <string>

#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::os {

enum class Lock { shared, exclusive, exclusive_or_fail };

// flock(2) on a file of its own, made (0600) where it is missing. Held until the descriptor is
// closed; taken again after EINTR. Fails with temporary when somebody else has it and it should not
// wait.
[[nodiscard]] base::Result<Fd> lock_file(const std::string& path, Lock lock);

} // namespace backsift::os
