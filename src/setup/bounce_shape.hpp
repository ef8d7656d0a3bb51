// How mail comes back: templates of what each mail system writes (src/setup/shapes), filled with a
// letter. For `doctor`, which shows what of a letter is still to be seen in each.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "setup/sample_letter.hpp"

namespace backsift::setup {

struct Shape {
    std::string_view name; // for people
    std::string_view kind; // as what it must be recognised
    std::string_view text; // with @WORDS@, see the source
};
[[nodiscard]] std::span<const Shape> shapes();

// Does a mail of this shape show anything of the letter but whom it went to?
[[nodiscard]] bool returns_header(const Shape& shape);

// The mail that the letter's author gets. `now`, Unix time, is when it arrives.
[[nodiscard]] std::string bounce_of(const Shape& shape, const Letter& letter, std::int64_t now);

} // namespace backsift::setup
