// When a message was put where it is, without reading it.
#pragma once

#include <optional>

#include "mailbox/walk.hpp"
#include "message/date.hpp"

namespace backsift::mailbox {

// In a Maildir: the seconds its name begins with. In an mbox: the date of its "From " line, read
// from the file. Else, and where these do not tell: when the file was last changed. Nothing for
// what is gone.
[[nodiscard]] std::optional<message::UnixTime> stored_time(const Entry& entry);

} // namespace backsift::mailbox
