#include "evidence/arrival.hpp"
#include "evidence/evidence.hpp"
#include "evidence/kind_choice.hpp"
#include "evidence/observation.hpp"
#include "evidence/recipients.hpp"

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/host.hpp"

namespace backsift::evidence {

using rules::Hit;

namespace {

std::string_view strength_word(const rules::Rule& rule) {
    if (rule.sign == rules::Sign::phrase)
        return "phrase";
    switch (rule.strength) {
    case rules::Strength::weak:
        return "weak";
    case rules::Strength::strong:
        return "strong";
    case rules::Strength::decisive:
        return "decisive";
    }
    return "weak";
}

std::string_view shows_word(const rules::Rule& rule) {
    switch (rule.shows) {
    case rules::Shows::fact:
        return "fact";
    case rules::Shows::automatic:
        return "automatic";
    case rules::Shows::kind:
        return rules::word(rule.kind);
    }
    return "fact";
}

Finding to_finding(const Hit& hit, rules::Words words) {
    const rules::Rule& rule = *hit.rule;
    if (words == rules::Words::left_out)
        return {std::string(rule.id), std::string(shows_word(rule)), {}, {}, {}, {}};
    return {std::string(rule.id),
            std::string(shows_word(rule)),
            std::string(strength_word(rule)),
            hit.where,
            hit.excerpt,
            std::string(rule.why)};
}

void note(std::vector<Finding>& findings, const std::vector<Hit>& hits, rules::Words words) {
    for (const Hit& hit : hits) {
        if (hit.rule->shows != rules::Shows::fact)
            findings.push_back(to_finding(hit, words));
    }
}

// What the message is. Phrases are asked only where they can still change the answer.
void find_kind(Observation& seen, const Bench& bench, Effort effort, Evidence& out) {
    const rules::Words words =
        effort == Effort::silent ? rules::Words::left_out : rules::Words::shown;
    rules::Round round(bench.rules, seen, out.defects);
    const std::vector<Hit> structure = round.structure(words);
    note(out.findings, structure, words);
    std::vector<Hit> phrases;
    const bool matter = phrases_matter(weigh(structure));
    if (matter || effort == Effort::explain) {
        phrases = round.phrases(words);
        note(out.findings, phrases, words);
    }
    if (!matter)
        return;
    const Shape shape{seen.fact(rules::Fact::delivery_status)
                      || seen.fact(rules::Fact::returned_message)};
    out.kind = choose_kind(structure, phrases, shape);
}

// Whose mail it answers. Nothing outweighs a proven answer, so a decision stops there.
void ask_proofs(const proof::Question& question, const Bench& bench, Effort effort, Evidence& out) {
    for (const auto& proof : bench.proofs) {
        out.proofs.push_back(proof->ask(question));
        if (effort != Effort::explain && out.proofs.back().answer == proof::Answer::proven)
            return;
    }
}

// Of the facts "reason-…" the first that holds, without its prefix (filters/50-reasons.toml).
std::string reason_in_words(Observation& seen, const Bench& bench, message::Defects& defects) {
    constexpr std::string_view k_prefix = "reason-";
    for (const rules::Rule* rule : bench.rules.rules()) {
        const bool asked =
            rule->shows == rules::Shows::fact && rule->id.substr(0, k_prefix.size()) == k_prefix;
        if (asked && bench.rules.holds(rule->id, seen, defects))
            return std::string(rule->id.substr(k_prefix.size()));
    }
    return {};
}

bool is_report(rules::Kind kind) {
    return kind == rules::Kind::bounce || kind == rules::Kind::delay
           || kind == rules::Kind::success;
}

// Mail systems without status fields name the recipients in words. A decision looks only where a
// returned mail may bear a mark that was copied from one to somebody else.
std::vector<std::string> read_recipients(Observation& seen, const Bench& bench, Effort effort,
                                         Evidence& out) {
    const bool matter = effort == Effort::explain || seen.returned() != nullptr;
    if (!is_report(out.kind) || !out.recipients.empty() || !matter)
        return {};
    std::vector<std::string> named;
    out.recipients = recipients_named_in(seen.notice(), seen.mail(), seen.returned(), bench.limits);
    for (Recipient& recipient : out.recipients) {
        recipient.action = out.kind == rules::Kind::bounce  ? "failed"
                           : out.kind == rules::Kind::delay ? "delayed"
                                                            : "delivered";
        named.push_back(recipient.address);
    }
    return named;
}

// Why it failed, in words. Only shown, so a decision does not look; words that stand for several
// recipients say nothing of one.
void read_reason(Observation& seen, const Bench& bench, Evidence& out) {
    if (!is_report(out.kind))
        return;
    if (out.recipients.size() == 1 && out.recipients[0].reason.empty()
        && out.kind != rules::Kind::success) {
        out.recipients[0].reason = reason_in_words(seen, bench, out.defects);
    }
}

// qmail and others name no Reporting-MTA; they write as MAILER-DAEMON at their own name.
std::string reporter(const std::string& reporting_mta, const message::Mail& mail,
                     const base::Limits& limits) {
    std::string host = message::read_host_word(reporting_mta);
    if (host.empty())
        host = message::read_ip_word(reporting_mta);
    if (!host.empty())
        return host;
    const auto authors = message::parse_addresses(mail.header.unfolded("From"), limits);
    return authors.empty() ? std::string() : base::clean(authors.front().domain, 255);
}

// The proofs read traces for themselves and keep no defects: what they will not read is noted here.
void note_long_trace(const message::HeaderBlock& header, const base::Limits& limits,
                     message::Defects& defects) {
    if (header.all("Received").size() > limits.received_hops)
        defects.note(message::Defect::too_many_hops);
}

// So do they addresses and ids. An address takes two bytes with its comma and an id three with its
// brackets: a field that is too short for too many is not read.
void note_long_lists(const message::HeaderBlock& header, const base::Limits& limits,
                     message::Defects& defects) {
    base::Limits one_more = limits;
    ++one_more.addresses;
    ++one_more.message_ids;
    for (const std::string_view name :
         {"From", "To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "X-Failed-Recipients"}) {
        for (const message::Field* field : header.all(name)) {
            if (field->value.size() > 2 * limits.addresses
                && message::parse_addresses(message::unfold(field->value), one_more).size()
                       > limits.addresses)
                defects.note(message::Defect::too_many_addresses);
        }
    }
    for (const std::string_view name : {"In-Reply-To", "References"}) {
        for (const message::Field* field : header.all(name)) {
            if (field->value.size() > 3 * limits.message_ids
                && message::parse_message_ids(message::unfold(field->value), one_more).size()
                       > limits.message_ids)
                defects.note(message::Defect::too_many_ids);
        }
    }
}

} // namespace

Evidence collect(const message::Mail& mail, const Bench& bench, Effort effort) {
    Evidence out;
    out.defects = mail.defects;
    // Not read to its end: no automatic reply is that large, and what is missing proves nothing.
    if (mail.defects.has(message::Defect::message_too_large))
        return out;
    note_long_trace(mail.header, bench.limits, out.defects);
    Observation seen(mail, bench.limits, bench.own);
    find_kind(seen, bench, effort, out);
    if (rules::is_automatic_reply(out.kind) || effort == Effort::explain) {
        out.arrival = bench.now ? bench.now : arrival(mail);
        out.recipients = recipients(mail, seen.status(), bench.limits);
        const std::vector<std::string> named = read_recipients(seen, bench, effort, out);
        if (effort == Effort::explain)
            read_reason(seen, bench, out);
        out.returned = seen.take_returned();
        note_long_lists(mail.header, bench.limits, out.defects);
        if (out.returned) {
            out.defects.add(out.returned->bounds);
            note_long_trace(out.returned->header, bench.limits, out.defects);
            note_long_lists(out.returned->header, bench.limits, out.defects);
        }
        const message::DeliveryStatus status = seen.take_status();
        out.reporting_mta = base::clean(status.reporting_mta, 255);
        out.reporter = reporter(out.reporting_mta, mail, bench.limits);
        if (rules::is_automatic_reply(out.kind)) {
            std::vector<message::Returned> copies;
            if (out.returned)
                copies = message::find_copies(mail, *out.returned, bench.limits, out.defects);
            ask_proofs({mail, out.returned ? &*out.returned : nullptr, status, out.arrival,
                        bench.limits, copies, named, bench.own, is_report(out.kind)},
                       bench, effort, out);
        }
    }
    out.defects.add(seen.defects());
    return out;
}

} // namespace backsift::evidence
