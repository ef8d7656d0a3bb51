// An ENVID of ours (RFC 3461 4.4), which mail systems that know delivery status give back as
// Original-Envelope-Id:
//
//   bs1.7f3a9c.20778.<96 random bits>.<128 bits of HMAC-SHA-256>
//
// in base32, so that it is its own xtext and survives a change of case; 64 bytes of the 100 that
// RFC 3461 4.4 allows. Recipients do not see it, only the mail systems on the way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proof/token_format.hpp"

namespace backsift::proof {

// Reads what `write_envelope_id` makes, and nothing else; the nonce and MAC as written, lower case.
[[nodiscard]] std::optional<Token> read_envelope_id(std::string_view text);

// `nonce` has k_nonce_bytes bytes.
[[nodiscard]] std::string write_envelope_id(const TokenKey& key, Day day, std::string_view nonce,
                                            std::string_view identity);

// Was it made with this key for this identity? Compared in constant time.
[[nodiscard]] bool fits_envelope_id(const Token& id, const TokenKey& key,
                                    std::string_view identity);

} // namespace backsift::proof
