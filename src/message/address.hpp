// Addresses and message ids as they stand in fields (RFC 5322 3.4, 3.6.4, obsolete forms included).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"

namespace backsift::message {

struct Address {
    std::string display; // decoded, "" when none
    std::string local;   // as written, quotes removed
    std::string domain;  // lower case, no trailing dot, "" when none

    [[nodiscard]] std::string text() const { return domain.empty() ? local : local + '@' + domain; }
};

// Groups, comments, source routes, quoted strings, missing brackets: what can be read is.
[[nodiscard]] std::vector<Address> parse_addresses(std::string_view unfolded,
                                                   const base::Limits& limits);

// The ids of a Message-ID, In-Reply-To or References field without their angle brackets, in order.
[[nodiscard]] std::vector<std::string> parse_message_ids(std::string_view unfolded,
                                                         const base::Limits& limits);

// Are these the same mailbox? Domain and local part ASCII case-insensitively.
[[nodiscard]] bool same_mailbox(std::string_view a, std::string_view b);

} // namespace backsift::message
