#include "deliver/loop.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "message/received.hpp"

namespace backsift::deliver {

namespace {

// Those like the first; none where the first says nothing.
std::size_t like_the_first(const std::vector<std::string>& values) {
    if (values.empty() || values.front().empty())
        return 0;
    return static_cast<std::size_t>(std::count(values.begin(), values.end(), values.front()));
}

} // namespace

std::size_t visits(const message::Mail& mail, const base::Limits& limits) {
    std::vector<std::string> addresses;
    for (const message::Field* field : mail.header.all("Delivered-To"))
        addresses.push_back(base::to_lower(message::unfold(field->value)));
    std::vector<std::string> hosts;
    message::Defects defects;
    for (message::Hop& hop : message::received_hops(mail.header, limits, defects))
        hosts.push_back(std::move(hop.by));
    return std::max(like_the_first(addresses), like_the_first(hosts));
}

} // namespace backsift::deliver
