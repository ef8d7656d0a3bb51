#include "proof/envelope_tag.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "proof/dkim_crypto.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_none = std::string_view::npos;
constexpr std::size_t k_longest_local = 64;
constexpr std::size_t k_longest_address = 320;
constexpr std::size_t k_longest_day = 6;
constexpr std::size_t k_plus_mac_bytes = 10;
constexpr std::size_t k_plus_mac_length = 16;
constexpr std::string_view k_plus = "bs1.";
constexpr std::string_view k_prvs = "prvs=";
constexpr std::size_t k_batv_length = 10; // K DDD SSSSSS

std::string_view local_of(std::string_view address) {
    return address.substr(0, address.rfind('@'));
}
std::string_view domain_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == k_none ? std::string_view() : address.substr(at);
}

std::optional<Day> read_day(std::string_view text) {
    if (text.size() > k_longest_day || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    const auto number = base::to_number(text);
    return number ? std::optional<Day>(static_cast<Day>(*number)) : std::nullopt;
}

// "7f3a9c.20778.mzxw6ytboi4tgmrt"
std::optional<EnvelopeTag> read_plus(std::string_view text) {
    const auto pieces = base::split(text, '.');
    if (pieces.size() != 3 || !is_key_id(pieces[0]) || !is_base32(pieces[2], k_plus_mac_length)) {
        return std::nullopt;
    }
    const auto day = read_day(pieces[1]);
    if (!day) {
        return std::nullopt;
    }
    return EnvelopeTag{TagForm::plus, {}, std::string(pieces[0]), 0, *day, std::string(pieces[2])};
}

// "0785a1b2c3"
std::optional<EnvelopeTag> read_batv(std::string_view text) {
    const auto is_hex = [](char c) { return base::is_digit(c) || (c >= 'a' && c <= 'f'); };
    if (text.size() != k_batv_length || !std::all_of(text.begin(), text.end(), is_hex)) {
        return std::nullopt;
    }
    const auto day = base::to_number(text.substr(1, 3));
    if (!base::is_digit(text[0]) || !day) {
        return std::nullopt;
    }
    return EnvelopeTag{
        TagForm::batv, {}, {}, text[0] - '0', static_cast<Day>(*day), std::string(text.substr(4))};
}

// The tag behind a delimiter, or as the whole text: what stands before it, with the domain, is the
// address.
std::optional<EnvelopeTag> read_behind_delimiter(std::string_view address) {
    constexpr std::string_view k_delimiters = "+-=";
    const std::string_view local = local_of(address);
    const std::size_t at = local.rfind(k_plus);
    if (at == k_none || (at > 0 && k_delimiters.find(local[at - 1]) == k_none)) {
        return std::nullopt;
    }
    auto tag = read_plus(local.substr(at + k_plus.size()));
    if (tag && at > 1) {
        tag->address = std::string(local.substr(0, at - 1)) + std::string(domain_of(address));
    }
    return tag;
}

// "prvs=0785a1b2c3=ann@example.org"
std::optional<EnvelopeTag> read_prvs(std::string_view address) {
    if (!address.starts_with(k_prvs)) {
        return std::nullopt;
    }
    const std::string_view rest = address.substr(k_prvs.size());
    if (rest.size() <= k_batv_length + 1 || rest[k_batv_length] != '=') {
        return std::nullopt;
    }
    auto tag = read_batv(rest.substr(0, k_batv_length));
    if (tag) {
        tag->address = std::string(rest.substr(k_batv_length + 1));
    }
    return tag;
}

std::string plus_mac(const TokenKey& key, Day day, std::string_view address) {
    const std::string written = std::to_string(day);
    return to_base32(
        mac_of(key, "envelope tag", {key.id, written, address}).substr(0, k_plus_mac_bytes));
}

// A key of its own, so that no 24 bits of a weaker hash are ever made with the token's.
std::string batv_text(const TokenKey& key, std::size_t number, Day ends, std::string_view address) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text = std::to_string(number % 10);
    const std::string day = std::to_string(1000 + ends % k_batv_days);
    text += day.substr(1);
    std::string secret = mac_of(key, "batv key", {});
    const std::string hash = hmac_sha1(secret, text + std::string(address));
    wipe(secret);
    for (const char c : hash.substr(0, 3)) {
        const auto byte = static_cast<unsigned char>(c);
        text += k_digits[byte >> 4U];
        text += k_digits[byte & 15U];
    }
    return text;
}

bool is_plain(std::string_view address) {
    const std::string_view local = local_of(address);
    return !local.empty() && domain_of(address).size() > 1 && address.size() <= k_longest_address
           && std::all_of(address.begin(), address.end(), [](char c) {
                  return c > ' ' && c < 127 && std::string_view("\"()<>[]:;\\,").find(c) == k_none;
              });
}

std::optional<std::string> if_short(std::string address) {
    const bool arrives =
        local_of(address).size() <= k_longest_local && address.size() <= k_longest_address;
    return arrives ? std::optional(std::move(address)) : std::nullopt;
}

} // namespace

std::optional<EnvelopeTag> read_envelope_tag(std::string_view address) {
    if (address.size() > k_longest_address) {
        return std::nullopt;
    }
    const std::string text = base::to_lower(address);
    if (auto tag = read_prvs(text)) {
        return tag;
    }
    return read_behind_delimiter(text);
}

std::optional<std::string> write_plus_tag(const TokenKey& key, Day day, std::string_view address,
                                          char delimiter) {
    if (!is_plain(address)) {
        return std::nullopt;
    }
    std::string out(local_of(address));
    out.append(1, delimiter).append(k_plus).append(key.id).append(".").append(std::to_string(day));
    out.append(".").append(plus_mac(key, day, base::to_lower(address)));
    return if_short(out.append(domain_of(address)));
}

std::optional<std::string> write_batv_tag(const TokenKey& key, std::size_t number, Day day,
                                          std::string_view address) {
    if (!is_plain(address)) {
        return std::nullopt;
    }
    std::string out(k_prvs);
    out.append(batv_text(key, number, day + k_batv_lifetime, base::to_lower(address)));
    return if_short(out.append("=").append(address));
}

bool fits(const EnvelopeTag& tag, const TokenKey& key, std::size_t number,
          std::string_view identity) {
    const std::string address = base::to_lower(identity);
    if (tag.form == TagForm::plus) {
        return tag.key_id == key.id
               && base::equal_in_constant_time(tag.mac, plus_mac(key, tag.day, address));
    }
    return static_cast<std::size_t>(tag.key_number) == number % 10
           && base::equal_in_constant_time(
               tag.mac, std::string_view(batv_text(key, number, tag.day, address)).substr(4));
}

bool is_base32(std::string_view text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
           });
}

std::string to_base32(std::string_view bytes) {
    constexpr std::string_view k_letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string out;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) {
            out += k_letters[held >> (bits - 5) & 31U];
        }
        held &= (1U << bits) - 1;
    }
    if (bits > 0) {
        out += k_letters[held << (5 - bits) & 31U];
    }
    return out;
}

std::string mac_of(const TokenKey& key, std::string_view kind,
                   std::initializer_list<std::string_view> pieces) {
    std::string text = "backsift " + std::string(kind) + " v1\n";
    for (const std::string_view piece : pieces) {
        text.append(piece) += '\n';
    }
    return key.secret.mac(text);
}

} // namespace backsift::proof
