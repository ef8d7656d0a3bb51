#include "cli/output.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/record.hpp"
#include "mailbox/maildir.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/world.hpp"
#include "os/write.hpp"

namespace backsift::cli {

using base::Done;
using base::Kind;
using base::Result;

namespace {

constexpr mode_t k_permissions = 0777;

// Would mailbox::walk() take the file for a message of that folder? All are real paths.
bool is_message_of(const std::string& folder, const std::string& file) {
    if (!file.starts_with(folder.ends_with('/') ? folder : folder + '/'))
        return false;
    const std::string within = os::parent_of(file);
    const std::string part = os::name_of(within);
    if (part == "new" || part == "cur" || part == "tmp")
        return true;
    return !os::name_of(file).starts_with('.') && !mailbox::is_maildir(within);
}

bool is_input(const std::string& file, std::span<const std::string> inputs) {
    return std::any_of(inputs.begin(), inputs.end(), [&](const std::string& input) {
        const auto real = os::real_path(input);
        return real && (*real == file || (os::is_directory(*real) && is_message_of(*real, file)));
    });
}

} // namespace

Result<Output> Output::make(const std::string& path, std::span<const std::string> inputs) {
    Output out;
    out.path_ = path.empty() ? "standard output" : path;
    if (path.empty())
        return out;
    struct stat seen {};
    const bool there = ::stat(path.c_str(), &seen) == 0;
    if (there && !S_ISREG(seen.st_mode)) {
        auto file = os::open(path, O_WRONLY);
        if (!file)
            return base::fail(file.error());
        out.file_ = std::move(*file);
        return out;
    }
    auto folder = os::real_path(os::parent_of(path));
    if (!folder)
        return base::fail(folder.error());
    out.path_ = *folder + '/' + os::name_of(path);
    if (there)
        out.path_ = os::real_path(path).value_or(out.path_);
    if (is_input(out.path_, inputs))
        return base::fail({Kind::usage,
                           "the report would stand among the mail that is read",
                           {path, 0, 0},
                           {},
                           "name a file elsewhere with -o"});
    if (auto begun = out.begin_fresh(there ? seen.st_mode & k_permissions : mode_t{0600}); !begun)
        return base::fail(begun.error());
    return out;
}

// Hidden, so that it is nobody's message meanwhile.
Result<Done> Output::begin_fresh(mode_t mode) {
    mode_ = mode;
    os::RealWorld world;
    temporary_ = os::parent_of(path_) + "/.backsift-report." + journal::new_record_id(world);
    auto fresh = os::FreshFile::create(temporary_);
    if (!fresh)
        return base::fail(fresh.error());
    fresh_.emplace(std::move(*fresh));
    return Done{};
}

int Output::descriptor() const {
    return file_.is_open() ? file_.get() : STDOUT_FILENO;
}

bool Output::is_terminal() const {
    return !fresh_ && ::isatty(descriptor()) != 0;
}

bool Output::add(std::string_view text) {
    constexpr std::size_t k_piece = 64U << 10U;
    pending_ += text;
    return pending_.size() < k_piece || flush();
}

bool Output::flush() {
    const std::array<std::string_view, 1> pieces{pending_};
    const auto written =
        fresh_ ? fresh_->write({pieces, -1}) : os::write_all(descriptor(), pending_, path_);
    pending_.clear();
    if (!written && !failure_)
        failure_ = written.error();
    return written.has_value();
}

Result<Done> Output::finish() {
    flush();
    if (failure_)
        return base::fail(*failure_);
    if (!fresh_)
        return Done{};
    if (::chmod(temporary_.c_str(), mode_) != 0)
        return base::fail(os::failure(errno, "set the mode of", temporary_));
    return fresh_->commit(path_, os::Publish::replace);
}

} // namespace backsift::cli
