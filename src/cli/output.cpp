#include "cli/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "os/write.hpp"

namespace backsift::cli {

base::Result<Output> Output::make(const std::string& path) {
    Output out;
    out.path_ = path.empty() ? "standard output" : path;
    if (path.empty())
        return out;
    auto file = os::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!file)
        return base::fail(file.error());
    out.file_ = std::move(*file);
    return out;
}

bool Output::add(std::string_view text) {
    constexpr std::size_t k_piece = 64U << 10U;
    pending_ += text;
    return pending_.size() < k_piece || flush();
}

bool Output::flush() {
    const int fd = file_.is_open() ? file_.get() : STDOUT_FILENO;
    const auto written = os::write_all(fd, pending_, path_);
    pending_.clear();
    if (!written && !failure_)
        failure_ = written.error();
    return written.has_value();
}

} // namespace backsift::cli
