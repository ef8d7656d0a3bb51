// A file that nobody but its owner decides about: the config, rule files, key files.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"

namespace backsift::config {

// Why others could have written the file behind this descriptor, as the end of a sentence that
// begins with its name ("belongs to user 1001"); nothing when it can be trusted.
//
// Trusted: owned by us or by root, not writable by everybody, and writable by a group only when
// that group is the owner's private one (same number as the owner, as useradd makes it).
[[nodiscard]] std::optional<std::string> why_not_trusted(int fd);

// The text of a trusted regular file, or nothing when there is no such file.
//
// A symlink is followed: configs are often links into a folder under version control. What counts
// is the file at its end, and it is judged on the open descriptor, so that nobody can exchange it
// between the look and the read. Fails with Kind::config when it is not to be trusted, not a
// regular file or larger than 1 MiB; with Kind::permission or Kind::temporary when it cannot be
// read.
[[nodiscard]] base::Result<std::optional<std::string>> read_trusted(const std::string& path);

} // namespace backsift::config
