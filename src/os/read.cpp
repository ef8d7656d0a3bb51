#include "os/read.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "os/failure.hpp"
#include "os/wait.hpp"

namespace backsift::os {

namespace {

// Nearly all mail is smaller; a page less than a power of two so that malloc's own words fit in.
constexpr std::size_t k_first_buffer = (64U << 10U) - 64;

// How much a regular file still has to give, and one byte to see its end; else a first guess.
std::size_t first_size(int fd) {
    struct stat seen {};
    if (::fstat(fd, &seen) != 0 || !S_ISREG(seen.st_mode))
        return k_first_buffer;
    const off_t at = ::lseek(fd, 0, SEEK_CUR);
    if (at < 0 || at >= seen.st_size)
        return k_first_buffer;
    return static_cast<std::size_t>(seen.st_size - at) + 1;
}

// One read; nothing when the system fails (errno says how).
std::optional<std::size_t> read_some(int fd, char* into, std::size_t most) {
    for (;;) {
        const ssize_t got = ::read(fd, into, most);
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno == EAGAIN) {
            wait_for(fd, For::reading);
        } else if (errno != EINTR) {
            return std::nullopt;
        }
    }
}

} // namespace

base::Result<Input> read_input(int fd, std::size_t limit) {
    const std::size_t most = limit + 1;
    std::size_t room = std::min(first_size(fd), most);
    auto buffer = base::buffer_of(room);
    std::size_t used = 0;
    for (;;) {
        const auto got = read_some(fd, buffer.get() + used, room - used);
        if (!got)
            return base::fail(failure(errno, "read the message", ""));
        used += *got;
        if (*got == 0 || used == most)
            break;
        if (used < room)
            continue;
        const std::size_t wider = std::min(room * 2, most);
        auto next = base::buffer_of(wider);
        std::memcpy(next.get(), buffer.get(), used);
        buffer = std::move(next);
        room = wider;
    }
    return Input{base::Bytes(std::move(buffer), used), used > limit};
}

} // namespace backsift::os
