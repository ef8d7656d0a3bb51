// Text on its way into a config: what a stranger may have written becomes one line that says no
// more than it said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "setup/found.hpp"

namespace backsift::setup {

inline constexpr std::size_t k_longest_value = 400; // bytes; what is longer is cut

// A basic string of TOML 1.0 with its quotes, on one line, without control characters or the
// characters that make a terminal show something else (base::clean).
[[nodiscard]] std::string toml_string(std::string_view text);

// "[]", "["a"]", or one element to a line, each with its reason behind it.
[[nodiscard]] std::string toml_list(const std::vector<Clue>& clues);

// Comment lines of bounded width; "" for no text.
[[nodiscard]] std::string comment(std::string_view text);

} // namespace backsift::setup
