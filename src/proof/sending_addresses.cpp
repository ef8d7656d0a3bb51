#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/proof.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

using Patterns = std::vector<std::string>;

constexpr std::size_t k_shown_address = 120;

Reply reply(Answer answer, std::string detail) {
    return {"recipient", answer, std::move(detail)};
}

bool matches(const Patterns& patterns, std::string_view address) {
    return std::any_of(patterns.begin(), patterns.end(), [address](const std::string& pattern) {
        return base::glob_matches(pattern, address);
    });
}

bool is_one_of(const Patterns& patterns, std::string_view address) {
    const std::string inner = unwrapped(address);
    return matches(patterns, address) || matches(patterns, inner)
           || matches(patterns, without_tag(inner));
}

// Every address that the reply is known to have been sent or handed on to. All of them, because any
// one that sends may be the one the reply is about: an alias, a forwarder, a list.
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

// Why this mail may have come to an address that never sends without anybody forging anything.
std::string why_not_asked(const Question& question) {
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

class SendingAddresses final : public Proof {
  public:
    SendingAddresses(Patterns addresses, Patterns sending)
        : addresses_(std::move(addresses)),
          sending_(std::move(sending)) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        if (sending_.empty()) {
            return reply(Answer::unknown, "No address of ours is said to send.");
        }
        if (std::string why = why_not_asked(question); !why.empty()) {
            return reply(Answer::unknown, std::move(why));
        }
        const std::vector<std::string> addresses = came_to(question);
        if (addresses.size() >= question.limits.addresses) {
            return reply(Answer::unknown, "It was sent to more addresses than are looked at.");
        }
        std::string silent;
        for (const std::string& address : addresses) {
            if (is_one_of(sending_, address)) {
                return reply(Answer::unknown, "It came to " + base::clean(address, k_shown_address)
                                                  + ", which sends mail.");
            }
            if (silent.empty() && is_one_of(addresses_, address)) {
                silent = base::clean(address, k_shown_address);
            }
        }
        if (silent.empty()) {
            return reply(Answer::unknown, "None of the addresses it came to is known as ours.");
        }
        return reply(Answer::contradicted,
                     "It came to " + silent + ", from which no mail is ever sent.");
    }

  private:
    Patterns addresses_;
    Patterns sending_;
};

} // namespace

std::unique_ptr<const Proof> sending_addresses(std::vector<std::string> addresses,
                                               std::vector<std::string> sending) {
    return std::make_unique<const SendingAddresses>(std::move(addresses), std::move(sending));
}

} // namespace backsift::proof
