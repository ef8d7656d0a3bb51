#include "journal/journal.hpp"

#include "journal/line_file.hpp"

namespace backsift::journal {

using base::Done;
using base::Kind;
using base::Result;

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
    auto file = open_for_lines(state_directory, path);
    if (!file)
        return base::fail(file.error());
    put_aside_when_large(file->get(), path, k_journal_bytes);
    if (auto written = append_line(file->get(), format(record), path); !written)
        return written;
    return file->close(path);
}

Result<ReadBack> read_back(const std::string& state_directory, message::UnixTime since,
                           const std::function<bool(const Record&)>& visit) {
    ReadBack seen;
    if (state_directory.empty())
        return seen;
    bool enough = false;
    const auto take = [&](std::string_view line, Ended, std::size_t) {
        const auto record = line.size() <= k_line_bytes ? parse_record(line) : std::nullopt;
        if (!record) {
            ++seen.damaged;
        } else if (record->time >= since) {
            ++seen.records;
            enough = !visit(*record);
        }
        return !enough;
    };
    const std::string path = journal_path(state_directory);
    for (const std::string& file : {put_aside_name(path), path}) {
        if (enough)
            break;
        if (auto read = each_line(file, take); !read)
            return base::fail(read.error());
    }
    return seen;
}

} // namespace backsift::journal
