#include "os/fd.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "os/failure.hpp"

namespace backsift::os {

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

Fd::~Fd() {
    if (fd_ >= 0)
        ::close(fd_);
}

// Linux has closed the descriptor even when it says EINTR; asking again could close another's.
base::Result<base::Done> Fd::close(const std::string& path) {
    if (fd_ < 0)
        return base::Done{};
    if (::close(release()) == 0 || errno == EINTR)
        return base::Done{};
    return base::fail(failure(errno, "close", path));
}

base::Result<Fd> open(const std::string& path, int flags, mode_t mode) {
    for (;;) {
        const int fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
        if (fd >= 0)
            return Fd(fd);
        if (errno != EINTR)
            return base::fail(failure(errno, "open", path));
    }
}

} // namespace backsift::os
