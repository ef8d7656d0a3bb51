// What to paste into which mail program or server so that outgoing mail bears the token.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace backsift::mark {

// How the place where the value is pasted wants it written.
enum class Quoting : std::uint8_t { none, c_string, exim, pcre };

// One program. In the texts @HEADER@ and @VALUE@ stand for the token. "" where there is no way.
struct Recipe {
    std::string_view name; // for --for
    std::string_view where;
    Quoting quoting = Quoting::none;
    std::string_view fixed; // for a value that never changes
    std::string_view keyed; // for a token made for each message
    // Where the server signs by DKIM, seen from the mark; "" for programs, which come before it.
    std::string_view signing = {};
};
[[nodiscard]] std::span<const Recipe> recipes();
[[nodiscard]] const Recipe* find_recipe(std::string_view name);

// Why that matters, for every server.
inline constexpr std::string_view k_signing_rule =
    "A DKIM signature made before the mark stays good, unless it covers the mark's name (h=, also\n"
    "\"oversigned\"): then the mark must stand before signing.\n";

// The text with the token put in, ending in a newline.
[[nodiscard]] std::string filled(const Recipe& recipe, std::string_view text,
                                 std::string_view header, std::string_view value);

} // namespace backsift::mark
