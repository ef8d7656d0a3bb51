// What a message can be. The words are an interface (JSON, --if, config keys): see
// backsift-json(5).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace backsift::rules {

enum class Kind : std::uint8_t {
    ordinary,
    bounce,
    delay,
    success,
    autoreply,
    challenge,
    confirmation,
    moderation,
    scanner_notice,
    receipt,
    complaint
};

inline constexpr std::size_t k_kinds = 11;
inline constexpr std::array<std::string_view, k_kinds> k_kind_words{
    "ordinary",     "bounce",     "delay",          "success", "autoreply", "challenge",
    "confirmation", "moderation", "scanner-notice", "receipt", "complaint"};

[[nodiscard]] constexpr std::string_view word(Kind kind) {
    return k_kind_words[static_cast<std::size_t>(kind)];
}

[[nodiscard]] constexpr std::optional<Kind> kind_from_word(std::string_view text) {
    for (std::size_t i = 0; i < k_kinds; ++i) {
        if (k_kind_words[i] == text)
            return static_cast<Kind>(i);
    }
    return std::nullopt;
}

// Complaints, DMARC and TLS reports are automatic too, but nobody's backscatter.
[[nodiscard]] constexpr bool is_automatic_reply(Kind kind) {
    return kind != Kind::ordinary && kind != Kind::complaint;
}

} // namespace backsift::rules
