// Hexadecimal digits of either case, as quoted-printable, RFC 2231 and entities use them.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.hpp"

namespace backsift::message {

// The value of a digit, -1 when it is none.
[[nodiscard]] constexpr int hex_digit(char c) {
    if (base::is_digit(c))
        return c - '0';
    const char letter = base::lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// The byte that the two digits at `at` write, -1 when they are no two digits.
[[nodiscard]] constexpr int hex_byte(std::string_view text, std::size_t at) {
    if (text.size() < 2 || at > text.size() - 2)
        return -1;
    const int high = hex_digit(text[at]);
    const int low = hex_digit(text[at + 1]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

} // namespace backsift::message
