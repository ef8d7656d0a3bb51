// Character references of HTML.
#pragma once

#include <cstddef>
#include <string_view>

namespace backsift::message {

// What the reference at `position`, which is at a "&", stands for; moves behind it, with its ";" if
// there is one. 0 when it is none, and nothing moves. No-break spaces come out as U+00A0.
[[nodiscard]] char32_t next_entity(std::string_view html, std::size_t& position);

} // namespace backsift::message
