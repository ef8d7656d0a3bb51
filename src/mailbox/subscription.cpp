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
Result<Done> replace(const std::string& path, std::string_view old, const std::string& line,
                     mode_t mode) {
    const std::string lock = path + ".lock";
    auto file = os::FreshFile::create(lock);
    if (!file)
        return base::fail(file.error());
    ::chmod(lock.c_str(), mode & 0777U);
    const std::string_view gap = old.empty() || old.back() == '\n' ? "" : "\n";
    const std::vector<std::string_view> pieces{old, gap, line, "\n"};
    if (auto written = file->write(os::Source{pieces, -1}); !written)
        return base::fail(written.error());
    return file->commit(path, os::Publish::replace);
}

// `name_in` makes the folder's name out of the list's present text.
template<class NameIn>
Result<Done> add(const std::string& path, NameIn name_in) {
    struct stat seen {};
    if (::lstat(path.c_str(), &seen) != 0 || !S_ISREG(seen.st_mode))
        return Done{};
    const auto text = os::read_file(path, k_list_bytes, os::Trust::ours);
    if (!text)
        return base::fail(text.error());
    const std::string line = name_in(text->view());
    if (has_line(text->view(), line))
        return Done{};
    return replace(path, text->view(), line, seen.st_mode);
}

} // namespace

Result<Done> subscribe(const std::string& maildir, const std::string& folder) {
    const std::string name = folder.substr(folder.starts_with('.') ? 1 : 0);
    auto dovecot = add(maildir + "/subscriptions", [&](std::string_view text) {
        std::string line = name;
        if (text.starts_with(k_version_two))
            std::replace(line.begin(), line.end(), '.', '\t');
        return line;
    });
    auto courier =
        add(maildir + "/courierimapsubscribed", [&](std::string_view) { return "INBOX." + name; });
    return dovecot ? courier : dovecot;
}

} // namespace backsift::mailbox
