#include "proof/what_failed.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/received.hpp"
#include "proof/came_to.hpp"
#include "proof/host_pattern.hpp"
#include "proof/recipient_check.hpp"

namespace backsift::proof {

namespace {

constexpr std::size_t k_shown_address = 120;

using Hops = std::vector<message::Hop>;

Hops hops_of(const message::HeaderBlock& header, const base::Limits& limits) {
    message::Defects noted_by_others;
    return message::received_hops(header, limits, noted_by_others);
}

// Whom the delivery fields and the trace say the mail went to, believed or not, as keys.
std::vector<std::string> seen_on_the_way(const message::HeaderBlock& header, const Hops& hops,
                                         const base::Limits& limits) {
    constexpr std::array<std::string_view, 3> k_sent_on{"X-Forwarded-For", "X-Forwarded-To",
                                                        "X-Rcpt-To"};
    std::vector<std::string> written;
    add_addresses(header, k_delivery_fields, limits, written);
    add_addresses(header, k_sent_on, limits, written);
    std::vector<std::string> keys;
    keys.reserve(written.size() + hops.size());
    for (const std::string& address : written)
        keys.push_back(mailbox_key(address));
    for (const message::Hop& hop : hops)
        keys.push_back(mailbox_key(hop.for_address));
    return keys;
}

bool is_any_of(const std::vector<FailedRecipient>& failed, std::vector<std::string> keys) {
    const WentTo went_to = one_of(std::move(keys));
    return std::any_of(failed.begin(), failed.end(),
                       [&](const FailedRecipient& one) { return one.is_one_of(went_to); });
}

// The hosts that the report itself names as its writer's: any of them may be how it calls itself.
std::vector<std::string> reporters(const Question& question) {
    std::vector<std::string> hosts{question.status.reporting_mta};
    for (const message::Address& author :
         message::parse_addresses(question.mail.header.unfolded("From"), question.limits))
        hosts.push_back(author.domain);
    for (const message::Hop& hop : hops_of(question.mail.header, question.limits))
        hosts.insert(hosts.end(), {hop.by, hop.reverse, hop.helo});
    return hosts;
}

bool had_it_last(const Question& question, const Hops& hops) {
    if (hops.empty() || hops.front().by.empty())
        return true; // for all that can be told
    const std::vector<std::string> hosts = reporters(question);
    return std::any_of(hosts.begin(), hosts.end(),
                       [&](const std::string& host) { return same_site(host, hops.front().by); });
}

} // namespace

// The cheapest question first: in most reports the recipient stands in the returned To.
std::string why_not_what_failed(const Question& question) {
    if (question.returned == nullptr)
        return {};
    const message::HeaderBlock& header = question.returned->header;
    const std::vector<FailedRecipient> failed = failed_recipients(question);
    const std::vector<std::string> addressed = addressed_recipients(header, question.limits);
    // Mail to many blind copies is addressed to its author, or to nobody.
    if (failed.empty() || is_addressed_to_author(header, addressed, question.limits)
        || is_any_of(failed, addressed))
        return {};
    const Hops hops = hops_of(header, question.limits);
    if (is_any_of(failed, seen_on_the_way(header, hops, question.limits))
        || had_it_last(question, hops))
        return {};
    return "the returned header may be that of another mail, which went neither to "
           + base::clean(failed.front().last, k_shown_address)
           + " nor through the host that reports";
}

} // namespace backsift::proof
