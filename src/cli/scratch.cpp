#include "cli/scratch.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <ftw.h>

#include "os/failure.hpp"

namespace backsift::cli {

base::Result<Scratch> Scratch::make(const std::string& parent) {
    std::string path = (parent.starts_with('/') ? parent : "/tmp") + "/backsift-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
        return base::fail(os::failure(errno, "cannot make a folder", path));
    return Scratch(std::move(path));
}

Scratch::~Scratch() {
    constexpr int k_open_folders = 8;
    if (path_.empty())
        return;
    (void)::nftw(
        path_.c_str(),
        [](const char* name, const struct stat*, int, struct FTW*) {
            (void)std::remove(name);
            return 0;
        },
        k_open_folders, FTW_DEPTH | FTW_PHYS);
}

} // namespace backsift::cli
