#include "journal/line_file.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/file.hpp"

namespace backsift::journal {

namespace {

using base::Done;
using base::Result;

constexpr std::size_t k_buffer_bytes = 64U << 10U;

class Lines {
  public:
    explicit Lines(const VisitLine& visit)
        : visit_(visit),
          buffer_(std::make_unique<std::array<char, k_buffer_bytes>>()) {}

    Result<Done> read(int fd, const std::string& path) {
        while (!enough_) {
            const ssize_t got = ::read(fd, buffer_->data(), buffer_->size());
            if (got == 0)
                break;
            if (got > 0) {
                take({buffer_->data(), static_cast<std::size_t>(got)});
            } else if (errno != EINTR) {
                return base::fail(os::failure(errno, "read", path));
            }
        }
        if (!enough_ && !rest_.empty())
            static_cast<void>(visit_(rest_, Ended::no, number_));
        return Done{};
    }

  private:
    void take(std::string_view text) {
        std::size_t end = 0;
        while (!enough_ && (end = text.find('\n')) != std::string_view::npos) {
            keep(text.substr(0, end));
            if (!rest_.empty())
                enough_ = !visit_(rest_, Ended::yes, number_);
            rest_.clear();
            ++number_;
            text.remove_prefix(end + 1);
        }
        keep(text);
    }

    void keep(std::string_view text) {
        if (rest_.size() <= k_line_bytes)
            rest_ += text.substr(0, k_line_bytes + 1 - rest_.size());
    }

    const VisitLine& visit_;
    std::unique_ptr<std::array<char, k_buffer_bytes>> buffer_;
    std::string rest_;
    std::size_t number_ = 1;
    bool enough_ = false;
};

} // namespace

Result<Done> each_line(const std::string& path, const VisitLine& visit) {
    const auto file = os::open_file(path, os::Trust::ours);
    if (!file && file.error().kind == base::Kind::no_input)
        return Done{};
    if (!file)
        return base::fail(file.error());
    return Lines(visit).read(file->get(), path);
}

Result<os::Fd> open_for_lines(const std::string& directory, const std::string& path) {
    // O_NONBLOCK: a FIFO in its place is refused rather than waited for.
    constexpr int k_flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
    auto file = os::open(path, k_flags, 0600);
    if (!file && file.error().kind == base::Kind::no_input) {
        if (auto made = os::make_directories(directory); !made)
            return base::fail(made.error());
        file = os::open(path, k_flags, 0600);
    }
    if (!file)
        return file;
    if (auto trust = os::check_trust(file->get(), path); !trust)
        return base::fail(trust.error());
    return file;
}

Result<Done> append_line(int fd, std::string line, const std::string& path) {
    // The last byte may be the middle of a line that another process is just writing: then an empty
    // line is made, which readers pass over.
    struct stat seen {};
    char last = '\n';
    if (::fstat(fd, &seen) == 0 && seen.st_size > 0 && ::pread(fd, &last, 1, seen.st_size - 1) == 1
        && last != '\n')
        line.insert(line.begin(), '\n');
    ssize_t written = 0;
    do {
        written = ::write(fd, line.data(), line.size());
    } while (written < 0 && errno == EINTR);
    if (written < 0)
        return base::fail(os::failure(errno, "write", path));
    // The rest of a line is not written later: it could stand behind another's.
    if (static_cast<std::size_t>(written) < line.size())
        return base::fail(os::failure(ENOSPC, "write", path));
    return Done{};
}

std::string put_aside_name(const std::string& path) {
    return path + ".1";
}

// One process at a time, and only while the file still bears the name: a second rename would put
// the new, empty file in place of the full one.
void put_aside_when_large(int fd, const std::string& path, std::size_t most) {
    struct stat open_file {};
    struct stat named {};
    if (::fstat(fd, &open_file) != 0 || static_cast<std::uint64_t>(open_file.st_size) < most)
        return;
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return;
    if (::stat(path.c_str(), &named) == 0 && named.st_ino == open_file.st_ino
        && named.st_dev == open_file.st_dev)
        static_cast<void>(std::rename(path.c_str(), put_aside_name(path).c_str()));
}

} // namespace backsift::journal
