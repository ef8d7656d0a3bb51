// The tags that a mail gateway on the recipient's side puts before the Subject of what it lets
// through: "[EXTERNAL] ", "***SPAM*** ", "{Spam?} ". They say nothing of what the message is, and
// patterns that begin with ^ mean what its sender wrote (SpamAssassin's rewrite_header,
// MailScanner's "Spam Subject Text", amavis' $sa_spam_subject_tag, the "external sender" rules of
// Exchange).
#pragma once

#include <string_view>

namespace backsift::rules {

// The folded Subject (fold.hpp) behind all such tags; a view into `subject`. Tags that others write
// (of a list, of a ticket) stay. Linear.
[[nodiscard]] std::string_view without_gateway_tags(std::string_view subject);

} // namespace backsift::rules
