#include "os/spill.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

#include "os/failure.hpp"
#include "os/write.hpp"

namespace backsift::os {

using base::Done;
using base::Result;

namespace {

constexpr std::size_t k_piece = 64U << 10U;
constexpr const char* k_name = "a temporary file";

} // namespace

Result<Spill> Spill::make(const std::string& directory) {
    std::string name = directory + "/backsift.XXXXXX";
    Fd file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.is_open())
        return base::fail(failure(errno, "make a temporary file in", directory));
    static_cast<void>(::unlink(name.c_str()));
    return Spill(std::move(file));
}

Result<Done> Spill::flush() {
    const auto written = write_all(file_.get(), pending_, k_name);
    pending_.clear();
    if (!written)
        return base::fail(written.error());
    return Done{};
}

Result<Done> Spill::add(std::string_view line) {
    pending_.append(line).append("\n");
    return pending_.size() < k_piece ? Result<Done>(Done{}) : flush();
}

Result<Done> Spill::each(const std::function<bool(std::string_view)>& visit) {
    if (auto flushed = flush(); !flushed)
        return flushed;
    const auto piece = std::make_unique<std::array<char, k_piece>>();
    std::string rest;
    off_t at = 0;
    for (;;) {
        const ssize_t got = ::pread(file_.get(), piece->data(), piece->size(), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail(failure(errno, "read", k_name));
        if (got == 0)
            return Done{};
        at += got;
        std::string_view text(piece->data(), static_cast<std::size_t>(got));
        for (std::size_t end = text.find('\n'); end != std::string_view::npos;
             end = text.find('\n')) {
            rest += text.substr(0, end);
            if (!visit(rest))
                return Done{};
            rest.clear();
            text.remove_prefix(end + 1);
        }
        rest += text;
    }
}

} // namespace backsift::os
