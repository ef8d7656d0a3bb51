#include "os/fresh_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/move.hpp"

namespace backsift::os {

namespace {

using base::Done;
using base::Result;

Result<Done> sync(int fd, const std::string& path) {
    while (::fsync(fd) != 0) {
        // EINVAL: something that cannot be synced, such as /dev/full in a test; writes were
        // checked.
        if (errno == EINVAL)
            return Done{};
        if (errno != EINTR)
            return base::fail(failure(errno, "sync", path));
    }
    return Done{};
}

Result<Moved> move_over(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0)
        return Moved::renamed;
    return base::fail(failure(errno, "move to " + to, from));
}

} // namespace

FreshFile::FreshFile(std::string path, Fd fd, GuardedFile guarded)
    : path_(std::move(path)),
      fd_(std::move(fd)),
      guarded_(std::move(guarded)) {}

FreshFile::FreshFile(FreshFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      fd_(std::move(other.fd_)),
      guarded_(std::move(other.guarded_)) {}

FreshFile::~FreshFile() {
    if (!path_.empty())
        ::unlink(path_.c_str());
}

// Guarded before it is made, so that no signal falls in between. The handler then removes, at
// worst, a name that is not there, or another's of the same name: which the unique name rules out.
Result<FreshFile> FreshFile::create(std::string path) {
    GuardedFile guarded(path);
    auto fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!fd)
        return base::fail(fd.error());
    return FreshFile(std::move(path), std::move(*fd), std::move(guarded));
}

Result<std::uint64_t> FreshFile::write(const Source& source) {
    return write_all(fd_.get(), source, path_);
}

Result<Done> FreshFile::commit(const std::string& target, Publish publish) {
    if (auto synced = sync(fd_.get(), path_); !synced)
        return synced;
    if (auto closed = fd_.close(path_); !closed)
        return closed;
    // All that needs memory or a descriptor comes before the move: behind it only the disk can
    // fail.
    const bool beside = publish == Publish::beside;
    const GuardedFile published = beside ? GuardedFile(target) : GuardedFile();
    const std::string folder = parent_of(target);
    const auto directory = open(folder, O_RDONLY | O_DIRECTORY);
    if (!directory)
        return base::fail(directory.error());
    const auto moved = beside ? move_beside(path_, target) : move_over(path_, target);
    if (!moved)
        return base::fail(moved.error());
    if (*moved == Moved::renamed)
        path_.clear();
    auto durable = sync_directory(directory->get(), folder);
    if (!durable && beside)
        ::unlink(target.c_str()); // the caller keeps its copy; this one might go in a power cut
    guarded_.let_go();
    return durable; // with a link, the destructor removes the old name now
}

Result<Done> remove_if_there(const std::string& path) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT)
        return Done{};
    return base::fail(failure(errno, "remove", path));
}

Result<Done> write_fresh(const std::string& fresh, std::string_view bytes,
                         const std::string& target, Publish publish) {
    if (auto gone = remove_if_there(fresh); !gone)
        return gone;
    auto file = FreshFile::create(fresh);
    if (!file)
        return base::fail(file.error());
    const std::array<std::string_view, 1> pieces{bytes};
    if (const auto written = file->write({pieces, -1}); !written)
        return base::fail(written.error());
    return file->commit(target, publish);
}

} // namespace backsift::os
