#include "message/quoted_line.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "message/header.hpp"

namespace backsift::message {

namespace {

// Fields of a delivery report, which no mail's header has (RFC 3464, RFC 8098).
constexpr std::array<std::string_view, 8> k_report_fields{
    "Action",          "Diagnostic-Code",   "Disposition",
    "Final-Recipient", "Last-Attempt-Date", "Original-Recipient",
    "Remote-MTA",      "Reporting-MTA"};

constexpr std::array<std::string_view, 26> k_header_fields{"Authentication-Results",
                                                           "Bcc",
                                                           "Cc",
                                                           "Date",
                                                           "Delivered-To",
                                                           "DKIM-Signature",
                                                           "Errors-To",
                                                           "From",
                                                           "Importance",
                                                           "In-Reply-To",
                                                           "Message-ID",
                                                           "MIME-Version",
                                                           "Organization",
                                                           "Precedence",
                                                           "Priority",
                                                           "Received",
                                                           "Received-SPF",
                                                           "References",
                                                           "Reply-To",
                                                           "Return-Path",
                                                           "Sender",
                                                           "Subject",
                                                           "Thread-Index",
                                                           "To",
                                                           "User-Agent",
                                                           "Auto-Submitted"};
constexpr std::array<std::string_view, 6> k_header_families{"X-",   "Content-", "List-",
                                                            "ARC-", "Resent-",  "DomainKey-"};

std::string_view name_of(std::string_view line) {
    return line.substr(0, field_name_length(line));
}

bool is_report_field(std::string_view name) {
    return std::any_of(k_report_fields.begin(), k_report_fields.end(),
                       [&](std::string_view field) { return base::iequals(field, name); });
}

std::string_view without_last_blanks(std::string_view quote) {
    while (!quote.empty() && base::is_blank(quote.back()))
        quote.remove_suffix(1);
    return quote;
}

} // namespace

std::string_view quoting(std::string_view line) {
    std::size_t length = 0;
    while (length < line.size() && length < k_quote_bytes
           && (base::is_blank(line[length]) || line[length] == '>' || line[length] == '|')) {
        ++length;
    }
    return line.substr(0, length);
}

Unquoted unquote(std::string_view line, std::string_view quote) {
    if (line.starts_with(quote))
        return {line.substr(quote.size()), true};
    const std::string_view marks = without_last_blanks(quote);
    if (!marks.empty() && line.starts_with(marks))
        return {line.substr(marks.size()), true};
    // An indented block's blank line is often not indented.
    if (marks.empty() && base::trim(line).empty())
        return {line.substr(line.size()), true};
    return {line, false};
}

LineShape shape_of(Unquoted line) {
    if (!line.quoted)
        return LineShape::other;
    if (base::trim(line.text).empty())
        return LineShape::blank;
    if (base::is_blank(line.text.front()))
        return LineShape::continuation;
    const std::string_view name = name_of(line.text);
    return name.empty() || is_report_field(name) ? LineShape::other : LineShape::field;
}

bool begins_block(std::string_view unquoted) {
    const std::string_view name = name_of(unquoted);
    if (name.empty() || !base::is_alpha(name.front()) || is_report_field(name))
        return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return base::is_alnum(c) || c == '-' || c == '_'; });
}

bool is_well_known_field(std::string_view unquoted) {
    const std::string_view name = name_of(unquoted);
    if (name.empty())
        return false;
    return std::any_of(k_header_fields.begin(), k_header_fields.end(),
                       [&](std::string_view field) { return base::iequals(field, name); })
           || std::any_of(
               k_header_families.begin(), k_header_families.end(),
               [&](std::string_view family) { return base::istarts_with(name, family); });
}

} // namespace backsift::message
