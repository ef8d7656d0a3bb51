// The arithmetic behind DKIM: SHA-256, RSA (RFC 8017, PKCS#1 v1.5) and Ed25519 (RFC 8032), of
// public keys and signatures; and BATV's HMAC-SHA1, the only thing here that is given a secret.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace backsift::proof {

enum class DkimAlgorithm : std::uint8_t { rsa_sha256, ed25519_sha256 };

struct DkimPublicKey {
    DkimAlgorithm algorithm = DkimAlgorithm::rsa_sha256;
    std::string modulus;  // RSA: big-endian, without leading zeros
    std::string exponent; // RSA: likewise
    std::string point;    // Ed25519: 32 bytes
};

// RFC 8301 3.2: verifiers must not take RSA keys below 1024 bits. Nobody publishes more than 8192.
inline constexpr std::size_t k_least_modulus_bytes = 128;
inline constexpr std::size_t k_most_modulus_bytes = 1024;
inline constexpr std::size_t k_most_exponent_bytes = 8;

using Sha256 = std::array<std::uint8_t, 32>;
[[nodiscard]] Sha256 sha256(std::string_view text);

// Is this the key's signature of that hash? Ed25519 signs the hash as its message (RFC 8463 3).
// False for a key or signature of impossible size. RSA with 2048 bits takes some 50 us.
[[nodiscard]] bool is_signature(const DkimPublicKey& key, const Sha256& hash,
                                std::string_view signature);

// RFC 2104, 20 bytes. Only for what others have settled on; our own marks use Secret::mac.
[[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view text);

} // namespace backsift::proof
