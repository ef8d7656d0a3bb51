// A bound that toml++ 3.3.0 lacks; private to the room.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace backsift::toml {

// Of `a.b.c` three. toml++ makes a table for each part and leaves them by recursion: 15,000
// overflow the stack (2026-11-28). Arrays and inline tables it bounds itself.
inline constexpr std::size_t k_most_key_parts = 32;

// Where a key has more parts than that. One pass; text that is no TOML it may misread, but not
// before the place at which toml++ refuses it.
[[nodiscard]] std::optional<base::Place> deep_key(std::string_view text);

} // namespace backsift::toml
