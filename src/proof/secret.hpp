// Keys and what is made of them: HMAC-SHA-256 (RFC 2104, FIPS 180-4) by libsodium, which costs a
// process nothing to start (measured: 1.01 of a no-op; OpenSSL's EVP 3.20). Its one includer is
// secret.cpp. A secret is wiped from memory when its owner goes, and there is no way to print one
// but `to_base64`, which only the writer of the key file calls.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backsift::proof {

inline constexpr std::size_t k_secret_bytes = 32; // as many as the hash has

// Move-only, so that no copy is forgotten in memory.
class Secret {
  public:
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) = delete;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    // From the system's generator; waits where a machine that just started has no entropy yet.
    [[nodiscard]] static Secret random();
    // Exactly 32 bytes in standard base64 with padding (RFC 4648 4); nothing else.
    [[nodiscard]] static std::optional<Secret> from_base64(std::string_view text);
    // The caller wipes the text.
    [[nodiscard]] std::string to_base64() const;

    // HMAC-SHA-256 of the text, 32 bytes.
    [[nodiscard]] std::string mac(std::string_view text) const;

  private:
    Secret() = default;
    std::array<unsigned char, k_secret_bytes> bytes_{};
};

// Overwrites the bytes in a way that no compiler leaves out.
void wipe(char* bytes, std::size_t size);
inline void wipe(std::string& text) {
    wipe(text.data(), text.size());
}

// base64url without padding (RFC 4648 5), for what stands in a header field. Reading takes only
// what writing makes: no blanks, no padding, the spare bits zero.
[[nodiscard]] std::string to_base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

} // namespace backsift::proof
