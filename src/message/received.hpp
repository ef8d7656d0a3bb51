// A Received field (RFC 5321 4.4) taken apart into the positions a host name can stand in, because
// a name means something only by its position: what the receiving host looked up itself is worth
// more than what the sending host said of itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "message/date.hpp"
#include "message/header.hpp"

namespace backsift::message {

struct Hop {
    bool has_from = false;
    std::string helo;    // what the client called itself; lower case, no trailing dot
    std::string reverse; // the client's name as looked up by the recorder; lower case; "" unknown
    bool confirmed = false; // `reverse` led back to `address`, as recorders of this kind make sure
    std::string
        address;    // the client's IP address as recorded, without brackets, "IPv6:" or "::ffff:"
    std::string by; // the recording host; lower case
    std::string by_address;
    std::string with; // "ESMTPSA", lower case: "esmtpsa"
    std::string for_address;
    std::optional<UnixTime> date;
    bool local =
        false; // no client host: "from userid 1000", "(Postfix, from userid 0)", "invoked by uid"
};

// Reads one unfolded value. Total.
[[nodiscard]] Hop parse_received(std::string_view unfolded);

// The date of one, folded or not, without the rest.
[[nodiscard]] std::optional<UnixTime> received_date(std::string_view value);

// All Received fields of a block, the latest (topmost) first; at most limits.received_hops.
[[nodiscard]] std::vector<Hop> received_hops(const HeaderBlock& header, const base::Limits& limits,
                                             Defects& defects);

} // namespace backsift::message
