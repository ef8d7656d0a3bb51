#include "proof/token_format.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_longest_id = 16;
constexpr std::size_t k_mac_bytes = 16;
constexpr std::size_t k_longest_day = 6; // until the year 4707

// Each piece on a line of its own: none can hold a line end, but the last, which nothing follows.
std::string mac_of(const TokenKey& key, std::string_view header, std::string_view day,
                   std::string_view nonce, std::string_view identity) {
    std::string text = "backsift token v1\n";
    for (const std::string& piece : {base::to_lower(header), key.id, std::string(day),
                                     std::string(nonce), base::to_lower(identity)}) {
        text.append(piece) += '\n';
    }
    return to_base64url(key.secret.mac(text).substr(0, k_mac_bytes));
}

// What follows "; x=" up to the next semicolon; the rest of the text moves on.
std::optional<std::string_view> take(std::string_view& rest, std::string_view name) {
    if (!rest.starts_with(name)) {
        return std::nullopt;
    }
    rest.remove_prefix(name.size());
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view value = rest.substr(0, end);
    rest.remove_prefix(end);
    return value;
}

std::optional<Day> read_day(std::string_view text) {
    if (text.size() > k_longest_day || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    const auto number = base::to_number(text);
    return number ? std::optional<Day>(static_cast<Day>(*number)) : std::nullopt;
}

bool holds(std::string_view text, std::size_t bytes) {
    const auto read = from_base64url(text);
    return read && read->size() == bytes;
}

} // namespace

bool is_key_id(std::string_view id) {
    return !id.empty() && id.size() <= k_longest_id
           && std::all_of(id.begin(), id.end(),
                          [](char c) { return base::is_digit(c) || (c >= 'a' && c <= 'z'); });
}

std::optional<Token> read_token(std::string_view value) {
    constexpr std::string_view k_version = "v1";
    if (!value.starts_with(k_version)) {
        return std::nullopt;
    }
    value.remove_prefix(k_version.size());
    const auto id = take(value, "; k=");
    const auto day = id ? take(value, "; t=") : std::nullopt;
    const auto nonce = day ? take(value, "; n=") : std::nullopt;
    const auto mac = nonce ? take(value, "; m=") : std::nullopt;
    if (!mac || !value.empty() || !is_key_id(*id) || !holds(*nonce, k_nonce_bytes)
        || !holds(*mac, k_mac_bytes)) {
        return std::nullopt;
    }
    const auto number = read_day(*day);
    if (!number) {
        return std::nullopt;
    }
    return Token{std::string(*id), *number, std::string(*nonce), std::string(*mac)};
}

std::string write_token(const TokenKey& key, std::string_view header, Day day,
                        std::string_view nonce, std::string_view identity) {
    const std::string t = std::to_string(day);
    const std::string n = to_base64url(nonce);
    return "v1; k=" + key.id + "; t=" + t + "; n=" + n
           + "; m=" + mac_of(key, header, t, n, identity);
}

bool fits(const Token& token, const TokenKey& key, std::string_view header,
          std::string_view identity) {
    return token.key_id == key.id
           && base::equal_in_constant_time(
               token.mac, mac_of(key, header, std::to_string(token.day), token.nonce, identity));
}

} // namespace backsift::proof
