// What the user taught by releasing a message: reports of this host about recipients of this domain
// go to the inbox. Both must fit. The sender's domain alone would open the door to every forgery
// that a large provider bounces.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.hpp"
#include "message/date.hpp"

namespace backsift::verdict {

struct Exception {
    std::string id;     // 12 hexadecimal digits
    std::string host;   // that reports, lower case
    std::string domain; // of the failed recipient, lower case
    message::UnixTime learnt = 0;
    message::UnixTime until = 0;
    std::string run; // of the release that taught it (journal/run_log.hpp)
};

// What a reply would teach: its reporting host with the domain of each recipient it tells of. None
// when it names no host or no recipient.
[[nodiscard]] std::vector<Exception> teaches(const evidence::Evidence& evidence);

// The first that fits this reply, or null.
[[nodiscard]] const Exception* fitting(const std::vector<Exception>& exceptions,
                                       const evidence::Evidence& evidence);

// Hosts of one pool: the same name but for the digits in it, or names of four labels and more that
// differ in the first only.
[[nodiscard]] bool same_reporter(std::string_view a, std::string_view b);

} // namespace backsift::verdict
