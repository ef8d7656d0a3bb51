// An owned descriptor.
#pragma once

#include <string>
#include <utility>

#include <sys/types.h>

#include "base/result.hpp"

namespace backsift::os {

class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(other.release()) {}
    Fd& operator=(Fd&& other) noexcept;
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd(); // closes; whoever wrote through it calls close() and looks at the answer

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }

    // Closes and says whether the system reported an error it had kept until now (NFS, quota).
    [[nodiscard]] base::Result<base::Done> close(const std::string& path);

  private:
    int fd_ = -1;
};

// open(2) with O_CLOEXEC, again after EINTR. `mode` counts with O_CREAT only.
[[nodiscard]] base::Result<Fd> open(const std::string& path, int flags, mode_t mode = 0);

} // namespace backsift::os
