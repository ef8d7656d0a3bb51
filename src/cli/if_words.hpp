// The words of `classify --if`: kinds, verdicts, places, and the names of procmail's two macros.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace backsift::cli {

// Facts that recipes which move over from procmail ask for.
inline constexpr std::array<std::string_view, 2> k_fact_words{"from-daemon", "from-mailer"};

// All of them, each once.
[[nodiscard]] std::vector<std::string_view> if_words();

} // namespace backsift::cli
