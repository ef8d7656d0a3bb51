// The only file that includes nettle. Why nettle and not OpenSSL: a static binary with libcrypto
// starts in 1.20 of a no-op's time although nothing of it is called (it asks the processor for its
// features before main, and grows by 4.2 MB); with nettle and GMP in 1.04, and by 0.3 MB (measured
// 2026-11). Nobody who has no DKIM key should pay for those who do.
#include "proof/dkim_crypto.hpp"

#include <nettle/eddsa.h>
#include <nettle/hmac.h>
#include <nettle/rsa.h>
#include <nettle/sha2.h>

namespace backsift::proof {
namespace {

const std::uint8_t* bytes(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

// Owns GMP's numbers.
class Number {
  public:
    explicit Number(std::string_view big_endian) {
        nettle_mpz_init_set_str_256_u(value_, big_endian.size(), bytes(big_endian));
    }
    Number(const Number&) = delete;
    Number& operator=(const Number&) = delete;
    ~Number() { mpz_clear(value_); }

    [[nodiscard]] mpz_srcptr get() const { return value_; }

  private:
    mpz_t value_{};
};

class RsaKey {
  public:
    RsaKey(const Number& modulus, const Number& exponent) {
        nettle_rsa_public_key_init(&key_);
        mpz_set(key_.n, modulus.get());
        mpz_set(key_.e, exponent.get());
        usable_ = nettle_rsa_public_key_prepare(&key_) == 1;
    }
    RsaKey(const RsaKey&) = delete;
    RsaKey& operator=(const RsaKey&) = delete;
    ~RsaKey() { nettle_rsa_public_key_clear(&key_); }

    // Builds the padded hash and compares the whole of it (RFC 8017 8.2.2), so that no lax reading
    // of the padding lets a forged one through.
    [[nodiscard]] bool verifies(const Sha256& hash, const Number& signature) const {
        return usable_ && nettle_rsa_sha256_verify_digest(&key_, hash.data(), signature.get()) == 1;
    }

  private:
    rsa_public_key key_{};
    bool usable_ = false;
};

bool is_rsa_signature(const DkimPublicKey& key, const Sha256& hash, std::string_view signature) {
    const std::size_t size = key.modulus.size();
    if (size < k_least_modulus_bytes || size > k_most_modulus_bytes || signature.size() != size
        || key.exponent.empty() || key.exponent.size() > k_most_exponent_bytes) {
        return false;
    }
    // Montgomery's method needs an odd modulus.
    if ((static_cast<unsigned char>(key.modulus.back()) & 1U) == 0) {
        return false;
    }
    return RsaKey(Number(key.modulus), Number(key.exponent)).verifies(hash, Number(signature));
}

} // namespace

Sha256 sha256(std::string_view text) {
    Sha256 hash{};
    sha256_ctx context{};
    nettle_sha256_init(&context);
    nettle_sha256_update(&context, text.size(), bytes(text));
    nettle_sha256_digest(&context, hash.size(), hash.data());
    return hash;
}

bool is_signature(const DkimPublicKey& key, const Sha256& hash, std::string_view signature) {
    if (key.algorithm == DkimAlgorithm::rsa_sha256) {
        return is_rsa_signature(key, hash, signature);
    }
    return key.point.size() == ED25519_KEY_SIZE && signature.size() == ED25519_SIGNATURE_SIZE
           && nettle_ed25519_sha512_verify(bytes(key.point), hash.size(), hash.data(),
                                           bytes(signature))
                  == 1;
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
    hmac_sha1_ctx context{};
    std::array<std::uint8_t, SHA1_DIGEST_SIZE> out{};
    nettle_hmac_sha1_set_key(&context, key.size(), bytes(key));
    nettle_hmac_sha1_update(&context, text.size(), bytes(text));
    nettle_hmac_sha1_digest(&context, out.size(), out.data());
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

} // namespace backsift::proof
