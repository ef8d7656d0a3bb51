#include "os/lock.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>

#include "os/failure.hpp"

namespace backsift::os {

base::Result<Fd> lock_file(const std::string& path, Lock lock) {
    auto file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (!file)
        return base::fail(file.error());
    const int how =
        lock == Lock::shared ? LOCK_SH : LOCK_EX | (lock == Lock::exclusive ? 0 : LOCK_NB);
    while (::flock(file->get(), how) != 0) {
        if (errno == EWOULDBLOCK)
            return base::fail(base::Kind::temporary, "another update is under way", {path, 0, 0});
        if (errno != EINTR)
            return base::fail(failure(errno, "lock", path));
    }
    return file;
}

} // namespace backsift::os
