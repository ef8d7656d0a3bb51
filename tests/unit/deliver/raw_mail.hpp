// A mail of which only the bytes and the "From " line are known: delivering looks at no more.
#pragma once

#include <string_view>

#include "message/mail.hpp"

namespace backsift::deliver {

[[nodiscard]] inline message::Mail raw_mail(std::string_view text) {
    message::Mail mail;
    mail.bytes = base::Bytes(text);
    if (text.starts_with("From "))
        mail.from_line = mail.text().substr(0, text.find('\n') + 1);
    return mail;
}

} // namespace backsift::deliver
