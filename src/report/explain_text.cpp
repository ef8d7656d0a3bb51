#include "report/explain_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "report/line_text.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_most_findings = 8;
constexpr std::size_t k_most_recipients = 5;

void heading(std::string& out, std::string_view text, const Dress& dress) {
    out += '\n' + paint(text, Colour::bold, dress) + '\n';
}

void head_row(std::string& out, std::string_view name, const std::string& value,
              const Dress& dress) {
    if (!value.empty())
        out += "  " + fit(name, 9) + wrap(value, 11, dress) + '\n';
}

void head(std::string& out, const Entry& entry, const Dress& dress) {
    out += paint(base::clean(entry.path, 4096), Colour::bold, dress) + '\n';
    head_row(out, "From", entry.from, dress);
    head_row(out, "To", entry.to, dress);
    head_row(out, "Subject", entry.subject, dress);
    head_row(out, "Arrived", entry.date, dress);
    head_row(out, "Sender",
             entry.reverse_path == "<>" ? "<> (the null reverse-path)" : entry.reverse_path, dress);
}

void verdict_lines(std::string& out, const Entry& entry, const Dress& dress) {
    const verdict::Verdict& v = entry.verdict;
    out += '\n' + paint(verdict::word(v.verdict), colour_of(v.verdict), dress);
    if (v.verdict != verdict::Word::ordinary || v.kind != rules::Kind::ordinary)
        out += " · " + std::string(rules::word(v.kind));
    out += v.place == verdict::Place::folder ? " → the backscatter folder\n" : " → the inbox\n";
    for (const std::string& sentence : v.because)
        out += "  " + wrap(sentence, 4, dress) + '\n';
}

// The most telling first; among equals in the order of the rules.
std::vector<evidence::Finding> by_strength(std::vector<evidence::Finding> all) {
    constexpr std::array<std::string_view, 4> k_order{"decisive", "strong", "weak", "phrase"};
    const auto rank = [&](const evidence::Finding& f) {
        return std::find(k_order.begin(), k_order.end(), f.strength) - k_order.begin();
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return all;
}

void findings(std::string& out, const Entry& entry, const Dress& dress) {
    if (entry.findings.empty())
        return;
    heading(out, "What it is", dress);
    std::size_t shown = 0;
    for (const evidence::Finding& f : by_strength(entry.findings)) {
        if (++shown > k_most_findings) {
            out += "  … and " + std::to_string(entry.findings.size() - k_most_findings)
                   + " more findings\n";
            return;
        }
        out += "  " + fit(f.strength, 9) + fit(f.shows, 15) + f.id;
        out += f.where.empty() ? "\n" : paint("  (" + f.where + ")", Colour::dim, dress) + '\n';
        if (!f.excerpt.empty())
            out += "      " + wrap("“" + f.excerpt + "”", 6, dress) + '\n';
    }
}

void recipient(std::string& out, const evidence::Recipient& r, const Dress& dress) {
    std::string text = r.address;
    for (const std::string* word : {&r.action, &r.status, &r.reason}) {
        if (!word->empty())
            text += "  " + *word;
    }
    out += "  " + wrap(text, 4, dress) + '\n';
    if (!r.smtp.empty())
        out += "      " + wrap(r.smtp, 6, dress) + '\n';
}

void failure_report(std::string& out, const Entry& entry, const Dress& dress) {
    if (entry.recipients.empty() && entry.reporting_mta.empty())
        return;
    heading(out,
            entry.reporting_mta.empty() ? "What it reports"
                                        : "What " + entry.reporting_mta + " reports",
            dress);
    const std::size_t shown = std::min(entry.recipients.size(), k_most_recipients);
    for (std::size_t i = 0; i < shown; ++i)
        recipient(out, entry.recipients[i], dress);
    if (entry.recipients.size() > shown)
        out += "  … and " + std::to_string(entry.recipients.size() - shown) + " more recipients\n";
}

std::string original_line(const Entry& entry) {
    switch (entry.original) {
    case Original::none:
        return "nothing of the original came back";
    case Original::text:
        return "a header block in the text came back";
    case Original::headers:
        return "the original's header came back";
    case Original::full:
        return "the original came back";
    }
    return {};
}

void ownership(std::string& out, const Entry& entry, const Dress& dress) {
    if (!rules::is_automatic_reply(entry.verdict.kind))
        return;
    heading(out, "Whose mail it answers", dress);
    std::string line = original_line(entry);
    if (!entry.original_where.empty())
        line += " (" + entry.original_where + ")";
    if (entry.original != Original::none && !entry.original_complete)
        line += ", not complete: what is missing in it means nothing";
    out += "  " + wrap(line, 4, dress) + '\n';
    if (!entry.original_message_id.empty())
        out += "  its Message-ID: " + entry.original_message_id + '\n';
    if (!entry.original_subject.empty())
        out += "  its Subject: " + wrap(entry.original_subject, 4, dress) + '\n';
    for (const proof::Reply& reply : entry.proofs) {
        out += "  " + fit(reply.name, 12) + fit(proof::word(reply.answer), 14)
               + wrap(reply.detail, 28, dress) + '\n';
    }
}

void changes(std::string& out, const Entry& entry, const Dress& dress) {
    if (entry.verdict.would_change.empty())
        return;
    heading(out, "What would change it", dress);
    for (const std::string& sentence : entry.verdict.would_change)
        out += "  " + wrap(sentence, 4, dress) + '\n';
}

void oddities(std::string& out, const Entry& entry, const Dress& dress) {
    if (entry.defects.none())
        return;
    heading(out, "What is odd about it", dress);
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        const auto defect = static_cast<message::Defect>(i);
        if (entry.defects.has(defect)) {
            out += "  "
                   + wrap(std::string(message::word(defect)) + ": "
                              + std::string(message::sentence(defect)),
                          4, dress)
                   + '\n';
        }
    }
}

} // namespace

std::string explain(const Entry& entry, const Dress& dress) {
    std::string out;
    head(out, entry, dress);
    verdict_lines(out, entry, dress);
    findings(out, entry, dress);
    failure_report(out, entry, dress);
    ownership(out, entry, dress);
    changes(out, entry, dress);
    oddities(out, entry, dress);
    return out;
}

} // namespace backsift::report
