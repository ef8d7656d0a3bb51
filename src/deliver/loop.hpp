// Mail that goes round in circles. A Maildir ends every circle; a program that we hand mail to may
// send it on, to come back.
#pragma once

#include <cstddef>

#include "base/limits.hpp"
#include "message/mail.hpp"

namespace backsift::deliver {

// How often the message has been where it is now: the Delivered-To fields that name the same
// address as the topmost one, or the Received fields that name the same recording host, whichever
// are more.
[[nodiscard]] std::size_t visits(const message::Mail& mail, const base::Limits& limits);

} // namespace backsift::deliver
