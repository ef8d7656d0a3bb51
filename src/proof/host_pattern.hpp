// Which hosts are ours: names with `*` and `?`, IPv4 and IPv6 addresses in any notation, and CIDR
// networks of both. A wildcard speaks of names only and never reaches into an address.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::proof {

// IPv4 is kept in its IPv4-mapped form (RFC 4291 2.5.5.2), so ::ffff:192.0.2.10 is 192.0.2.10.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};
    bool v4 = false;

    [[nodiscard]] bool operator==(const IpAddress& other) const { return bytes == other.bytes; }
};

// Reads an address as trace fields write it: bare, in brackets, with "IPv6:", with a zone.
[[nodiscard]] std::optional<IpAddress> read_ip(std::string_view written);

// 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(const IpAddress& address);
// Addresses that no stranger can connect from: loopback, link-local, private (RFC 1918, 4193,
// 6598), and 6to4 names of these.
[[nodiscard]] bool is_internal(const IpAddress& address);

// The part of a host name that one owner holds, as far as it can be told without a list: two
// labels, or three below a country's short second level ("example.co.uk"). "" for addresses and for
// names without that many labels.
[[nodiscard]] std::string_view site_of(std::string_view host);
// The same host, or two hosts of one site. Empty names fit nothing. ASCII case-insensitive.
[[nodiscard]] bool same_site(std::string_view a, std::string_view b);

class HostPatterns {
  public:
    // Patterns that can never match (see `complaint`) are left out.
    explicit HostPatterns(const std::vector<std::string>& written);

    [[nodiscard]] bool empty() const { return globs_.empty() && networks_.empty(); }
    // Is this host name ours? An address is no host name, whatever the wildcard.
    [[nodiscard]] bool has_name(std::string_view host) const;
    // Is this address one of ours?
    [[nodiscard]] bool has_address(std::string_view address) const;
    [[nodiscard]] bool has(std::string_view host) const {
        return has_name(host) || has_address(host);
    }
    // Do we know any address of this address's family, so that it not being ours means something?
    [[nodiscard]] bool knows_family_of(std::string_view address) const;
    // Is this a host of the same site as one of our names, though not listed?
    [[nodiscard]] bool is_near(std::string_view host) const;

  private:
    struct Network {
        IpAddress address;
        unsigned bits = 128; // of the mapped form
    };
    [[nodiscard]] static std::optional<Network> read_network(std::string_view written);

    std::vector<std::string> globs_;
    std::vector<Network> networks_;

    friend std::string complaint(std::string_view written);
};

// Why this pattern can never match, or matches too much, in one sentence for `check`; "" when it is
// fine.
[[nodiscard]] std::string complaint(std::string_view written);

} // namespace backsift::proof
