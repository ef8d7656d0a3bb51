// A message's name in a Maildir, taken apart, and finding it again after a mail program has renamed
// it: what stands before the first colon never changes, the flags behind it and whether it is in
// new/ or cur/ do.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

namespace backsift::mailbox {

struct MessagePath {
    std::string maildir; // without a slash at its end
    std::string part;    // "cur" or "new"
    std::string unique;
    std::string info; // ":2,FS", or ""

    [[nodiscard]] std::string name() const { return unique + info; }
    [[nodiscard]] std::string text() const { return maildir + '/' + part + '/' + name(); }
};

// Nothing where the path's last folder is neither cur nor new.
[[nodiscard]] std::optional<MessagePath> read_message_path(const std::string& path);

// The Maildir that the others are folders of: the topmost of those that stand in one another.
[[nodiscard]] std::string root_of(const std::string& maildir);

// Remembers the names of the folder it listed last, so that many messages of one folder cost one
// listing.
class Finder {
  public:
    // Where the message is now in its Maildir, whatever its flags; nothing when it is gone. Costs
    // one lstat(2) where it has kept its name.
    [[nodiscard]] std::optional<MessagePath> find(const MessagePath& wanted);

  private:
    void list(const std::string& maildir);
    [[nodiscard]] std::optional<MessagePath> look_up(const MessagePath& wanted) const;

    std::string listed_;
    struct Name {
        std::string part;
        std::string info;
    };
    std::unordered_map<std::string, Name> names_; // by unique name
};

} // namespace backsift::mailbox
