#include "journal/exceptions.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/counted.hpp"
#include "base/text.hpp"
#include "journal/line_file.hpp"
#include "journal/record.hpp"
#include "journal/words.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "os/fresh_file.hpp"

namespace backsift::journal {

using base::Done;
using base::Result;
using verdict::Exception;

namespace {

constexpr std::size_t k_name_bytes = 255;

std::string line_of(const Exception& exception) {
    return "1\t" + message::format_utc(exception.learnt) + '\t'
           + message::format_utc(exception.until) + '\t' + exception.id + '\t'
           + base::clean(exception.host, k_name_bytes) + '\t'
           + base::clean(exception.domain, k_name_bytes) + '\t' + exception.run + '\n';
}

std::optional<Exception> read_line(std::string_view line) {
    const auto columns = base::split(line, '\t');
    if (columns.size() < 7 || columns[0] != "1")
        return std::nullopt;
    const auto learnt = parse_utc(columns[1]);
    const auto until = parse_utc(columns[2]);
    // Half an exception would let in what nobody released.
    if (!learnt || !until || columns[3].empty() || columns[4].empty() || columns[5].empty())
        return std::nullopt;
    return Exception{
        std::string(columns[3]), std::string(columns[4]), std::string(columns[5]), *learnt, *until,
        std::string(columns[6])};
}

// The name beside it is ours alone under the lock.
Result<Done> store(const std::string& path, std::string_view text, os::Publish publish) {
    return os::write_fresh(path + ".new", text, path, publish);
}

Result<Done> keep_damaged(const std::string& path) {
    constexpr std::size_t k_longest_file = std::size_t{1} << 24U;
    const auto text = os::read_file(path, k_longest_file, os::Trust::anyone);
    if (!text)
        return base::fail(text.error());
    return store(os::unused_name(path + ".damaged"), text->view(), os::Publish::beside);
}

Result<Done> write(const std::string& state_directory, const KeptExceptions& kept) {
    const std::string path = exceptions_path(state_directory);
    if (kept.unread != 0) {
        if (auto done = keep_damaged(path); !done)
            return done;
    }
    std::string text;
    for (const Exception& exception : kept.all)
        text += line_of(exception);
    return store(path, text, os::Publish::replace);
}

} // namespace

std::string exceptions_path(const std::string& state_directory) {
    return state_directory + "/exceptions";
}

Result<KeptExceptions> read_exceptions(const std::string& state_directory) {
    KeptExceptions kept;
    if (state_directory.empty())
        return kept;
    const auto read = each_line(exceptions_path(state_directory),
                                [&kept](std::string_view line, Ended ended, std::size_t number) {
                                    auto exception =
                                        ended == Ended::yes ? read_line(line) : std::nullopt;
                                    if (exception)
                                        kept.all.push_back(std::move(*exception));
                                    else if (kept.unread++ == 0)
                                        kept.first_unread = number;
                                    return kept.all.size() < k_most_exceptions;
                                });
    if (!read)
        return base::fail(read.error());
    return kept;
}

std::optional<base::Failure> damage(const KeptExceptions& kept,
                                    const std::string& state_directory) {
    if (kept.unread == 0)
        return std::nullopt;
    return base::Failure{base::Kind::malformed,
                         base::counted(kept.unread, "line does", "lines do")
                             + " not read as an exception: what it was learnt for is filed again",
                         {exceptions_path(state_directory), kept.first_unread, 0},
                         {},
                         "release such a message again: that writes the file anew, and keeps this "
                         "one as exceptions.damaged"};
}

Result<std::vector<Exception>> remember(const std::string& state_directory,
                                        const std::vector<Exception>& learnt,
                                        const std::string& run, os::World& world) {
    auto file = read_exceptions(state_directory);
    if (!file)
        return base::fail(file.error());
    std::vector<Exception>& all = file->all;
    const message::UnixTime now = world.now().seconds;
    std::erase_if(all, [&](const Exception& old) { return old.until <= now; });
    std::vector<Exception> out;
    for (const Exception& one : learnt) {
        const auto is_the_same = [&one](const Exception& old) {
            return old.host == one.host && old.domain == one.domain;
        };
        const auto known = std::find_if(all.begin(), all.end(), is_the_same);
        Exception kept = one;
        kept.id = known == all.end() ? new_record_id(world) : known->id;
        kept.learnt = now;
        kept.until = now + k_exception_seconds;
        kept.run = run;
        if (known != all.end())
            all.erase(known);
        all.push_back(kept);
        std::erase_if(out, is_the_same); // two messages of one release may teach it
        out.push_back(std::move(kept));
    }
    if (all.size() > k_most_exceptions)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(k_most_exceptions));
    if (auto written = write(state_directory, *file); !written)
        return base::fail(written.error());
    return out;
}

Result<std::size_t> forget(const std::string& state_directory, const std::string& id_or_run) {
    auto file = read_exceptions(state_directory);
    if (!file)
        return base::fail(file.error());
    std::vector<Exception>& all = file->all;
    const std::size_t gone = std::erase_if(
        all, [&](const Exception& old) { return old.id == id_or_run || old.run == id_or_run; });
    if (gone == 0)
        return gone;
    if (auto written = write(state_directory, *file); !written)
        return base::fail(written.error());
    return gone;
}

void LearntExceptions::read() const {
    read_([this] {
        auto kept = read_exceptions(state_directory_);
        if (!kept) {
            trouble_ = kept.error();
            return;
        }
        trouble_ = damage(*kept, state_directory_);
        std::erase_if(kept->all, [&](const Exception& old) { return old.until <= now_; });
        in_force_ = std::move(kept->all);
    });
}

const std::vector<Exception>& LearntExceptions::in_force() const {
    read();
    return in_force_;
}

const std::optional<base::Failure>& LearntExceptions::trouble() const {
    read();
    return trouble_;
}

} // namespace backsift::journal
