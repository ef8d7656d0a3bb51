// Moves stored messages, each by one rename within its file system, and makes the moves last.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "mailbox/message_path.hpp"

namespace backsift::journal {

class Mover {
  public:
    // The place that a message goes to from the place where it is found.
    using Place = std::function<mailbox::MessagePath(const mailbox::MessagePath&)>;

    // Moves the message last seen at `wanted`; it may have been renamed since. Gives the place it
    // was taken from, or nothing when it is gone. Fails with what the system says.
    [[nodiscard]] base::Result<std::optional<mailbox::MessagePath>>
    move(const mailbox::MessagePath& wanted, const Place& place);

    // Where the message last seen at `wanted` is now.
    [[nodiscard]] std::optional<mailbox::MessagePath> find(const mailbox::MessagePath& wanted);

    // Everything moved so far is on stable storage: the new names first, then the old ones go where
    // a file system needed two steps.
    [[nodiscard]] base::Result<base::Done> sync();

  private:
    [[nodiscard]] base::Result<base::Done> sync_folders() const;

    mailbox::Finder finder_;
    std::set<std::string> synced_;    // folders with new or lost names
    std::vector<std::string> linked_; // old names that still stand
};

} // namespace backsift::journal
