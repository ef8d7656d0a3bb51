// Plain text from mdoc(7) source: as much of that language as our own pages use. A page reads here
// as under man(1), but for the lines at its top and bottom.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "manual/filler.hpp"

namespace backsift::manual {

struct Reader {
    std::size_t width = 80; // columns
    Faces faces = Faces::none;
};

struct PlainText {
    std::string text;
    std::vector<std::string> unknown; // macros and lines that are not understood: a bug in a page
};

[[nodiscard]] PlainText plain_text(std::string_view mdoc, const Reader& reader);

} // namespace backsift::manual
