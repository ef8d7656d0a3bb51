// Makes a whole mail of an example that names only what matters.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.hpp"

namespace backsift::rules {

// A mail in which that verb sees that value. For verbs that look at a value of their own only
// (not part and is).
[[nodiscard]] std::string mail_with(Verb verb, std::string_view name, std::string_view value);

// A notice with that subject and text.
[[nodiscard]] std::string notice_mail(std::string_view subject, std::string_view text);

} // namespace backsift::rules
