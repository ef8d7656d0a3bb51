// Running a piece of a test in a process of its own, where it may be killed.
#pragma once

#include <functional>
#include <string>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace backsift::test {

// Forks; the child runs `body` and ends with what it returns.
template<class Body>
pid_t start(Body body) {
    const pid_t pid = ::fork();
    if (pid == 0)
        ::_exit(body());
    return pid;
}

// The exit status, or minus the number of the signal.
inline int end_of(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

template<class Body>
int run(Body body) {
    return end_of(start(body));
}

// A tiny file system that is soon full; not there when we may not mount (then `mounted()` is
// false).
class SmallDisk {
  public:
    SmallDisk(std::string path, const char* options) : path_(std::move(path)) {
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, options) == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        if (mounted_)
            ::umount2(path_.c_str(), MNT_DETACH);
    }
    [[nodiscard]] bool mounted() const { return mounted_; }

  private:
    std::string path_;
    bool mounted_ = false;
};

} // namespace backsift::test
