// The manual's pages as they stand in contrib/man: prose in mdoc(7), without what is printed from
// tables. A line that is one word after "@" names a block that the caller puts in (`@options`).
#pragma once

#include <span>
#include <string_view>

namespace backsift::manual {

struct Page {
    std::string_view name; // "backsift-scan"
    char section;          // '1', or '5' for a file format
    std::string_view source;
};

// All pages; no name stands twice.
[[nodiscard]] std::span<const Page> pages();
[[nodiscard]] const Page* find_page(std::string_view name);

} // namespace backsift::manual
