#include "os/write.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>

#include <sys/uio.h>
#include <unistd.h>

#include "base/bytes.hpp"
#include "os/failure.hpp"
#include "os/wait.hpp"

namespace backsift::os {

namespace {

using base::Result;

constexpr std::size_t k_vectors = 16; // pieces per writev(2); a stamped mail has three
constexpr std::size_t k_copy_bytes = 64U << 10U;

// The pieces as writev wants them, from byte `skip` of the first on; empty ones left out.
std::size_t gather(std::span<const std::string_view> pieces, std::size_t skip,
                   std::array<iovec, k_vectors>& out) {
    std::size_t n = 0;
    for (const std::string_view piece : pieces) {
        const std::string_view rest = piece.substr(skip);
        skip = 0;
        if (rest.empty())
            continue;
        if (n == out.size())
            break;
        // writev(2) does not write to what it is given; the structure only lacks the const.
        out[n++] = {const_cast<char*>(rest.data()),
                    std::min<std::size_t>(rest.size(), SSIZE_MAX / k_vectors)};
    }
    return n;
}

// Moves on by what was written.
void advance(std::span<const std::string_view>& pieces, std::size_t& skip, std::size_t written) {
    skip += written;
    while (!pieces.empty() && skip >= pieces.front().size()) {
        skip -= pieces.front().size();
        pieces = pieces.subspan(1);
    }
}

// False when the time is up.
bool wait_to_write(int fd, const Deadline& deadline) {
    if (!deadline)
        return wait_for(fd, For::writing);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *deadline - std::chrono::steady_clock::now());
    return left.count() > 0 && wait_for(fd, For::writing, static_cast<int>(left.count()));
}

Result<std::uint64_t> write_pieces(int fd, std::span<const std::string_view> pieces,
                                   const std::string& path, const Deadline& deadline) {
    std::uint64_t total = 0;
    std::size_t skip = 0;
    advance(pieces, skip, 0);
    while (!pieces.empty()) {
        std::array<iovec, k_vectors> vectors{};
        const std::size_t n = gather(pieces, skip, vectors);
        const ssize_t written = ::writev(fd, vectors.data(), static_cast<int>(n));
        if (written > 0) {
            total += static_cast<std::uint64_t>(written);
            advance(pieces, skip, static_cast<std::size_t>(written));
        } else if (written == 0) { // POSIX leaves it open; it must not become an endless loop
            return base::fail(failure(ENOSPC, "write", path));
        } else if (errno == EAGAIN) {
            if (!wait_to_write(fd, deadline))
                return base::fail(failure(ETIMEDOUT, "write", path));
        } else if (errno != EINTR) {
            return base::fail(failure(errno, "write", path));
        }
    }
    return total;
}

Result<std::uint64_t> copy_rest(int from, int to, const std::string& path,
                                const Deadline& deadline) {
    const auto buffer = base::buffer_of(k_copy_bytes);
    std::uint64_t total = 0;
    for (;;) {
        const ssize_t got = ::read(from, buffer.get(), k_copy_bytes);
        if (got == 0)
            return total;
        if (got < 0) {
            if (errno == EAGAIN) {
                wait_for(from, For::reading);
            } else if (errno != EINTR) {
                return base::fail(failure(errno, "read the message", ""));
            }
            continue;
        }
        const std::string_view piece(buffer.get(), static_cast<std::size_t>(got));
        auto written = write_pieces(to, std::span(&piece, 1), path, deadline);
        if (!written)
            return written;
        total += *written;
    }
}

} // namespace

Result<std::uint64_t> write_all(int fd, const Source& source, const std::string& path,
                                Deadline deadline) {
    auto pieces = write_pieces(fd, source.pieces, path, deadline);
    if (!pieces || source.rest < 0)
        return pieces;
    auto rest = copy_rest(source.rest, fd, path, deadline);
    if (!rest)
        return rest;
    return *pieces + *rest;
}

Result<std::uint64_t> write_all(int fd, std::string_view text, const std::string& path) {
    return write_pieces(fd, std::span(&text, 1), path, {});
}

} // namespace backsift::os
