// Writing everything, or saying that it was not everything.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace backsift::os {

// What to write: pieces in memory, one after the other, then whatever is still unread in `rest`.
struct Source {
    std::span<const std::string_view> pieces;
    int rest = -1;
};

// Writes all of it and returns the number of bytes. Goes on after EINTR and short writes, waits
// where the descriptor is non-blocking (Postfix hands its command one, measured). SIGPIPE must be
// ignored (Guard does). `path` names the target in a failure;
// it fails with Kind::temporary when it has to wait beyond `deadline` (none: the process has its
// own).
using Deadline = std::optional<std::chrono::steady_clock::time_point>;
[[nodiscard]] base::Result<std::uint64_t>
write_all(int fd, const Source& source, const std::string& path, Deadline deadline = {});
[[nodiscard]] base::Result<std::uint64_t> write_all(int fd, std::string_view text,
                                                    const std::string& path);

} // namespace backsift::os
