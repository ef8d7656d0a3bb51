#include "mailbox/message_path.hpp"

#include "mailbox/maildir.hpp"
#include "os/dir.hpp"

namespace backsift::mailbox {

std::optional<MessagePath> read_message_path(const std::string& path) {
    const std::string folder = os::parent_of(path);
    MessagePath out;
    out.part = os::name_of(folder);
    if (out.part != "cur" && out.part != "new")
        return std::nullopt;
    const std::string name = os::name_of(path);
    const std::size_t colon = std::min(name.find(':'), name.size());
    out.maildir = os::parent_of(folder);
    out.unique = name.substr(0, colon);
    out.info = name.substr(colon);
    return out;
}

std::string root_of(const std::string& maildir) {
    std::string root = maildir;
    for (std::string above = os::parent_of(root); above != root && is_maildir(above);
         above = os::parent_of(root))
        root = above;
    return root;
}

void Finder::list(const std::string& maildir) {
    names_.clear();
    listed_ = maildir;
    for (const char* const part : {"new", "cur"}) {
        static_cast<void>(
            os::list_directory(maildir + '/' + part, [&](std::string_view name, os::EntryType) {
                const std::size_t colon = std::min(name.find(':'), name.size());
                names_.insert_or_assign(std::string(name.substr(0, colon)),
                                        Name{part, std::string(name.substr(colon))});
                return true;
            }));
    }
}

std::optional<MessagePath> Finder::look_up(const MessagePath& wanted) const {
    const auto found = names_.find(wanted.unique);
    if (listed_ != wanted.maildir || found == names_.end())
        return std::nullopt;
    MessagePath there{wanted.maildir, found->second.part, wanted.unique, found->second.info};
    return os::is_there(there.text()) ? std::optional(std::move(there)) : std::nullopt;
}

std::optional<MessagePath> Finder::find(const MessagePath& wanted) {
    if (os::is_there(wanted.text()))
        return wanted;
    if (auto there = look_up(wanted))
        return there;
    // It may have been renamed since the folder was listed. A message that is really gone costs a
    // listing each; two, when a rename fell between.
    for (int attempt = 0; attempt < 2; ++attempt) {
        list(wanted.maildir);
        if (auto there = look_up(wanted))
            return there;
        if (names_.find(wanted.unique) == names_.end())
            break;
    }
    return std::nullopt;
}

} // namespace backsift::mailbox
