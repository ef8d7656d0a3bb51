// How seldom four bytes stand in mail, from the letters alone: which of several literals tells
// most.
#pragma once

#include <cstddef>
#include <string_view>

#include "rules/prefilter.hpp"

namespace backsift::rules {

// A gram of letters that are common in European languages is a poor one.
[[nodiscard]] inline unsigned rarity(std::string_view gram) {
    constexpr std::string_view k_commonest_first = " etaoinsrdlhcumpfgbvwykxjqz";
    unsigned sum = 0;
    for (const char c : gram) {
        const std::size_t rank = k_commonest_first.find(c);
        sum += rank == std::string_view::npos ? 22U : static_cast<unsigned>(rank);
    }
    return sum;
}

// Where it begins.
[[nodiscard]] inline std::size_t rarest_gram(std::string_view literal) {
    std::size_t best = 0;
    for (std::size_t at = 1; at + k_gram_bytes <= literal.size(); ++at) {
        if (rarity(literal.substr(at, k_gram_bytes)) > rarity(literal.substr(best, k_gram_bytes)))
            best = at;
    }
    return best;
}

} // namespace backsift::rules
