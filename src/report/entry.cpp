#include "report/entry.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "evidence/arrival.hpp"
#include "message/address.hpp"
#include "message/date.hpp"
#include "report/closest.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_longest_value = 300;

std::string reverse_path_text(const message::ReversePath& path) {
    if (message::is_null(path))
        return "<>";
    if (const auto* address = std::get_if<std::string>(&path))
        return base::clean(*address, k_longest_value);
    return {};
}

std::string shown(const message::HeaderBlock& header, std::string_view name) {
    return base::clean(header.decoded(name), k_longest_value);
}

Original original_form(message::ReturnedForm form) {
    switch (form) {
    case message::ReturnedForm::full:
        return Original::full;
    case message::ReturnedForm::headers:
        return Original::headers;
    case message::ReturnedForm::text:
        return Original::text;
    }
    return Original::none;
}

void describe_original(Entry& entry, const message::Returned& returned,
                       const base::Limits& limits) {
    entry.original = original_form(returned.form);
    entry.original_complete = returned.complete();
    entry.original_where = base::clean(returned.where, k_longest_value);
    entry.original_subject = shown(returned.header, "Subject");
    const auto ids = message::parse_message_ids(returned.header.unfolded("Message-ID"), limits);
    if (!ids.empty())
        entry.original_message_id = base::clean(ids.front(), k_longest_value);
}

std::string author_domain(const message::Mail& mail, const base::Limits& limits) {
    const auto authors = message::parse_addresses(mail.header.unfolded("From"), limits);
    return authors.empty() ? std::string() : base::clean(authors.front().domain, k_longest_value);
}

// What a person is told of a message that is shown.
void describe_mail(Entry& entry, const message::Mail& mail, const base::Limits& limits) {
    entry.reverse_path = reverse_path_text(mail.envelope.reverse_path);
    entry.from = shown(mail.header, "From");
    entry.to = shown(mail.header, "To");
    entry.subject = shown(mail.header, "Subject");
    if (entry.time)
        entry.date = message::format_utc(*entry.time);
    entry.host = entry.reporting_mta.empty() ? author_domain(mail, limits) : entry.reporting_mta;
}

// Could a summary name it, or its host? Nearly all mail is far from that.
bool is_only_counted(const Entry& entry) {
    return !rules::is_automatic_reply(entry.verdict.kind)
           && entry.verdict.place != verdict::Place::folder && distance(entry) == k_far;
}

} // namespace

std::string_view word(Original original) {
    constexpr std::array<std::string_view, 4> k_words{"none", "text", "headers", "full"};
    return k_words[static_cast<std::size_t>(original)];
}

Entry make_entry(std::string path, const message::Mail& mail, evidence::Evidence evidence,
                 verdict::Verdict verdict, const base::Limits& limits, Detail detail) {
    Entry entry;
    entry.path = std::move(path);
    entry.verdict = std::move(verdict);
    entry.findings = std::move(evidence.findings);
    entry.proofs = std::move(evidence.proofs);
    entry.recipients = std::move(evidence.recipients);
    entry.reporting_mta = std::move(evidence.reporting_mta);
    if (evidence.returned)
        describe_original(entry, *evidence.returned, limits);
    entry.time = evidence.arrival ? evidence.arrival : evidence::arrival(mail);
    if (detail == Detail::whole || !is_only_counted(entry))
        describe_mail(entry, mail, limits);
    entry.defects = evidence.defects;
    entry.bytes = mail.bytes.size();
    return entry;
}

} // namespace backsift::report
