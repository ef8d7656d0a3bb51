#include "proof/came_to.hpp"

#include <array>
#include <span>

#include "message/address.hpp"

namespace backsift::proof {

namespace {

void add_fields(const Question& question, std::span<const std::string_view> names,
                std::vector<std::string>& addresses) {
    for (const std::string_view name : names) {
        for (const message::Field* field : question.mail.header.all(name)) {
            if (addresses.size() >= question.limits.addresses) {
                return;
            }
            for (const message::Address& address :
                 message::parse_addresses(message::unfold(field->value), question.limits)) {
                addresses.push_back(address.text());
            }
        }
    }
}

} // namespace

std::vector<std::string> delivered_to(const Question& question) {
    constexpr std::array<std::string_view, 4> k_fields{"Delivered-To", "X-Original-To",
                                                       "Envelope-To", "X-Envelope-To"};
    std::vector<std::string> addresses = question.mail.envelope.recipients;
    add_fields(question, k_fields, addresses);
    return addresses;
}

std::vector<std::string> came_to(const Question& question) {
    constexpr std::array<std::string_view, 1> k_fields{"To"};
    std::vector<std::string> addresses = delivered_to(question);
    add_fields(question, k_fields, addresses);
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
