#include "rules/example_mail.hpp"

#include <algorithm>

namespace backsift::rules {

namespace {

// A value of several lines becomes a folded field.
std::string field_line(std::string_view name, std::string_view value) {
    std::string out(name);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '*' || c == '?'; }, 'x');
    out += ':';
    out += ' ';
    for (const char c : value) {
        out += c;
        if (c == '\n')
            out += ' ';
    }
    return out += '\n';
}

std::string report(std::string_view type, std::string_view inside) {
    std::string out = "MIME-Version: 1.0\nContent-Type: multipart/report; "
                      "boundary=b\n\n--b\n\nNotice.\n\n--b\nContent-Type: ";
    out += type;
    out += "\n\n";
    out += inside;
    return out += "\n--b--\n";
}

std::string returned_header(std::string_view field) {
    return std::string(field)
           + "From: ann@example.org\nTo: bob@example.net\nDate: Mon, 12 Jan 2026 10:00:00 +0000\n"
           + "Message-ID: <1@example.org>\n\n";
}

} // namespace

std::string notice_mail(std::string_view subject, std::string_view text) {
    std::string out = subject.empty() ? "Subject: Notice\n" : field_line("Subject", subject);
    out += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
           "8bit\n\n";
    out += text;
    return out += '\n';
}

std::string mail_with(Verb verb, std::string_view name, std::string_view value) {
    switch (verb) {
    case Verb::text:
        return notice_mail("", value);
    case Verb::status:
        return report("message/delivery-status", field_line(name, value));
    case Verb::returned:
        return report("text/rfc822-headers", returned_header(field_line(name, value)));
    case Verb::header_line:
        return std::string(value) + "\n\nText.\n";
    default:
        return field_line(name, value) + "\nText.\n";
    }
}

} // namespace backsift::rules
