#include "journal/journal.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/fd.hpp"
#include "os/file.hpp"

namespace backsift::journal {

namespace {

using base::Done;
using base::Kind;
using base::Result;

constexpr std::size_t k_buffer_bytes = 64U << 10U;
constexpr std::size_t k_line_bytes = 16U << 10U; // a longer one is no record

std::string older(const std::string& path) {
    return path + ".1";
}

Result<os::Fd> open_journal(const std::string& directory, const std::string& path) {
    // O_NONBLOCK: a FIFO in its place is refused rather than waited for.
    constexpr int k_flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
    auto file = os::open(path, k_flags, 0600);
    if (file || file.error().kind != Kind::no_input)
        return file;
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    return os::open(path, k_flags, 0600);
}

// Others that have it open write on into the file under its new name; nothing is lost.
void put_aside_when_large(int fd, const std::string& path) {
    struct stat seen {};
    if (::fstat(fd, &seen) != 0 || static_cast<std::uint64_t>(seen.st_size) < k_journal_bytes)
        return;
    static_cast<void>(std::rename(path.c_str(), older(path).c_str()));
}

class Reader {
  public:
    Reader(message::UnixTime since, const std::function<bool(const Record&)>& visit, ReadBack& seen)
        : since_(since),
          visit_(visit),
          seen_(seen),
          buffer_(std::make_unique<std::array<char, k_buffer_bytes>>()) {}

    Result<Done> read(const std::string& path) {
        const auto file = os::open_file(path, os::Trust::ours);
        if (!file && file.error().kind == Kind::no_input)
            return Done{};
        if (!file)
            return base::fail(file.error());
        while (!enough_) {
            const ssize_t got = ::read(file->get(), buffer_->data(), buffer_->size());
            if (got == 0)
                break;
            if (got > 0) {
                take({buffer_->data(), static_cast<std::size_t>(got)});
            } else if (errno != EINTR) {
                return base::fail(os::failure(errno, "read", path));
            }
        }
        if (!rest_.empty())
            line(rest_); // cut off: no newline came
        rest_.clear();
        return Done{};
    }

  private:
    void take(std::string_view text) {
        std::size_t end = 0;
        while (!enough_ && (end = text.find('\n')) != std::string_view::npos) {
            rest_ += text.substr(0, end);
            line(rest_);
            rest_.clear();
            text.remove_prefix(end + 1);
        }
        if (rest_.size() <= k_line_bytes)
            rest_ += text;
    }

    void line(std::string_view text) {
        const auto record = text.size() <= k_line_bytes ? parse_record(text) : std::nullopt;
        if (!record) {
            ++seen_.damaged;
        } else if (record->time >= since_) {
            ++seen_.records;
            enough_ = !visit_(*record);
        }
    }

    message::UnixTime since_;
    const std::function<bool(const Record&)>& visit_;
    ReadBack& seen_;
    std::unique_ptr<std::array<char, k_buffer_bytes>> buffer_;
    std::string rest_;
    bool enough_ = false;
};

} // namespace

std::string state_directory(os::World& world) {
    const std::string state = world.variable("XDG_STATE_HOME");
    if (state.starts_with('/'))
        return state + "/backsift"; // a relative one is to be ignored (XDG)
    const std::string home = world.account().home;
    return home.empty() ? std::string() : home + "/.local/state/backsift";
}

std::string journal_path(const std::string& state_directory) {
    return state_directory + "/journal";
}

Result<Done> append(const std::string& state_directory, const Record& record) {
    if (state_directory.empty())
        return base::fail(Kind::no_input, "there is no home directory for the journal");
    const std::string path = journal_path(state_directory);
    auto file = open_journal(state_directory, path);
    if (!file)
        return base::fail(file.error());
    if (auto trust = os::check_trust(file->get(), path); !trust)
        return trust;
    put_aside_when_large(file->get(), path);
    const std::string line = format(record);
    ssize_t written = 0;
    do {
        written = ::write(file->get(), line.data(), line.size());
    } while (written < 0 && errno == EINTR);
    if (written < 0)
        return base::fail(os::failure(errno, "write", path));
    // The rest of a line is not written later: it could stand behind another's.
    if (static_cast<std::size_t>(written) < line.size())
        return base::fail(os::failure(ENOSPC, "write", path));
    return file->close(path);
}

Result<ReadBack> read_back(const std::string& state_directory, message::UnixTime since,
                           const std::function<bool(const Record&)>& visit) {
    ReadBack seen;
    if (state_directory.empty())
        return seen;
    const std::string path = journal_path(state_directory);
    Reader reader(since, visit, seen);
    for (const std::string& file : {older(path), path}) {
        if (auto read = reader.read(file); !read)
            return base::fail(read.error());
    }
    return seen;
}

} // namespace backsift::journal
