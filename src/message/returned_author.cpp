#include <algorithm>
#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/returned.hpp"

namespace backsift::message {

namespace {

// The topmost field of each name is enough, and bounded: a bounce has one To.
std::vector<std::string> addresses(const HeaderBlock& header,
                                   std::initializer_list<std::string_view> names,
                                   const base::Limits& limits) {
    std::vector<std::string> out;
    for (const std::string_view name : names) {
        for (const Address& address : parse_addresses(header.unfolded(name), limits)) {
            if (!address.domain.empty())
                out.push_back(address.text());
        }
    }
    return out;
}

// An answer goes to few; to compare only these keeps this linear in the returned header.
constexpr std::size_t k_addressees = 8;

} // namespace

bool returned_to_author(const Mail& mail, const Returned& returned, const base::Limits& limits) {
    std::vector<std::string> to =
        addresses(mail.header, {"To", "Cc", "Delivered-To", "X-Original-To"}, limits);
    to.insert(to.begin(), mail.envelope.recipients.begin(), mail.envelope.recipients.end());
    if (to.size() > k_addressees)
        to.resize(k_addressees);
    const auto authors = addresses(returned.header, {"From", "Sender", "Return-Path"}, limits);
    return std::any_of(authors.begin(), authors.end(), [&](const std::string& author) {
        return std::any_of(to.begin(), to.end(),
                           [&](const std::string& one) { return same_mailbox(author, one); });
    });
}

bool resent_by_addressee(const Mail& mail, std::span<const std::string> own,
                         const base::Limits& limits) {
    const auto* path = std::get_if<std::string>(&mail.envelope.reverse_path);
    const auto resent = mail.header.all("Resent-From");
    if (path == nullptr || resent.empty()) {
        return false;
    }
    const auto by = parse_addresses(unfold(resent.front()->value), limits);
    if (by.size() != 1 || by.front().domain.empty()) {
        return false;
    }
    const std::string person = base::to_lower(by.front().text());
    const auto to = addresses(mail.header, {"To"}, limits);
    return same_mailbox(person, *path)
           && std::any_of(to.begin(), to.end(),
                          [&](const std::string& one) { return same_mailbox(person, one); })
           && std::none_of(own.begin(), own.end(), [&](const std::string& ours) {
                  return base::glob_matches(base::to_lower(ours), person);
              });
}

} // namespace backsift::message
