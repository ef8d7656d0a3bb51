// A number and what it counts, as a sentence needs it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace backsift::base {

// "1 message", "12 messages".
[[nodiscard]] inline std::string counted(std::size_t number, std::string_view one,
                                         std::string_view many) {
    return std::to_string(number).append(" ").append(number == 1 ? one : many);
}

[[nodiscard]] inline std::string messages(std::size_t number) {
    return counted(number, "message", "messages");
}

} // namespace backsift::base
