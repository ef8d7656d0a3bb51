#include "proof/identity.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

// A From names one address, seldom two; more are somebody's trick.
constexpr std::size_t k_most_senders = 4;

void add_once(std::vector<std::string>& to, std::string address) {
    if (std::find(to.begin(), to.end(), address) == to.end()) {
        to.push_back(std::move(address));
    }
}

bool matches(std::span<const std::string> patterns, std::string_view address) {
    return std::any_of(patterns.begin(), patterns.end(), [address](const std::string& pattern) {
        return base::glob_matches(pattern, address);
    });
}

} // namespace

bool is_one_of(std::span<const std::string> patterns, std::string_view address) {
    const std::string inner = unwrapped(address);
    return matches(patterns, address) || matches(patterns, inner)
           || matches(patterns, without_tag(inner));
}

Identities::Identities(const std::vector<std::string>& written) {
    for (const std::string& address : written) {
        const bool pattern = address.find_first_of("*?") != std::string::npos;
        add_once(pattern ? patterns_ : concrete_, base::to_lower(address));
    }
}

std::vector<std::string> Identities::senders_of_ours(const message::HeaderBlock& header) const {
    base::Limits limits;
    limits.addresses = k_most_senders;
    std::vector<std::string> out;
    for (const char* field : {"From", "Sender"}) {
        for (const message::Address& address :
             message::parse_addresses(header.unfolded(field), limits)) {
            std::string text = base::to_lower(address.text());
            if (matches(concrete_, text) || matches(patterns_, text)) {
                add_once(out, std::move(text));
            }
        }
    }
    return out;
}

std::string Identities::of(const message::HeaderBlock& header) const {
    std::string sender = author(header);
    return !sender.empty() || concrete_.empty() ? sender : concrete_.front();
}

std::string Identities::author(const message::HeaderBlock& header) const {
    std::vector<std::string> senders = senders_of_ours(header);
    return senders.empty() ? std::string() : std::move(senders.front());
}

std::vector<std::string> Identities::candidates(const message::HeaderBlock& header) const {
    std::vector<std::string> out = senders_of_ours(header);
    for (const std::string& address : concrete_) {
        add_once(out, address);
    }
    if (concrete_.empty()) {
        add_once(out, {});
    }
    return out;
}

} // namespace backsift::proof
