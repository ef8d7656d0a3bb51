// When a mail reached us by our own account. The Date of a returned message is the forger's; the
// topmost Received field is our own MTA's.
#pragma once

#include <optional>

#include "message/date.hpp"
#include "message/mail.hpp"

namespace backsift::evidence {

// The topmost Received field's date, else the mbox line's, else the Date field's.
[[nodiscard]] std::optional<message::UnixTime> arrival(const message::Mail& mail);

} // namespace backsift::evidence
