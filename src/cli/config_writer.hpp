// Puts a config on the disk in one step, and keeps the one that stood there.
#pragma once

#include <string>

#include "base/result.hpp"
#include "os/world.hpp"

namespace backsift::cli {

enum class Old : bool {
    must_not_be, // fails with Kind::temporary where a file of that name is
    is_kept      // under the same name and ".old"; or ".old.2" where that is taken, and so on
};

// Makes the folder where it is missing. Writes behind a link, and keeps the old one there. Mode
// 0600; on stable storage when it succeeds. Returns under which name the old file is kept; "" where
// there was none, or it held the same.
[[nodiscard]] base::Result<std::string>
write_config(const std::string& path, const std::string& text, Old old, os::World& world);

// From the root on; a path that is not starts in the folder we were called in.
[[nodiscard]] std::string absolute(const std::string& path);

} // namespace backsift::cli
