// Where in a TOML text a byte of a string's value stands.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace backsift::rules {

// `place`: the string's opening quote. `offset`: bytes into its value. Knows literal and basic
// strings, escapes, and the first line end of a long string that does not count.
[[nodiscard]] base::Place place_in_string(std::string_view toml_text, const base::Place& place,
                                          std::size_t offset);

} // namespace backsift::rules
