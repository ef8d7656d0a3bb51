// The real world behind `check`.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>

#include "os/account.hpp"
#include "os/file.hpp"
#include "setup/check.hpp"
#include "setup/public_suffix.hpp"

namespace backsift::setup {

namespace {

bool is_folder(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// As os::check_trust for files. In a sticky folder nobody may exchange the files of another.
std::string folder_distrust(const struct stat& status) {
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        return "belongs to another user";
    if ((status.st_mode & S_ISVTX) != 0)
        return {};
    if ((status.st_mode & S_IWOTH) != 0)
        return "may be written by everybody";
    const bool by_group = (status.st_mode & S_IWGRP) != 0;
    if (by_group && !os::is_private_group(status.st_gid, status.st_uid)) {
        return "may be written by a group";
    }
    return {};
}

// O_PATH needs no right to read and waits for nobody.
std::string file_distrust(const std::string& path) {
    const base::Result<os::Fd> file = os::open(path, O_PATH);
    if (!file)
        return {};
    const base::Result<base::Done> trust = os::check_trust(file->get(), path);
    return trust ? std::string() : trust.error().sentence;
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
    seen.distrust = seen.is_folder ? folder_distrust(status) : file_distrust(path);
    return seen;
}

base::Result<base::Bytes> read(const std::string& path, std::size_t most) {
    return os::read_file(path, most, os::Trust::ours);
}

} // namespace

Surroundings real_surroundings() {
    constexpr std::size_t k_longest_list = std::size_t{4} << 20U;
    const auto suffixes = os::read_file(k_public_suffix_list, k_longest_list, os::Trust::anyone);
    return {std::time(nullptr), look, read, suffixes ? std::string(suffixes->view()) : ""};
}

} // namespace backsift::setup
