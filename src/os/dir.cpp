#include "os/dir.hpp"

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/failure.hpp"

namespace backsift::os {

namespace {

using base::Done;
using base::Result;

struct CloseDir {
    void operator()(DIR* dir) const { ::closedir(dir); }
};

EntryType type_of(unsigned char type) {
    switch (type) {
    case DT_REG:
        return EntryType::file;
    case DT_DIR:
        return EntryType::directory;
    case DT_LNK:
        return EntryType::link;
    case DT_UNKNOWN:
        return EntryType::unknown;
    default:
        return EntryType::other;
    }
}

std::string without_end_slashes(const std::string& path) {
    const std::size_t last = path.find_last_not_of('/');
    return last == std::string::npos ? path.substr(0, 1) : path.substr(0, last + 1);
}

} // namespace

std::string parent_of(const std::string& path) {
    const std::string bare = without_end_slashes(path);
    const std::size_t slash = bare.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return without_end_slashes(bare.substr(0, slash + 1));
}

std::string name_of(const std::string& path) {
    const std::string bare = without_end_slashes(path);
    return bare.substr(bare.rfind('/') + 1);
}

bool is_directory(const std::string& path) {
    struct stat seen {};
    return ::stat(path.c_str(), &seen) == 0 && S_ISDIR(seen.st_mode);
}

bool is_link(const std::string& path) {
    struct stat seen {};
    return ::lstat(path.c_str(), &seen) == 0 && S_ISLNK(seen.st_mode);
}

bool is_there(const std::string& path) {
    struct stat seen {};
    return ::lstat(path.c_str(), &seen) == 0;
}

std::string unused_name(const std::string& path) {
    std::string name = path;
    for (std::size_t n = 2; is_there(name); ++n)
        name = path + '.' + std::to_string(n);
    return name;
}

Result<std::string> real_path(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                           &std::free);
    if (!real)
        return base::fail(failure(errno, "find", path));
    return std::string(real.get());
}

Result<Done> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0)
        return Done{};
    const int error = errno;
    if (error == EEXIST && is_directory(path))
        return Done{};
    return base::fail(failure(error, "make the directory", path));
}

// Asks for the last level first: most often only that one is missing.
Result<Done> make_directories(const std::string& path) {
    auto made = make_directory(path);
    if (made || made.error().kind != base::Kind::no_input)
        return made;
    const std::string parent = parent_of(path);
    if (parent == path || parent == ".")
        return made;
    if (auto above = make_directories(parent); !above)
        return above;
    return make_directory(path);
}

Result<Done> sync_directory(const std::string& path) {
    auto directory = open(path, O_RDONLY | O_DIRECTORY);
    if (!directory)
        return base::fail(directory.error());
    return sync_directory(directory->get(), path);
}

Result<Done> sync_directory(int fd, const std::string& path) {
    // EINVAL: a file system that cannot sync directories (some FUSE); it promises what it can.
    while (::fsync(fd) != 0) {
        if (errno == EINVAL)
            return Done{};
        if (errno != EINTR)
            return base::fail(failure(errno, "sync", path));
    }
    return Done{};
}

Result<Done> list_directory(const std::string& path,
                            const std::function<bool(std::string_view, EntryType)>& visit) {
    auto fd = open(path, O_RDONLY | O_DIRECTORY);
    if (!fd)
        return base::fail(fd.error());
    const std::unique_ptr<DIR, CloseDir> dir(::fdopendir(fd->get()));
    if (!dir)
        return base::fail(failure(errno, "list", path));
    fd->release(); // now the stream's
    for (;;) {
        errno = 0;
        const dirent* const entry = ::readdir(dir.get());
        if (entry == nullptr)
            break;
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        if (!visit(name, type_of(entry->d_type)))
            return Done{};
    }
    if (errno != 0)
        return base::fail(failure(errno, "list", path));
    return Done{};
}

} // namespace backsift::os
