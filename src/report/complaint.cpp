#include "report/complaint.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "report/table.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_longest_line = 998; // RFC 5322 2.1.1
constexpr std::size_t k_shown = 200;

// What the sender of each kind could do instead; every line stands after "- ".
struct Advice {
    rules::Kind kind;
    std::string_view text;
};
constexpr std::array k_advice{
    Advice{
        rules::Kind::bounce,
        "Know your recipients where mail comes in, backup servers included, and refuse others in "
        "the SMTP dialogue, after RCPT TO. Filters refuse after the end of the data."},
    Advice{rules::Kind::delay,
           "Send delay warnings to nobody whose mail you took without checking the sender."},
    Advice{rules::Kind::autoreply,
           "Answer only mail that names the recipient and passed your checks of its sender "
           "(RFC 3834 section 2)."},
    Advice{rules::Kind::challenge,
           "A challenge to a forged sender makes strangers read your spam. Refuse instead."},
    Advice{rules::Kind::scanner_notice,
           "Do not tell senders of viruses or spam: their addresses are forged. Refuse instead."},
    Advice{rules::Kind::confirmation,
           "Ask for a confirmation only where the request came in by a form, or from a sender that "
           "passed your checks."}};

std::string two(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_domain_literal(std::string_view domain) {
    return domain.starts_with('[');
}

// Of the proofs only what they say together: their details would tell a stranger what marks our
// mail.
std::string_view evidence_text(const Entry& entry) {
    switch (entry.verdict.proof) {
    case proof::Answer::contradicted:
        return "The message that it returns claims to be mine by a mark that is forged, or by an "
               "address that never sends.";
    case proof::Answer::absent:
        return "The message that it returns lacks what all my mail carries.";
    default:
        return "I have found no trace of having sent the message that it answers.";
    }
}

std::string letter(const Complaint& about, const Entry& entry) {
    const Dress dress{false, 72};
    std::string kind(rules::word(entry.verdict.kind));
    std::replace(kind.begin(), kind.end(), '-', ' ');
    std::string out = "Hello,\n\n";
    out += wrap("your host " + about.host + " has sent me the attached message"
                    + (entry.date.empty() ? "" : ", which arrived on " + entry.date)
                    + ". It is an automatic reply (" + kind
                    + ") to mail that I did not send: somebody forged my address as its sender.",
                0, dress)
           + "\n\n";
    if (!about.source_ip.empty())
        out += wrap("It was handed to my mail server from the address " + about.source_ip + '.', 0,
                    dress)
               + "\n\n";
    out += wrap(evidence_text(entry), 0, dress) + "\n\n";
    out +=
        wrap("Replies to forged senders (backscatter) hit people who have nothing to do with the "
             "mail, and get hosts onto block lists. Please reject unwanted mail during the SMTP "
             "dialogue, with a 5xx reply, instead of accepting and then answering it "
             "(RFC 5321 section 6.2):",
             0, dress)
        + "\n\n";
    for (const Advice& advice : k_advice) {
        if (advice.kind == entry.verdict.kind || advice.kind == rules::Kind::bounce)
            out += "- " + wrap(advice.text, 2, dress) + '\n';
    }
    return out + "\nThank you.\n";
}

// message/feedback-report (RFC 5965 section 3).
std::string feedback(const Complaint& about, const Entry& entry, const message::Mail& mail) {
    std::string out =
        "Feedback-Type: abuse\nUser-Agent: Backsift/" + about.version + "\nVersion: 1\n";
    if (entry.reverse_path == "<>"
        || (is_ascii(entry.reverse_path) && entry.reverse_path.find('@') != std::string::npos))
        out += "Original-Mail-From: "
               + (entry.reverse_path == "<>" ? "<>" : '<' + entry.reverse_path + '>') + '\n';
    for (const std::string& recipient : mail.envelope.recipients) {
        if (!is_ascii(recipient))
            continue; // the part is one of seven-bit text
        out += "Original-Rcpt-To: <" + base::clean(recipient, k_shown) + ">\n";
    }
    if (entry.time)
        out += "Arrival-Date: " + mail_date(*entry.time) + '\n';
    if (!about.source_ip.empty())
        out += "Source-IP: " + about.source_ip + '\n';
    if (!about.server.empty())
        out += "Reporting-MTA: dns; " + base::clean(about.server, k_shown) + '\n';
    if (!is_domain_literal(about.domain))
        out += "Reported-Domain: " + about.domain + '\n';
    return out + "Incidents: 1\n";
}

bool fits_into_mail(std::string_view text) {
    std::size_t line = 0;
    for (const char c : text) {
        line = c == '\n' ? 0 : line + 1;
        if (c == '\0' || line > k_longest_line)
            return false;
    }
    return true;
}

std::string cleaned_header(const message::Mail& mail) {
    std::string out;
    for (const message::Field& field : mail.header.fields)
        out += base::clean(field.name, k_shown) + ": "
               + base::clean(message::unfold(field.value), k_longest_line - 2 * k_shown) + '\n';
    return out;
}

// The reply itself, as the last part.
std::string attachment(const message::Mail& mail) {
    const std::string_view reply = mail.without_from_line();
    const bool whole = fits_into_mail(reply);
    const std::string text = whole ? std::string(reply) : cleaned_header(mail);
    std::string out =
        whole ? "Content-Type: message/rfc822\n" : "Content-Type: text/rfc822-headers\n";
    out += "Content-Disposition: inline\n";
    out += is_ascii(text) ? "\n" : "Content-Transfer-Encoding: 8bit\n\n";
    return out + text + (text.ends_with('\n') ? "" : "\n");
}

std::string part(const std::string& boundary, std::string_view head, std::string_view text) {
    return "--" + boundary + '\n' + std::string(head) + '\n' + std::string(text) + '\n';
}

std::string header(const Complaint& about, const std::string& boundary) {
    const bool arf = about.form == ComplaintForm::arf;
    std::string out =
        "From: " + base::clean(about.from, k_shown) + "\nTo: postmaster@" + about.domain;
    if (!is_domain_literal(about.domain))
        out += "\nCc: abuse@" + about.domain;
    out += "\nSubject: Backscatter from " + about.host
           + ": replies to mail that I did not send\nDate: " + mail_date(about.now)
           + "\nMessage-ID: <" + about.unique + "@backsift.invalid>\nMIME-Version: 1.0\n";
    out += arf ? "Content-Type: multipart/report; report-type=feedback-report;\n\tboundary=\""
               : "Content-Type: multipart/mixed;\n\tboundary=\"";
    return out + boundary + "\"\n\n";
}

} // namespace

std::string mail_date(message::UnixTime time) {
    constexpr std::array<std::string_view, 7> k_weekdays{"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds second{std::chrono::seconds(time)};
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date(day);
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    return std::string(k_weekdays[weekday]) + ", " + two(static_cast<unsigned>(date.day())) + ' '
           + std::string(k_months[static_cast<unsigned>(date.month()) - 1]) + ' '
           + std::to_string(static_cast<int>(date.year())) + ' '
           + message::format_utc(time).substr(11, 8) + " +0000";
}

std::string complaint(const Complaint& about, const Entry& entry, const message::Mail& mail) {
    const std::string last = attachment(mail);
    std::string boundary = "=_" + about.unique;
    while (last.find(boundary) != std::string::npos)
        boundary += '_';
    std::string out = header(about, boundary);
    out +=
        part(boundary, "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
             letter(about, entry));
    if (about.form == ComplaintForm::arf)
        out +=
            part(boundary, "Content-Type: message/feedback-report\n", feedback(about, entry, mail));
    return out + "--" + boundary + '\n' + last + "\n--" + boundary + "--\n";
}

} // namespace backsift::report
