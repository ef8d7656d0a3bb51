#include "setup/found.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::setup {

void add_clue(std::vector<Clue>& to, std::string_view value, std::string_view why) {
    if (value.empty())
        return;
    const auto known = std::find_if(
        to.begin(), to.end(), [&](const Clue& clue) { return base::iequals(clue.value, value); });
    if (known == to.end()) {
        to.push_back({std::string(value), std::string(why)});
    } else if (known->why.find(why) == std::string::npos) {
        known->why += "; " + std::string(why);
    }
}

} // namespace backsift::setup
