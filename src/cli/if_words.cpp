#include "cli/if_words.hpp"

#include <algorithm>

#include "rules/kind.hpp"
#include "verdict/verdict.hpp"

namespace backsift::cli {

std::vector<std::string_view> if_words() {
    std::vector<std::string_view> words;
    const auto add = [&words](const auto& more) {
        for (const std::string_view word : more) {
            if (std::find(words.begin(), words.end(), word) == words.end())
                words.push_back(word);
        }
    };
    add(verdict::k_verdict_words);
    add(rules::k_kind_words);
    add(verdict::k_place_words);
    add(k_fact_words);
    return words;
}

} // namespace backsift::cli
