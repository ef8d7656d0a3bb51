#include "mailbox/subscription.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "base/text.hpp"
#include "os/file.hpp"
#include "os/fresh_file.hpp"

namespace backsift::mailbox {

namespace {

using base::Done;
using base::Result;

constexpr std::size_t k_list_bytes = 1U << 20U;
constexpr std::string_view k_version_two = "V\t2\n";

bool has_line(std::string_view text, std::string_view wanted) {
    const auto lines = base::split(text, '\n');
    return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

// Dovecot itself writes the new list to "subscriptions.lock" and moves that over the old one; a
// name that is taken means that somebody is at it.
Result<Done> replace(const std::string& path, const std::string& text, mode_t mode) {
    const std::string lock = path + ".lock";
    auto file = os::FreshFile::create(lock);
    if (!file)
        return base::fail(file.error());
    ::chmod(lock.c_str(), mode & 0777U);
    const std::vector<std::string_view> pieces{text};
    if (auto written = file->write(os::Source{pieces, -1}); !written)
        return base::fail(written.error());
    return file->commit(path, os::Publish::replace);
}

std::string with_line(std::string_view text, const std::string& line) {
    std::string out(text);
    if (!out.empty() && out.back() != '\n')
        out += '\n';
    return out + line + '\n';
}

std::string without_line(std::string_view text, const std::string& line) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view one = text.substr(0, end);
        if (one != line && one != line + '\n')
            out += one;
        text.remove_prefix(end);
    }
    return out;
}

// `name_in` makes the folder's name out of the list's present text.
template<class NameIn>
Result<Done> keep(const std::string& path, bool listed, NameIn name_in) {
    struct stat seen {};
    if (::lstat(path.c_str(), &seen) != 0 || !S_ISREG(seen.st_mode))
        return Done{};
    const auto text = os::read_file(path, k_list_bytes, os::Trust::ours);
    if (!text)
        return base::fail(text.error());
    const std::string line = name_in(text->view());
    if (has_line(text->view(), line) == listed)
        return Done{};
    const std::string wanted =
        listed ? with_line(text->view(), line) : without_line(text->view(), line);
    return replace(path, wanted, seen.st_mode);
}

Result<Done> keep_in_lists(const std::string& maildir, const std::string& folder, bool listed) {
    const std::string name = folder.substr(folder.starts_with('.') ? 1 : 0);
    auto dovecot = keep(maildir + "/subscriptions", listed, [&](std::string_view text) {
        std::string line = name;
        if (text.starts_with(k_version_two))
            std::replace(line.begin(), line.end(), '.', '\t');
        return line;
    });
    auto courier = keep(maildir + "/courierimapsubscribed", listed,
                        [&](std::string_view) { return "INBOX." + name; });
    return dovecot ? courier : dovecot;
}

} // namespace

Result<Done> subscribe(const std::string& maildir, const std::string& folder) {
    return keep_in_lists(maildir, folder, true);
}

Result<Done> unsubscribe(const std::string& maildir, const std::string& folder) {
    return keep_in_lists(maildir, folder, false);
}

} // namespace backsift::mailbox
