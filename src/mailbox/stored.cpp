#include "mailbox/stored.hpp"

#include <array>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/dir.hpp"
#include "os/fd.hpp"

namespace backsift::mailbox {

namespace {

using message::UnixTime;

constexpr std::size_t k_from_line_bytes = 400;
// Nine or ten digits are a time from 1973 on; names may begin with other numbers.
constexpr std::size_t k_least_digits = 9;
constexpr std::size_t k_most_digits = 10;

std::optional<UnixTime> time_of_name(const std::string& path) {
    const std::string name = os::name_of(path);
    const std::size_t digits = name.find_first_not_of("0123456789");
    if (digits == std::string::npos || name[digits] != '.' || digits < k_least_digits
        || digits > k_most_digits)
        return std::nullopt;
    return static_cast<UnixTime>(*base::to_number(std::string_view(name).substr(0, digits)));
}

// "From sender@example.org Sat Nov 21 05:13:35 2026"
std::optional<UnixTime> time_of_from_line(const Entry& entry) {
    const auto file = os::open(entry.path, O_RDONLY | O_NONBLOCK);
    if (!file)
        return std::nullopt;
    std::array<char, k_from_line_bytes> seen{};
    const ssize_t got =
        ::pread(file->get(), seen.data(), seen.size(), static_cast<off_t>(entry.offset));
    if (got <= 0)
        return std::nullopt;
    std::size_t at = 0;
    const std::string_view line = base::next_line({seen.data(), static_cast<std::size_t>(got)}, at);
    const std::size_t sender_end = line.find(' ', line.find(' ') + 1);
    return sender_end == std::string_view::npos ? std::nullopt
                                                : message::parse_date(line.substr(sender_end + 1));
}

} // namespace

std::optional<UnixTime> stored_time(const Entry& entry) {
    std::optional<UnixTime> time;
    if (entry.form == Form::maildir)
        time = time_of_name(entry.path);
    if (entry.form == Form::mbox)
        time = time_of_from_line(entry);
    if (time)
        return time;
    struct stat seen {};
    if (::stat(entry.path.c_str(), &seen) != 0)
        return std::nullopt;
    return UnixTime{seen.st_mtime};
}

} // namespace backsift::mailbox
