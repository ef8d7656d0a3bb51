#include "proof/came_to.hpp"

#include <array>

#include "message/address.hpp"

namespace backsift::proof {

std::vector<std::string> came_to(const Question& question) {
    constexpr std::array<std::string_view, 5> k_fields{"Delivered-To", "X-Original-To",
                                                       "Envelope-To", "X-Envelope-To", "To"};
    std::vector<std::string> addresses = question.mail.envelope.recipients;
    for (const std::string_view name : k_fields) {
        for (const message::Field* field : question.mail.header.all(name)) {
            for (const message::Address& address :
                 message::parse_addresses(message::unfold(field->value), question.limits)) {
                addresses.push_back(address.text());
            }
            if (addresses.size() >= question.limits.addresses) {
                return addresses;
            }
        }
    }
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
