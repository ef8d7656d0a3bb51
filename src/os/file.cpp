#include "os/file.hpp"

#include <cerrno>
#include <climits>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/account.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/read.hpp"

namespace backsift::os {

namespace {

using base::Done;
using base::Kind;
using base::Result;

constexpr int k_links = 8; // steps through symbolic links; the system itself stops at 40

bool ours(const struct stat& seen) {
    return seen.st_uid == ::geteuid() || seen.st_uid == 0;
}

// Where a link of ours points. The link is read through a descriptor: what is checked is what is
// read.
Result<std::string> follow_own_link(const std::string& path) {
    const auto link = open(path, O_PATH | O_NOFOLLOW);
    if (!link)
        return base::fail(link.error());
    struct stat seen {};
    if (::fstat(link->get(), &seen) != 0)
        return base::fail(failure(errno, "look at", path));
    if (!ours(seen)) {
        return base::fail(Kind::permission, "is a symbolic link of somebody else", {path, 0, 0});
    }
    // Not on the stack, where inlining has every delivery touch a page for links that are rare.
    std::string to(PATH_MAX, '\0');
    const ssize_t length = ::readlinkat(link->get(), "", to.data(), to.size());
    if (length <= 0 || length == PATH_MAX)
        return base::fail(failure(errno, "read the link", path));
    to.resize(static_cast<std::size_t>(length));
    return to.front() == '/' ? to : parent_of(path) + '/' + to;
}

// O_NONBLOCK so that a FIFO of that name does not hold us up; for regular files it means nothing.
Result<Fd> open_ours(const std::string& path) {
    std::string at = path;
    for (int step = 0; step <= k_links; ++step) {
        Fd file(::open(at.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        const int error = errno;
        if (file.is_open()) {
            if (auto trust = check_trust(file.get(), path); !trust)
                return base::fail(trust.error());
            return file;
        }
        if (error != ELOOP)
            return base::fail(failure(error, "open", path));
        auto next = follow_own_link(at);
        if (!next)
            return base::fail(next.error());
        at = std::move(*next);
    }
    return base::fail(Kind::permission, "too many symbolic links", {path, 0, 0});
}

Result<Fd> open_any(const std::string& path) {
    auto file = open(path, O_RDONLY | O_NONBLOCK);
    if (!file)
        return file;
    struct stat seen {};
    if (::fstat(file->get(), &seen) != 0)
        return base::fail(failure(errno, "look at", path));
    if (S_ISDIR(seen.st_mode))
        return base::fail(Kind::no_input, "is a directory", {path, 0, 0});
    return file;
}

} // namespace

Result<Done> check_trust(int fd, const std::string& path) {
    const base::Place place{path, 0, 0};
    struct stat seen {};
    if (::fstat(fd, &seen) != 0)
        return base::fail(failure(errno, "look at", path));
    if (!S_ISREG(seen.st_mode))
        return base::fail(Kind::permission, "is not a regular file", place);
    if (!ours(seen))
        return base::fail(Kind::permission, "belongs to another user", place);
    if ((seen.st_mode & S_IWOTH) != 0) {
        return base::fail(Kind::permission, "may be written by everybody (chmod go-w)", place);
    }
    if ((seen.st_mode & S_IWGRP) != 0 && !is_private_group(seen.st_gid, seen.st_uid)) {
        return base::fail(Kind::permission, "may be written by a group (chmod g-w)", place);
    }
    return Done{};
}

Result<Fd> open_file(const std::string& path, Trust trust) {
    return trust == Trust::ours ? open_ours(path) : open_any(path);
}

Result<base::Bytes> read_file(const std::string& path, std::size_t most, Trust trust) {
    const auto file = open_file(path, trust);
    if (!file)
        return base::fail(file.error());
    auto input = read_input(file->get(), most);
    if (!input) {
        input.error().place.file = path;
        return base::fail(input.error());
    }
    if (input->more) {
        return base::fail(Kind::config, "is larger than " + std::to_string(most) + " bytes",
                          {path, 0, 0});
    }
    return std::move(input->bytes);
}

} // namespace backsift::os
