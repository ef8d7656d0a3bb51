// The real world behind `check`.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>

#include "config/trusted_file.hpp"
#include "setup/check.hpp"

namespace backsift::setup {

namespace {

bool is_folder(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Seen look(const std::string& path) {
    Seen seen;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return seen;
    seen.exists = true;
    seen.is_folder = S_ISDIR(status.st_mode);
    seen.is_maildir = seen.is_folder && is_folder(path + "/cur") && is_folder(path + "/new")
                      && is_folder(path + "/tmp");
    seen.may_be_run = S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
    seen.others_may_read = (status.st_mode & (S_IROTH | S_IRGRP)) != 0;
    // O_PATH needs no right to read and waits for nobody.
    const int fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0)
        return seen;
    seen.distrust = config::why_not_trusted(fd).value_or("");
    ::close(fd);
    return seen;
}

} // namespace

Surroundings real_surroundings() {
    return {std::time(nullptr), look};
}

} // namespace backsift::setup
