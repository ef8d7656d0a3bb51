#include "os/move.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/failure.hpp"

namespace backsift::os {

namespace {

// By number, for C libraries without the function (musl before 1.2.6).
int rename_beside(const char* from, const char* to) {
#ifdef SYS_renameat2
    constexpr unsigned k_noreplace = 1;
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, k_noreplace));
#else
    static_cast<void>(from);
    static_cast<void>(to);
    errno = ENOSYS;
    return -1;
#endif
}

bool not_known_here(int error) {
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM
           || error == EMLINK;
}

} // namespace

base::Result<Moved> move_beside(const std::string& from, const std::string& to) {
    if (rename_beside(from.c_str(), to.c_str()) == 0)
        return Moved::renamed;
    if (!not_known_here(errno))
        return base::fail(failure(errno, "move to " + to, from));
    if (::link(from.c_str(), to.c_str()) == 0)
        return Moved::linked;
    if (!not_known_here(errno))
        return base::fail(failure(errno, "move to " + to, from));
    struct stat seen {};
    if (::lstat(to.c_str(), &seen) == 0)
        return base::fail(failure(EEXIST, "move to " + to, from));
    if (std::rename(from.c_str(), to.c_str()) == 0)
        return Moved::renamed;
    return base::fail(failure(errno, "move to " + to, from));
}

} // namespace backsift::os
