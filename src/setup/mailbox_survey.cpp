#include "setup/mailbox_survey.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/delivery_status.hpp"
#include "message/received.hpp"
#include "message/returned.hpp"
#include "proof/dkim_tags.hpp"
#include "proof/trace.hpp"
#include "setup/mail_services.hpp"

namespace backsift::setup {

namespace {

constexpr std::size_t k_most_ids = 200'000;
constexpr std::size_t k_most_values = 2'000; // of each sort are counted
constexpr std::size_t k_most_told = 12;      // of each sort are told
constexpr std::size_t k_catch_all = 20;      // so many addresses of a domain: it takes any

// What may stand in a config as an address: no pattern, nothing that has to be quoted.
bool is_plain(const std::string& address) {
    return base::clean(address, 254) == address
           && address.find_first_of("*?\"\\ ()<>,;:[]") == std::string::npos;
}

std::string only_address(std::string_view field, const base::Limits& limits) {
    const auto addresses = message::parse_addresses(field, limits);
    if (addresses.size() != 1 || addresses.front().domain.empty())
        return {};
    const std::string address = base::to_lower(addresses.front().text());
    return is_plain(address) ? address : std::string();
}

// Where our own MTA says that it delivered to. It writes that above its Received; what stands below
// anybody may have written.
std::string delivered_to(const message::Mail& mail, const base::Limits& limits) {
    constexpr std::array<std::string_view, 3> k_names{"X-Original-To", "Envelope-To",
                                                      "Delivered-To"};
    for (const message::Field& field : mail.header.fields) {
        if (base::iequals(field.name, "Received"))
            return {};
        const bool is_one = std::any_of(k_names.begin(), k_names.end(), [&](std::string_view name) {
            return base::iequals(name, field.name);
        });
        if (is_one)
            return only_address(message::unfold(field.value), limits);
    }
    return {};
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

std::string times(std::size_t count) {
    return count == 1 ? "once" : std::to_string(count) + " times";
}

} // namespace

void MailboxSurvey::count(Counts& in, const std::string& value, const std::string& where) {
    if (value.empty() || (in.size() >= k_most_values && in.count(value) == 0))
        return;
    Count& counted = in[value];
    if (counted.times++ == 0)
        counted.first = where;
}

void MailboxSurvey::add_sent(const message::Mail& mail, const std::string& folder) {
    ++read_;
    count(authors_, only_address(mail.header.unfolded("From"), limits_), folder);
    add_signatures(mail.header);
    for (std::string& id :
         message::parse_message_ids(mail.header.unfolded("Message-ID"), limits_)) {
        if (sent_ids_.size() < k_most_ids)
            sent_ids_.insert(std::move(id));
    }
}

void MailboxSurvey::add_received(const message::Mail& mail) {
    ++read_;
    count(recipients_, delivered_to(mail, limits_), "");
    if (message::is_null(mail.envelope.reverse_path) || message::find_status_part(mail) >= 0)
        add_report(mail);
}

void MailboxSurvey::add_report(const message::Mail& mail) {
    ++reports_;
    message::Defects defects;
    const auto returned = message::find_returned(mail, limits_, defects);
    if (!returned)
        return;
    const auto ids = message::parse_message_ids(returned->header.unfolded("Message-ID"), limits_);
    const bool ours = std::any_of(ids.begin(), ids.end(),
                                  [&](const std::string& id) { return sent_ids_.count(id) > 0; });
    if (!ours)
        return;
    ++own_reports_;
    add_signatures(returned->header);
    add_hops(mail, returned->header);
}

// From the top down, behind lines that a host wrote about itself: who took the mail from us under a
// password is our relay, and so is the client of the first host that took it from outside. Where no
// line shows either, one host took it from us and wrote the bounce.
void MailboxSurvey::add_hops(const message::Mail& mail, const message::HeaderBlock& returned) {
    message::Defects defects;
    const auto hops = message::received_hops(returned, limits_, defects);
    if (hops.empty())
        return;
    const auto passed_on = [](const message::Hop& hop) {
        return !proof::is_authenticated(hop) && proof::client_of(hop) != proof::Client::outside;
    };
    const auto entrance = std::find_if_not(hops.begin(), hops.end(), passed_on);
    const bool took_from_us = entrance == hops.end() || proof::is_authenticated(*entrance);
    const message::Hop& hop = entrance == hops.end() ? hops.front() : *entrance;
    const std::string where = "a bounce of " + mail.header.unfolded("Date");
    const std::string& name = took_from_us ? hop.by : hop.reverse;
    if (name.find('.') != std::string::npos)
        count(relays_, name, where);
    // By its address a relay is known where nothing else vouches for the name; one of a service
    // that sends for everybody is nobody's.
    if (!took_from_us && !is_shared_service(name))
        count(relays_, hop.address, where);
}

void MailboxSurvey::add_signatures(const message::HeaderBlock& header) {
    for (const message::Field* field : header.all("DKIM-Signature")) {
        const std::string text = message::unfold(field->value);
        const auto tags = proof::DkimTags::read(text);
        if (!tags)
            continue;
        const auto domain = tags->find("d");
        const auto selector = tags->find("s");
        if (domain && selector)
            count(signatures_, base::to_lower(*selector) + ' ' + base::to_lower(*domain), "");
    }
}

void MailboxSurvey::tell(Found& to) const {
    const auto most_first = [](const Counts& counts) {
        std::vector<std::pair<std::string, Count>> rows(counts.begin(), counts.end());
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.second.times > b.second.times;
        });
        return rows;
    };
    to.mails_read += read_;
    to.reports_read += reports_;
    std::size_t told = 0;
    for (const auto& [address, counted] : most_first(authors_)) {
        if (++told > k_most_told || counted.times * 50 < sent_ids_.size())
            break;
        const std::string why = "author of mail in " + counted.first + ", " + times(counted.times);
        add_clue(to.addresses, address, why);
        add_clue(to.sending, address, why);
    }
    std::map<std::string, std::size_t> of_domain;
    for (const auto& [address, counted] : recipients_)
        ++of_domain[domain_of(address)];
    for (const auto& [domain, addresses] : of_domain) {
        if (addresses >= k_catch_all)
            to.domains.push_back(domain);
    }
    told = 0;
    for (const auto& [address, counted] : most_first(recipients_)) {
        if (of_domain[domain_of(address)] < k_catch_all && ++told <= k_most_told)
            add_clue(to.addresses, address, "mail came to it " + times(counted.times));
    }
    for (const std::string& domain : to.domains)
        add_clue(to.addresses, "*@" + domain, "mail came to many addresses there");
    told = 0;
    for (const auto& [relay, counted] : most_first(relays_)) {
        if (++told > k_most_told)
            break;
        add_clue(to.relays, relay,
                 "your mail left by it: " + counted.first
                     + (counted.times > 1 ? ", and others" : ""));
    }
    for (const auto& [signature, counted] : most_first(signatures_))
        add_clue(to.dkim, signature, "signed mail you sent, " + times(counted.times));
    if (reports_ > 0) {
        to.notes.push_back("of " + std::to_string(reports_) + " bounces and other reports "
                           + std::to_string(own_reports_)
                           + " returned mail that lies in the sent folders");
    }
}

} // namespace backsift::setup
