#include "proof/host_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>

#include "base/text.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_longest_address = 45; // INET6_ADDRSTRLEN without its NUL

std::string_view without_brackets(std::string_view text) {
    text = base::trim(text);
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
        text = text.substr(1, text.size() - 2);
    }
    if (base::istarts_with(text, "IPv6:")) {
        text.remove_prefix(5);
    }
    return text.substr(0, text.find('%'));
}

std::string_view without_dot(std::string_view host) {
    host = base::trim(host);
    if (!host.empty() && host.back() == '.') {
        host.remove_suffix(1);
    }
    return host;
}

bool is_host_text(std::string_view text, std::string_view also) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [also](char c) {
        return base::is_alnum(c) || c == '-' || c == '_' || c == '.'
               || static_cast<unsigned char>(c) > 127 || also.find(c) != std::string_view::npos;
    });
}

// "192.0.2.*": somebody means a network and writes a name.
bool is_numeric_glob(std::string_view text) {
    return std::none_of(text.begin(), text.end(), base::is_alpha);
}

bool same_bits(const IpAddress& a, const IpAddress& b, unsigned bits) {
    const std::size_t whole = bits / 8;
    if (!std::equal(a.bytes.begin(), a.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                    b.bytes.begin())) {
        return false;
    }
    const unsigned rest = bits % 8;
    return rest == 0 || (a.bytes[whole] >> (8U - rest)) == (b.bytes[whole] >> (8U - rest));
}

bool in_v4(const IpAddress& address, std::array<std::uint8_t, 4> network, unsigned bits) {
    IpAddress wanted = address;
    std::copy(network.begin(), network.end(), wanted.bytes.begin() + 12);
    return address.v4 && same_bits(address, wanted, 96 + bits);
}

bool is_internal_v4(const IpAddress& a) {
    return in_v4(a, {127, 0, 0, 0}, 8) || in_v4(a, {10, 0, 0, 0}, 8)
           || in_v4(a, {172, 16, 0, 0}, 12) || in_v4(a, {192, 168, 0, 0}, 16)
           || in_v4(a, {169, 254, 0, 0}, 16) || in_v4(a, {100, 64, 0, 0}, 10);
}

IpAddress from_v4(const std::uint8_t* four) {
    IpAddress address;
    address.v4 = true;
    address.bytes[10] = address.bytes[11] = 0xff;
    std::copy(four, four + 4, address.bytes.begin() + 12);
    return address;
}

bool is_mapped(const IpAddress& address) {
    constexpr std::array<std::uint8_t, 12> k_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(k_mapped.begin(), k_mapped.end(), address.bytes.begin());
}

} // namespace

std::optional<IpAddress> read_ip(std::string_view written) {
    written = without_brackets(written);
    if (written.empty() || written.size() > k_longest_address
        || written.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    const std::string text(written);
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        return from_v4(four.data());
    }
    IpAddress address;
    if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) != 1) {
        return std::nullopt;
    }
    address.v4 = is_mapped(address);
    return address;
}

bool is_loopback(const IpAddress& address) {
    constexpr std::array<std::uint8_t, 16> k_one{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return address.bytes == k_one || in_v4(address, {127, 0, 0, 0}, 8);
}

bool is_internal(const IpAddress& address) {
    if (address.v4) {
        return is_internal_v4(address);
    }
    const auto& b = address.bytes;
    if (b[0] == 0x20 && b[1] == 0x02) { // 6to4 (RFC 3056); large sites name their inner hosts so
        return is_internal_v4(from_v4(b.data() + 2));
    }
    const bool unique_local = (b[0] & 0xfeU) == 0xfc;
    const bool link_local = b[0] == 0xfe && (b[1] & 0xc0U) == 0x80;
    return unique_local || link_local || is_loopback(address);
}

std::string_view site_of(std::string_view host) {
    host = without_dot(host);
    if (!is_host_text(host, "") || read_ip(host)) {
        return {};
    }
    const std::size_t last = host.rfind('.');
    if (last == std::string_view::npos || last == 0) {
        return {};
    }
    const std::size_t second = host.rfind('.', last - 1);
    const std::size_t begin = second == std::string_view::npos ? 0 : second + 1;
    const bool country = host.size() - last - 1 == 2;
    if (!country || last - begin > 3) {
        return host.substr(begin);
    }
    if (begin < 2) { // "co.uk" itself, or "abc.de": a name of its own, no site around it
        return begin == 0 ? host : std::string_view{};
    }
    const std::size_t third = host.rfind('.', begin - 2);
    return host.substr(third == std::string_view::npos ? 0 : third + 1);
}

bool same_site(std::string_view a, std::string_view b) {
    a = without_dot(a);
    b = without_dot(b);
    if (a.empty() || b.empty()) {
        return false;
    }
    if (base::iequals(a, b)) {
        return true;
    }
    const std::string_view site = site_of(a);
    return !site.empty() && base::iequals(site, site_of(b));
}

HostPatterns::HostPatterns(const std::vector<std::string>& written) {
    for (const std::string& pattern : written) {
        if (const auto network = read_network(pattern)) {
            networks_.push_back(*network);
        } else if (const std::string_view glob = without_dot(pattern);
                   is_host_text(glob, "*?") && !is_numeric_glob(glob)) {
            globs_.emplace_back(glob);
        }
    }
}

std::optional<HostPatterns::Network> HostPatterns::read_network(std::string_view written) {
    const std::size_t slash = written.find('/');
    const auto address = read_ip(written.substr(0, slash));
    if (!address) {
        return std::nullopt;
    }
    if (slash == std::string_view::npos) {
        return Network{*address, 128};
    }
    const auto bits = base::to_number(base::trim(written.substr(slash + 1)));
    // 192.0.2.0/24 counts its bits from the IPv4 address, ::ffff:192.0.2.0/120 from the mapped one.
    const bool dotted = address->v4 && written.substr(0, slash).find(':') == std::string_view::npos;
    const unsigned before = dotted ? 96 : 0;
    if (!bits || *bits > 128 - before || (address->v4 && before + *bits < 96)) {
        return std::nullopt;
    }
    return Network{*address, before + static_cast<unsigned>(*bits)};
}

bool HostPatterns::has_name(std::string_view host) const {
    host = without_dot(host);
    if (!is_host_text(host, "") || read_ip(host)) {
        return false;
    }
    return std::any_of(globs_.begin(), globs_.end(),
                       [host](const std::string& glob) { return base::glob_matches(glob, host); });
}

bool HostPatterns::has_address(std::string_view address) const {
    const auto read = read_ip(address);
    return read && std::any_of(networks_.begin(), networks_.end(), [&read](const Network& network) {
               return network.address.v4 == read->v4
                      && same_bits(network.address, *read, network.bits);
           });
}

bool HostPatterns::knows_family_of(std::string_view address) const {
    const auto read = read_ip(address);
    return read && std::any_of(networks_.begin(), networks_.end(), [&read](const Network& network) {
               return network.address.v4 == read->v4;
           });
}

bool HostPatterns::is_near(std::string_view host) const {
    return std::any_of(globs_.begin(), globs_.end(), [host](std::string_view glob) {
        const std::size_t star = glob.find_last_of("*?");
        const std::size_t dot = star == std::string_view::npos ? 0 : glob.find('.', star);
        return dot != std::string_view::npos
               && same_site(glob.substr(star == std::string_view::npos ? 0 : dot + 1), host);
    });
}

std::string complaint(std::string_view written) {
    const std::string shown = '"' + base::clean(written, 80) + '"';
    if (HostPatterns::read_network(written)) {
        return {};
    }
    if (written.find('/') != std::string_view::npos) {
        return shown + " is no network: write an address, a slash and the number of bits";
    }
    const std::string_view glob = without_dot(written);
    if (!is_host_text(glob, "*?")) {
        return shown + " is neither a host name nor an address";
    }
    if (is_numeric_glob(glob) && glob.find_first_not_of("*?.") != std::string_view::npos) {
        return shown + " matches nothing: write a network of addresses as 192.0.2.0/24";
    }
    if (glob.find_first_not_of("*?.") == std::string_view::npos) {
        return shown + " would call every host yours";
    }
    return {};
}

} // namespace backsift::proof
