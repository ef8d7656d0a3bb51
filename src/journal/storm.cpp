#include "journal/storm.hpp"

#include <charconv>
#include <string_view>

#include "base/text.hpp"
#include "journal/line_file.hpp"
#include "os/file.hpp"

namespace backsift::journal {

namespace {

using base::Done;
using base::Result;

constexpr std::string_view k_name = "storm";

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
    auto file = open_for_lines(state_directory, path);
    if (!file)
        return base::fail(file.error());
    const std::string line = std::to_string(now) + ' ' + std::string(rules::word(kind)) + '\n';
    if (auto written = append_line(file->get(), line, path); !written)
        return written;
    put_aside_when_large(file->get(), path, k_storm_bytes);
    return file->close(path);
}

StormCounts count_unverifiable(const std::string& state_directory, message::UnixTime now) {
    StormCounts counts{};
    if (state_directory.empty())
        return counts;
    const std::string path = storm_path(state_directory);
    count_file(put_aside_name(path), now, counts);
    count_file(path, now, counts);
    return counts;
}

} // namespace backsift::journal
