// What a program that takes mail is told about it, and what becomes of a stranger's words there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deliver/target.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"

namespace backsift::deliver {

// A stranger's word that is fit for a program's arguments and environment: printable ASCII without
// blanks, quotes and what a careless shell script would trip over, not beginning with "-" (an
// option) or "(" (a bash function). Any other becomes "".
[[nodiscard]] std::string harmless(std::string_view value);

// HOME and USER from the account, SENDER ("" for the null reverse-path, as Postfix has it) and
// RECIPIENT from the envelope, EXTENSION from our own environment.
[[nodiscard]] Names names_of(const message::Mail& mail, os::World& world);

// PATH, SHELL, HOME, USER, LOGNAME, SENDER, RECIPIENT; and from our own environment, where set:
// EXTENSION, LOCAL, DOMAIN, ORIGINAL_RECIPIENT, LANG, TZ. Nothing else.
[[nodiscard]] std::vector<std::string> environment_of(const message::Mail& mail, os::World& world);

} // namespace backsift::deliver
