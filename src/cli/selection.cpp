#include "cli/selection.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mailbox/stored.hpp"

namespace backsift::cli {

namespace {

constexpr std::size_t k_folders_named = 12;

std::string pattern_of(std::string folder) {
    std::replace(folder.begin(), folder.end(), '/', '.');
    return folder.starts_with('.') ? folder.substr(1) : folder;
}

} // namespace

Selection::Selection(const std::vector<std::string>& folders,
                     std::optional<message::UnixTime> since)
    : since_(since) {
    for (const std::string& folder : folders)
        folders_.push_back(pattern_of(folder));
}

bool Selection::takes_folder(const std::string& name) {
    if (folders_.empty())
        return true;
    if (seen_.size() < k_folders_named)
        seen_.push_back(name);
    const bool taken =
        std::any_of(folders_.begin(), folders_.end(), [&name](const std::string& pattern) {
            return base::glob_matches(pattern, name);
        });
    matched_ = matched_ || taken;
    return taken;
}

bool Selection::takes(const mailbox::Entry& entry) const {
    if (!since_)
        return true;
    const auto stored = mailbox::stored_time(entry);
    return !stored || *stored >= *since_; // what is gone shall be counted as such
}

bool Selection::names_folder(const std::string& name) const {
    return std::any_of(folders_.begin(), folders_.end(), [&name](const std::string& pattern) {
        return pattern.find_first_of("*?") == std::string::npos && base::iequals(pattern, name);
    });
}

base::Result<base::Done> Selection::check() const {
    if (folders_.empty() || matched_)
        return base::Done{};
    std::string there;
    for (const std::string& name : seen_)
        there += (there.empty() ? "" : ", ") + base::clean(name, 60);
    return base::fail({base::Kind::no_input,
                       "no folder is called " + base::clean(folders_.front(), 100),
                       {},
                       {},
                       there.empty() ? std::string() : "there are " + there});
}

} // namespace backsift::cli
