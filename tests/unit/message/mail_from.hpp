// Mails for tests, written as text.
#pragma once

#include <string_view>

#include "message/mail.hpp"

namespace backsift::message {

inline Mail mail_from(std::string_view text, const base::Limits& limits = {}) {
    return parse(base::Bytes(text), {}, limits);
}

} // namespace backsift::message
