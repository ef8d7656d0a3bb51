#include "proof/envelope_id.hpp"

#include "base/text.hpp"
#include "proof/envelope_tag.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_mac_bytes = 16;
constexpr std::size_t k_mac_length = 26;
constexpr std::size_t k_nonce_length = 20;
constexpr std::size_t k_longest = 100;
constexpr std::size_t k_longest_day = 6;

std::string mac_for(const TokenKey& key, Day day, std::string_view nonce,
                    std::string_view identity) {
    const std::string written = std::to_string(day);
    const std::string address = base::to_lower(identity);
    return to_base32(
        mac_of(key, "envelope id", {key.id, written, nonce, address}).substr(0, k_mac_bytes));
}

} // namespace

std::optional<Token> read_envelope_id(std::string_view text) {
    if (text.size() > k_longest) {
        return std::nullopt;
    }
    const std::string lower = base::to_lower(text);
    const auto pieces = base::split(lower, '.');
    if (pieces.size() != 5 || pieces[0] != "bs1" || !is_key_id(pieces[1])
        || pieces[2].size() > k_longest_day || (pieces[2].size() > 1 && pieces[2].front() == '0')
        || !is_base32(pieces[3], k_nonce_length) || !is_base32(pieces[4], k_mac_length)) {
        return std::nullopt;
    }
    const auto day = base::to_number(pieces[2]);
    if (!day) {
        return std::nullopt;
    }
    return Token{std::string(pieces[1]), static_cast<Day>(*day), std::string(pieces[3]),
                 std::string(pieces[4])};
}

std::string write_envelope_id(const TokenKey& key, Day day, std::string_view nonce,
                              std::string_view identity) {
    const std::string n = to_base32(nonce);
    return "bs1." + key.id + '.' + std::to_string(day) + '.' + n + '.'
           + mac_for(key, day, n, identity);
}

bool fits_envelope_id(const Token& id, const TokenKey& key, std::string_view identity) {
    return id.key_id == key.id
           && base::equal_in_constant_time(id.mac, mac_for(key, id.day, id.nonce, identity));
}

} // namespace backsift::proof
