#include "setup/relay_pattern.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

using MaybeObjection = std::optional<Objection>;

MaybeObjection never(std::string why, std::string hint = {}) {
    return Objection{Severity::error, "can never match: " + std::move(why), std::move(hint)};
}

MaybeObjection too_much(std::string why, std::string hint = {}) {
    return Objection{Severity::error, "matches too much: " + std::move(why), std::move(hint)};
}

// Domains whose servers send for everybody who has an account or pays. Not complete: the point is
// to catch the names people really write there.
constexpr std::array<std::string_view, 40> k_shared_domains{
    "1and1.com",        "amazonaws.com",   "amazonses.com",
    "aol.com",          "apple.com",       "barracuda.com",
    "brevo.com",        "exacttarget.com", "fastmail.com",
    "gmail.com",        "gmx.com",         "gmx.de",
    "gmx.net",          "google.com",      "googlemail.com",
    "hotmail.com",      "icloud.com",      "kundenserver.de",
    "mailchannels.net", "mailgun.net",     "mailgun.org",
    "mailjet.com",      "mandrillapp.com", "messagelabs.com",
    "mcsv.net",         "mimecast.com",    "mtasv.net",
    "office365.com",    "outlook.com",     "messagingengine.com",
    "pphosted.com",     "protonmail.ch",   "rzone.de",
    "secureserver.net", "sendgrid.net",    "sparkpostmail.com",
    "t-online.de",      "web.de",          "yahoo.com",
    "zoho.com"};

// Endings of two labels under which strangers register names. The common ones.
constexpr std::array<std::string_view, 24> k_public_endings{
    "ac.jp",  "ac.uk",  "co.at",  "co.il",  "co.in",  "co.jp",  "co.kr",  "co.nz",
    "co.uk",  "co.za",  "com.ar", "com.au", "com.br", "com.cn", "com.mx", "com.pl",
    "com.tr", "com.tw", "gov.uk", "ne.jp",  "net.au", "or.jp",  "org.au", "org.uk"};

bool is_wild(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

bool ends_in(std::string_view name, std::string_view domain) {
    return base::iequals(name, domain)
           || (name.size() > domain.size() && base::iends_with(name, domain)
               && name[name.size() - domain.size() - 1] == '.');
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

MaybeObjection object_to_width(const std::vector<std::string_view>& labels,
                               std::string_view pattern) {
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
    const std::string ending = base::to_lower(domain) + '.' + base::to_lower(labels.back());
    const bool is_public = std::find(k_public_endings.begin(), k_public_endings.end(), ending)
                           != k_public_endings.end();
    if (is_public && (labels.size() < 3 || is_wild(labels[labels.size() - 3]))) {
        return too_much("strangers have names under " + ending);
    }
    return std::nullopt;
}

MaybeObjection object_to_owner(std::string_view pattern) {
    const auto* shared =
        std::find_if(k_shared_domains.begin(), k_shared_domains.end(),
                     [&](std::string_view domain) { return ends_in(pattern, domain); });
    if (shared == k_shared_domains.end())
        return std::nullopt;
    return Objection{Severity::warning,
                     "sends for everybody: a forged message that went through it looks like yours",
                     "name only servers that send for you alone, or use a token"};
}

} // namespace

std::optional<Objection> object_to_relay(std::string_view pattern) {
    if (looks_like_address(pattern))
        return object_to_address(pattern);
    if (MaybeObjection found = object_to_characters(pattern))
        return found;
    const std::vector<std::string_view> labels = base::split(pattern, '.');
    if (MaybeObjection found = object_to_labels(labels, pattern))
        return found;
    if (MaybeObjection found = object_to_width(labels, pattern))
        return found;
    return object_to_owner(pattern);
}

} // namespace backsift::setup
