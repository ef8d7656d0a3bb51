// A number in hexadecimal, for ids and fingerprints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backsift::base {

// The low `digits` digits, small letters, zeros in front.
[[nodiscard]] inline std::string hexadecimal(std::uint64_t number, std::size_t digits = 16) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string out(digits, '0');
    for (std::size_t i = digits; i-- > 0; number >>= 4U)
        out[i] = k_digits[number & 15U];
    return out;
}

} // namespace backsift::base
