#include "journal/storm.hpp"

#include <charconv>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/dir.hpp"
#include "os/fd.hpp"
#include "os/file.hpp"
#include "os/write.hpp"

namespace backsift::journal {

namespace {

using base::Done;
using base::Result;

constexpr std::string_view k_name = "storm";

std::string older(const std::string& path) {
    return path + ".1";
}

Result<os::Fd> open_storm(const std::string& directory, const std::string& path) {
    // O_NONBLOCK: a FIFO in its place is refused rather than waited for.
    constexpr int k_flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
    auto file = os::open(path, k_flags, 0600);
    if (file || file.error().kind != base::Kind::no_input)
        return file;
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    return os::open(path, k_flags, 0600);
}

// One process at a time, and only while the file still bears the name: a second rename would put
// the new, empty file in place of the full one.
void put_aside_when_large(int fd, const std::string& path) {
    struct stat open_file {};
    struct stat named {};
    if (::fstat(fd, &open_file) != 0
        || static_cast<std::uint64_t>(open_file.st_size) < k_storm_bytes)
        return;
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return;
    if (::stat(path.c_str(), &named) == 0 && named.st_ino == open_file.st_ino
        && named.st_dev == open_file.st_dev)
        static_cast<void>(std::rename(path.c_str(), older(path).c_str()));
}

// "1795239060 bounce"
void count_line(std::string_view line, message::UnixTime now, StormCounts& counts) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos)
        return;
    message::UnixTime time = 0;
    const char* const end = line.data() + blank;
    const auto read = std::from_chars(line.data(), end, time);
    const auto kind = rules::kind_from_word(line.substr(blank + 1));
    if (read.ec != std::errc() || read.ptr != end || !kind)
        return;
    if (time <= now && time > now - k_storm_seconds)
        ++counts[static_cast<std::size_t>(*kind)];
}

void count_file(const std::string& path, message::UnixTime now, StormCounts& counts) {
    // Those who had it open when it was put aside may have written on.
    const auto text = os::read_file(path, 2 * k_storm_bytes, os::Trust::ours);
    if (!text)
        return;
    std::string_view rest = text->view();
    std::size_t end = 0;
    while ((end = rest.find('\n')) != std::string_view::npos) {
        count_line(rest.substr(0, end), now, counts);
        rest.remove_prefix(end + 1);
    }
}

} // namespace

std::string storm_path(const std::string& state_directory) {
    return state_directory + '/' + std::string(k_name);
}

Result<Done> note_unverifiable(const std::string& state_directory, rules::Kind kind,
                               message::UnixTime now) {
    if (state_directory.empty())
        return Done{};
    const std::string path = storm_path(state_directory);
    auto file = open_storm(state_directory, path);
    if (!file)
        return base::fail(file.error());
    if (auto trusted = os::check_trust(file->get(), path); !trusted)
        return trusted;
    const std::string line = std::to_string(now) + ' ' + std::string(rules::word(kind)) + '\n';
    const auto written = os::write_all(file->get(), line, path);
    if (!written)
        return base::fail(written.error());
    put_aside_when_large(file->get(), path);
    return file->close(path);
}

StormCounts count_unverifiable(const std::string& state_directory, message::UnixTime now) {
    StormCounts counts{};
    if (state_directory.empty())
        return counts;
    const std::string path = storm_path(state_directory);
    count_file(older(path), now, counts);
    count_file(path, now, counts);
    return counts;
}

} // namespace backsift::journal
