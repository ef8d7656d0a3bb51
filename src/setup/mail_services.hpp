// What is known of services that send mail for everybody: a name of theirs says nothing about whose
// mail it was, and some of them put a Message-ID of their own in place of the sender's.
#pragma once

#include <string_view>

namespace backsift::setup {

// Is this host, domain or pattern one of such a service, or below one?
[[nodiscard]] bool is_shared_service(std::string_view name);

// Does mail that leaves through this host, domain or pattern get another Message-ID?
[[nodiscard]] bool replaces_message_ids(std::string_view name);

// Is that name the domain, or does it end in a dot and the domain? ASCII case-insensitive.
[[nodiscard]] bool is_below(std::string_view name, std::string_view domain);

} // namespace backsift::setup
