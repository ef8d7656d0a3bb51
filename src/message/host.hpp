// Host names and IP addresses as Received fields and SMTP replies write them.
#pragma once

#include <string>
#include <string_view>

namespace backsift::message {

// The address in "[192.0.2.1]", "192.0.2.1", "[192.0.2.1]:25", "[IPv6:2001:db8::1]",
// "ident@[192.0.2.1]", "[::ffff:192.0.2.1]", "[fe80::1%5]": "192.0.2.1", "2001:db8::1", "fe80::1";
// "" when the word is no address.
[[nodiscard]] std::string read_ip_word(std::string_view word);

// A host name in lower case without a user, a trailing dot and punctuation around it; "" when it
// says that there is none ("unknown", "unverified"), or is no name.
[[nodiscard]] std::string read_host_word(std::string_view word);

} // namespace backsift::message
