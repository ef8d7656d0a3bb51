#include "journal/mover.hpp"

#include <unistd.h>

#include "os/dir.hpp"
#include "os/move.hpp"

namespace backsift::journal {

using base::Done;
using base::Result;
using mailbox::MessagePath;

Result<std::optional<MessagePath>> Mover::move(const MessagePath& wanted, const Place& place) {
    constexpr int k_attempts = 5; // a mail program renamed it between looking and moving
    base::Failure last;
    for (int attempt = 0; attempt < k_attempts; ++attempt) {
        const auto here = finder_.find(wanted);
        if (!here)
            return std::optional<MessagePath>();
        const MessagePath there = place(*here);
        const auto moved = os::move_beside(here->text(), there.text());
        if (moved) {
            if (*moved == os::Moved::linked)
                linked_.push_back(here->text());
            synced_.insert({here->maildir + '/' + here->part, there.maildir + '/' + there.part});
            return here;
        }
        last = moved.error();
        if (last.kind != base::Kind::no_input
            || !os::is_directory(there.maildir + '/' + there.part))
            break;
    }
    return base::fail(last);
}

std::optional<MessagePath> Mover::find(const MessagePath& wanted) {
    return finder_.find(wanted);
}

Result<Done> Mover::sync() {
    Result<Done> outcome = sync_folders();
    if (outcome && !linked_.empty()) {
        for (const std::string& old : linked_)
            ::unlink(old.c_str());
        linked_.clear();
        outcome = sync_folders();
    }
    return outcome;
}

Result<Done> Mover::sync_folders() const {
    for (const std::string& folder : synced_) {
        if (auto done = os::sync_directory(folder); !done)
            return done;
    }
    return Done{};
}

} // namespace backsift::journal
