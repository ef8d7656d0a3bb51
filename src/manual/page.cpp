#include "manual/page.hpp"

#include <algorithm>

namespace backsift::manual {

const Page* find_page(std::string_view name) {
    const std::span<const Page> all = pages();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [name](const Page& page) { return page.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace backsift::manual
