// The token that differs in each message, as it stands in a header field:
//
//   X-Your-Special-Header: v1; k=7f3a9c; t=20778; n=0XqbZ5m3T1uSg8Yk; m=6kQ1u0Hn2mJ8fL5xW9cVzA
//
// k names the key, t is the day (days since 1970, UTC), n are 96 random bits, m the first 128 bits
// of HMAC-SHA-256 over all of these, the field's name and the sender's address. Neither Message-ID
// nor Date are in it: Amazon SES and Outlook.com replace the one, gateways rewrite the other. One
// day is the grain, so that the field tells nobody when the mail was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proof/secret.hpp"

namespace backsift::proof {

using Day = std::int64_t; // since 1970 UTC
inline constexpr std::int64_t k_day_seconds = 86'400;

// A key under the name that stands in the field.
struct TokenKey {
    std::string id;
    Secret secret;
};
// One to 16 lower-case letters and digits.
[[nodiscard]] bool is_key_id(std::string_view id);

struct Token {
    std::string key_id;
    Day day = 0;
    std::string nonce; // as written
    std::string mac;   // as written
};

inline constexpr std::size_t k_nonce_bytes = 12;
// A header bears one token, two where a mail was sent on; what stands behind so many is somebody's
// game and is not read.
inline constexpr std::size_t k_most_tokens = 8;

// Reads an unfolded value. Nothing where it is not in every detail what `write_token` makes: a
// token that was cut, broken by a bad fold or put together from two says nothing.
[[nodiscard]] std::optional<Token> read_token(std::string_view value);

// The field's value. `identity` is the address the mail is from; its case and that of the header's
// name do not matter. `nonce` has k_nonce_bytes bytes.
[[nodiscard]] std::string write_token(const TokenKey& key, std::string_view header, Day day,
                                      std::string_view nonce, std::string_view identity);

// Was it made with this key for this header and identity? Compared in constant time.
[[nodiscard]] bool fits(const Token& token, const TokenKey& key, std::string_view header,
                        std::string_view identity);

} // namespace backsift::proof
