#include "proof/passed_on.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/received.hpp"
#include "proof/came_to.hpp"
#include "proof/identity.hpp"
#include "proof/recipient_check.hpp"

namespace backsift::proof {

namespace {

constexpr std::size_t k_shown_address = 120;

using Addresses = std::vector<std::string>;

Addresses in_fields(const message::HeaderBlock& header,
                    std::initializer_list<std::string_view> names, const base::Limits& limits) {
    Addresses out;
    add_addresses(header, {names.begin(), names.size()}, limits, out);
    return out;
}

// The first of them that is ours, or "".
std::string ours_among(const Addresses& addresses, const Question& question) {
    const auto found =
        std::find_if(addresses.begin(), addresses.end(),
                     [&](const std::string& one) { return is_one_of(question.own, one); });
    return found == addresses.end() ? std::string() : *found;
}

// The address of ours that the mail had come to, or "".
std::string had_come_to(const Question& question) {
    const message::HeaderBlock& header = question.returned->header;
    Addresses written = in_fields(
        header, {"X-Sieve-Redirected-From", "X-Forwarded-For", "Resent-From"}, question.limits);
    add_addresses(header, k_delivery_fields, question.limits, written);
    message::Defects defects;
    for (message::Hop& hop : message::received_hops(header, question.limits, defects)) {
        if (!hop.for_address.empty())
            written.push_back(std::move(hop.for_address));
    }
    return ours_among(written, question);
}

// The addresses under which it was delivered by the host that had it last: what stands below its
// Received field others wrote, such as who forwards to us.
Addresses written_here(const Question& question) {
    message::HeaderBlock top = question.mail.header;
    const auto received =
        std::find_if(top.fields.begin(), top.fields.end(),
                     [](const message::Field& one) { return base::iequals(one.name, "Received"); });
    top.fields.erase(received, top.fields.end());
    Addresses out = question.mail.envelope.recipients;
    add_addresses(top, k_delivery_fields, question.limits, out);
    return out;
}

// The key of the one address that the report is addressed to, where that is not ours and handed the
// report on to us; or "".
std::string strange_addressee(const Question& question) {
    const Addresses to = in_fields(question.mail.header, {"To"}, question.limits);
    if (to.size() != 1 || is_one_of(question.own, to.front()))
        return {};
    std::string key = mailbox_key(to.front());
    const Addresses here = written_here(question);
    const bool under_it = std::any_of(
        here.begin(), here.end(), [&](const std::string& one) { return mailbox_key(one) == key; });
    return under_it || ours_among(here, question).empty() ? std::string() : key;
}

// Written by a mail system: to a null reverse-path, or as an automatic reply (RFC 3834 5).
bool is_report(const message::HeaderBlock& header) {
    const std::string path = header.unfolded("Return-Path");
    return base::trim(path) == "<>"
           || base::istarts_with(base::trim(header.unfolded("Auto-Submitted")), "auto-replied");
}

} // namespace

std::string why_none_of_ours(const Question& question) {
    if (question.returned == nullptr)
        return {};
    const message::HeaderBlock& header = question.returned->header;
    if (is_report(header))
        return "what came back is a report itself";
    if (question.own.empty())
        return {};
    const Addresses authors = in_fields(header, {"From"}, question.limits);
    if (authors.empty() || !ours_among(authors, question).empty())
        return {};
    if (const std::string ours = had_come_to(question); !ours.empty())
        return "the mail had come to " + base::clean(ours, k_shown_address) + " and was sent on";
    if (const std::string ours =
            ours_among(in_fields(header, {"To", "Cc"}, question.limits), question);
        !ours.empty())
        return "the mail was written to " + base::clean(ours, k_shown_address)
               + " by somebody else";
    const std::string other = strange_addressee(question);
    const Addresses senders = in_fields(header, {"From", "Return-Path"}, question.limits);
    const bool is_theirs =
        !other.empty() && std::any_of(senders.begin(), senders.end(), [&](const std::string& one) {
            return mailbox_key(one) == other;
        });
    return is_theirs ? "the report goes to " + base::clean(other, k_shown_address)
                           + ", which is not ours and sent the mail"
                     : std::string();
}

} // namespace backsift::proof
