// Directories: making, listing, and making their entries durable.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::os {

enum class EntryType { file, directory, link, other, unknown };

// The part before the last slash ("." when there is none, "/" for the root); and the part after.
[[nodiscard]] std::string parent_of(const std::string& path);
[[nodiscard]] std::string name_of(const std::string& path);

[[nodiscard]] bool is_directory(const std::string& path);
[[nodiscard]] bool is_link(const std::string& path);
// Does anything of that name exist, be it a link to nothing?
[[nodiscard]] bool is_there(const std::string& path);
// The path where nothing is there, else the first of "PATH.2", "PATH.3", … of which that is true.
[[nodiscard]] std::string unused_name(const std::string& path);

// Absolute, without links, dots and double slashes. Fails when it is not there.
[[nodiscard]] base::Result<std::string> real_path(const std::string& path);

// mkdir with 0700 for every missing level. No failure when all are there.
[[nodiscard]] base::Result<base::Done> make_directories(const std::string& path);
// One level; no failure when it is there.
[[nodiscard]] base::Result<base::Done> make_directory(const std::string& path);

// Makes names created in, moved into or removed from the directory survive a power cut.
[[nodiscard]] base::Result<base::Done> sync_directory(const std::string& path);
// The same for one that is open; the path is for the failure's place.
[[nodiscard]] base::Result<base::Done> sync_directory(int fd, const std::string& path);

// Calls `visit` for every name but . and .. in the system's order until it returns false.
[[nodiscard]] base::Result<base::Done>
list_directory(const std::string& path,
               const std::function<bool(std::string_view, EntryType)>& visit);

} // namespace backsift::os
