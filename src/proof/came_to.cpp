#include "proof/came_to.hpp"

#include "message/address.hpp"

namespace backsift::proof {

void add_addresses(const message::HeaderBlock& header, std::span<const std::string_view> names,
                   const base::Limits& limits, std::vector<std::string>& to) {
    for (const std::string_view name : names) {
        for (const message::Field* field : header.all(name)) {
            if (to.size() >= limits.addresses) {
                return;
            }
            for (const message::Address& address :
                 message::parse_addresses(message::unfold(field->value), limits)) {
                to.push_back(address.text());
            }
        }
    }
}

std::vector<std::string> came_to(const Question& question) {
    constexpr std::array<std::string_view, 1> k_to{"To"};
    std::vector<std::string> addresses = question.mail.envelope.recipients;
    add_addresses(question.mail.header, k_delivery_fields, question.limits, addresses);
    add_addresses(question.mail.header, k_to, question.limits, addresses);
    return addresses;
}

std::string why_no_report(const Question& question) {
    // OpenSMTPD writes no Return-Path for the null one; a status with a recipient makes up for it.
    const message::ReversePath& path = question.mail.envelope.reverse_path;
    const bool report =
        message::is_null(path) || (!message::is_known(path) && !question.status.recipients.empty());
    if (!report) {
        return "It is no report to a null reverse-path, and may come to any address.";
    }
    if (!question.status.disposition.empty()) {
        return "A receipt goes where the answered mail asked for it.";
    }
    if (question.status.recipients.empty() && question.returned == nullptr) {
        return "It neither reports on a recipient nor returns a mail.";
    }
    return {};
}

} // namespace backsift::proof
