#include "config/trusted_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace backsift::config {

namespace {

constexpr std::size_t k_most_bytes = std::size_t{1} << 20U;

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_;
};

tl::unexpected<base::Failure> failure(base::Kind kind, const std::string& path,
                                      std::string sentence, std::string hint = {}) {
    return base::fail(base::Failure{kind, std::move(sentence), {path, 0, 0}, {}, std::move(hint)});
}

tl::unexpected<base::Failure> cannot(const char* verb, const std::string& path, int error) {
    const bool refused = error == EACCES || error == EPERM || error == ELOOP;
    return failure(refused ? base::Kind::permission : base::Kind::temporary, path,
                   std::string("cannot ") + verb + ": " + std::strerror(error));
}

base::Result<std::string> read_all(int fd, const std::string& path) {
    std::string text;
    for (;;) {
        constexpr std::size_t k_step = 16384;
        const std::size_t used = text.size();
        if (used > k_most_bytes) {
            return failure(base::Kind::config, path, "is larger than 1 MiB");
        }
        text.resize(used + k_step);
        const ssize_t got = ::read(fd, text.data() + used, k_step);
        const int error = errno;
        text.resize(used + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got == 0)
            return text;
        if (got < 0 && error != EINTR)
            return cannot("read", path, error);
    }
}

} // namespace

std::optional<std::string> why_not_trusted(int fd) {
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return std::string("cannot be examined");
    if (status.st_uid != ::geteuid() && status.st_uid != 0) {
        return "belongs to user " + std::to_string(status.st_uid);
    }
    if ((status.st_mode & S_IWOTH) != 0)
        return std::string("may be written by everybody");
    if ((status.st_mode & S_IWGRP) != 0 && status.st_gid != status.st_uid) {
        return "may be written by group " + std::to_string(status.st_gid);
    }
    return std::nullopt;
}

base::Result<std::optional<std::string>> read_trusted(const std::string& path) {
    // O_NONBLOCK: opening a FIFO must not wait for a writer. It means nothing for a regular file.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    const int error = errno;
    if (file.get() < 0) {
        if (error == ENOENT || error == ENOTDIR)
            return std::optional<std::string>();
        return cannot("open", path, error);
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0)
        return cannot("examine", path, errno);
    if (!S_ISREG(status.st_mode))
        return failure(base::Kind::config, path, "is not a regular file");
    if (const std::optional<std::string> why = why_not_trusted(file.get())) {
        return failure(base::Kind::config, path, *why + ", so it is not read",
                       "make it yours alone: chmod go-w");
    }
    base::Result<std::string> text = read_all(file.get(), path);
    if (!text)
        return base::fail(text.error());
    return std::optional<std::string>(std::move(*text));
}

} // namespace backsift::config
