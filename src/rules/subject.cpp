#include "rules/subject.hpp"

#include <array>

namespace backsift::rules {

namespace {

constexpr std::array<std::string_view, k_facts> k_words{
    "null-reverse-path",        "returned-message",   "returned-part", "delivery-status",
    "disposition-notification", "multipart-report",   "header-only",   "addressed-to-sender",
    "returned-to-author",       "resent-by-addressee"};

} // namespace

std::string_view word(Fact fact) {
    return k_words[static_cast<std::size_t>(fact)];
}

std::optional<Fact> fact_from_word(std::string_view text) {
    for (std::size_t i = 0; i < k_words.size(); ++i) {
        if (k_words[i] == text)
            return static_cast<Fact>(i);
    }
    return std::nullopt;
}

} // namespace backsift::rules
