#include "cli/telling.hpp"

namespace backsift::cli {

std::vector<std::string> telling(const std::vector<evidence::Finding>& findings, rules::Kind kind) {
    constexpr std::size_t k_most_named = 6;
    std::vector<std::string> ids;
    for (const evidence::Finding& finding : findings) {
        const bool counts = finding.shows == rules::word(kind) || finding.shows == "automatic";
        if (counts && ids.size() < k_most_named)
            ids.push_back(finding.id);
    }
    return ids;
}

} // namespace backsift::cli
