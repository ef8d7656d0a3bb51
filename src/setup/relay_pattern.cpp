#include "setup/relay_pattern.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "setup/mail_services.hpp"
#include "setup/public_suffix.hpp"

namespace backsift::setup {

namespace {

using MaybeObjection = std::optional<Objection>;

MaybeObjection never(std::string why, std::string hint = {}) {
    return Objection{Severity::error, "can never match: " + std::move(why), std::move(hint)};
}

MaybeObjection too_much(std::string why, std::string hint = {}) {
    return Objection{Severity::error, "matches too much: " + std::move(why), std::move(hint)};
}

bool is_wild(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

// --- addresses ---

struct Network {
    std::vector<unsigned char> bytes;
    std::size_t prefix = 0;
};

std::optional<std::vector<unsigned char>> address_bytes(const std::string& text) {
    std::vector<unsigned char> four(sizeof(in_addr));
    if (::inet_pton(AF_INET, text.c_str(), four.data()) == 1)
        return four;
    std::vector<unsigned char> sixteen(sizeof(in6_addr));
    if (::inet_pton(AF_INET6, text.c_str(), sixteen.data()) == 1)
        return sixteen;
    return std::nullopt;
}

std::optional<Network> read_network(std::string_view pattern) {
    const std::size_t slash = pattern.find('/');
    const auto bytes = address_bytes(std::string(pattern.substr(0, slash)));
    if (!bytes)
        return std::nullopt;
    Network network{*bytes, bytes->size() * 8};
    if (slash == std::string_view::npos)
        return network;
    const auto prefix = base::to_number(pattern.substr(slash + 1));
    if (!prefix || *prefix > network.prefix)
        return std::nullopt;
    network.prefix = static_cast<std::size_t>(*prefix);
    return network;
}

// RFC 1918, RFC 4193, loopback and link-local: everybody has these.
bool is_private(const Network& network) {
    const auto& b = network.bytes;
    if (b.size() == 4) {
        return b[0] == 10 || b[0] == 127 || (b[0] == 172 && b[1] >= 16 && b[1] < 32)
               || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254);
    }
    const bool loopback =
        b[15] == 1 && std::all_of(b.begin(), b.end() - 1, [](auto x) { return x == 0; });
    return loopback || (b[0] & 0xFEU) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0U) == 0x80);
}

MaybeObjection object_to_address(std::string_view pattern) {
    const auto network = read_network(pattern);
    if (!network)
        return never("it is no address and no network in CIDR notation", "e.g. \"192.0.2.0/24\"");
    // Wider than what one sender is ever given: /16 and, in IPv6, /32.
    const std::size_t widest = network->bytes.size() == 4 ? 16 : 32;
    if (network->prefix < widest) {
        return too_much("a network of /" + std::to_string(network->prefix)
                        + " is not one sender's");
    }
    if (!is_private(*network))
        return std::nullopt;
    return Objection{Severity::warning,
                     "is a private address: it stands in the mail of strangers too",
                     "name the address under which the server is seen from outside"};
}

// --- host names ---

MaybeObjection object_to_characters(std::string_view pattern) {
    if (pattern.find('@') != std::string_view::npos) {
        return never("it is a mail address", "name the server through which that mail leaves");
    }
    const std::size_t colon = pattern.find_last_of(':');
    if (colon != std::string_view::npos && base::to_number(pattern.substr(colon + 1))) {
        return never("a Received field names no port", "leave the port out");
    }
    const bool clean = std::all_of(pattern.begin(), pattern.end(), [](char c) {
        return base::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '*' || c == '?'
               || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!clean)
        return never("a host name does not hold such characters");
    return std::nullopt;
}

// RFC 1035 2.3.4: labels of 1 to 63 bytes, 253 in all.
MaybeObjection object_to_labels(const std::vector<std::string_view>& labels,
                                std::string_view pattern) {
    if (pattern.back() == '.')
        return never("names are compared without a final dot", "leave the dot out");
    for (const std::string_view label : labels) {
        if (label.empty())
            return never("it has an empty label");
        if (label.size() > 63)
            return never("a label has at most 63 characters");
    }
    if (pattern.size() > 253)
        return never("a host name has at most 253 characters");
    return std::nullopt;
}

// The ending that strangers share, when the pattern holds for hosts right below one.
std::string public_ending(const std::vector<std::string_view>& labels, std::string_view suffixes) {
    std::size_t wild = labels.size();
    while (wild > 0 && !is_wild(labels[wild - 1]))
        --wild;
    std::string ending;
    for (std::size_t i = wild; i < labels.size(); ++i)
        ending += (ending.empty() ? "" : ".") + base::to_lower(labels[i]);
    return is_public_suffix(ending, suffixes) ? ending : std::string();
}

MaybeObjection object_to_width(const std::vector<std::string_view>& labels,
                               std::string_view pattern, std::string_view suffixes) {
    if (labels.size() < 2) {
        if (is_wild(pattern))
            return too_much("it holds for hosts of every domain", "e.g. \"*.example.org\"");
        return Objection{Severity::warning, "has no domain: any host may call itself so",
                         "write the whole name, e.g. \"mail.example.org\""};
    }
    const std::string_view domain = labels[labels.size() - 2];
    if (is_wild(labels.back()) || is_wild(domain)) {
        if (!is_wild(labels.back()) && domain.size() > 1 && domain.find_last_of("*?") == 0) {
            const std::string rest =
                std::string(domain.substr(1)) + '.' + std::string(labels.back());
            return too_much("strangers may own a domain that ends so", "\"*." + rest + "\"");
        }
        return too_much("it holds for hosts of strangers", "e.g. \"*.example.org\"");
    }
    const std::string ending = public_ending(labels, suffixes);
    if (!ending.empty())
        return too_much("strangers have names under " + ending);
    return std::nullopt;
}

MaybeObjection object_to_owner(std::string_view pattern) {
    if (!is_shared_service(pattern))
        return std::nullopt;
    return Objection{Severity::warning,
                     "sends for everybody: a forged message that went through it looks like yours",
                     "name only servers that send for you alone, or use a token"};
}

} // namespace

bool looks_like_address(std::string_view pattern) {
    if (pattern.find(':') != std::string_view::npos) {
        return std::all_of(pattern.begin(), pattern.end(), [](char c) {
            return base::is_digit(c) || (base::lower(c) >= 'a' && base::lower(c) <= 'f') || c == ':'
                   || c == '.' || c == '/';
        });
    }
    return std::all_of(pattern.begin(), pattern.end(),
                       [](char c) { return base::is_digit(c) || c == '.' || c == '/'; });
}

std::optional<Objection> object_to_relay(std::string_view pattern, std::string_view suffixes) {
    if (looks_like_address(pattern))
        return object_to_address(pattern);
    if (MaybeObjection found = object_to_characters(pattern))
        return found;
    const std::vector<std::string_view> labels = base::split(pattern, '.');
    if (MaybeObjection found = object_to_labels(labels, pattern))
        return found;
    if (MaybeObjection found = object_to_width(labels, pattern, suffixes))
        return found;
    return object_to_owner(pattern);
}

} // namespace backsift::setup
