#include "proof/secret.hpp"

#include <stdexcept>
#include <utility>

#include <sodium.h>

namespace backsift::proof {
namespace {

static_assert(crypto_auth_hmacsha256_KEYBYTES == k_secret_bytes);

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_text(const unsigned char* bytes, std::size_t size, int variant) {
    std::string out(sodium_base64_encoded_len(size, variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes, size, variant);
    out.pop_back(); // the NUL that it ends with
    return out;
}

// How many bytes were read into `out`; nothing where the text is not base64 to its end, or too
// long.
std::optional<std::size_t> read_text(std::string_view text, unsigned char* out, std::size_t most,
                                     int variant) {
    std::size_t size = 0;
    const char* end = nullptr;
    const int failed =
        sodium_base642bin(out, most, text.data(), text.size(), nullptr, &size, &end, variant);
    if (failed != 0 || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return size;
}

} // namespace

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
    sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

Secret::~Secret() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

Secret Secret::random() {
    // Only here: the hash needs no preparation, and this opens the generator.
    if (sodium_init() < 0) {
        throw std::runtime_error("libsodium cannot be started");
    }
    Secret secret;
    randombytes_buf(secret.bytes_.data(), secret.bytes_.size());
    return secret;
}

std::optional<Secret> Secret::from_base64(std::string_view text) {
    Secret secret;
    const auto size =
        read_text(text, secret.bytes_.data(), secret.bytes_.size(), sodium_base64_VARIANT_ORIGINAL);
    if (!size || *size != k_secret_bytes) {
        return std::nullopt;
    }
    return secret;
}

std::string Secret::to_base64() const {
    return to_text(bytes_.data(), bytes_.size(), sodium_base64_VARIANT_ORIGINAL);
}

std::string Secret::mac(std::string_view text) const {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> out{};
    crypto_auth_hmacsha256(out.data(), octets(text), text.size(), bytes_.data());
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

void wipe(char* bytes, std::size_t size) {
    sodium_memzero(bytes, size);
}

std::string to_base64url(std::string_view bytes) {
    return to_text(octets(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out(text.size() / 4 * 3 + 3, '\0');
    const auto size = read_text(text, reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (!size) {
        return std::nullopt;
    }
    out.resize(*size);
    return out;
}

} // namespace backsift::proof
