#include "proof/verp.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::proof {

bool VerpPatterns::is_pattern(std::string_view written) {
    const std::size_t at = written.rfind('@');
    return at != std::string_view::npos && written.find('*') < at
           && std::count(written.begin(), written.end(), '*') == 1
           && written.find('?') == std::string_view::npos;
}

VerpPatterns::VerpPatterns(const std::vector<std::string>& written) {
    for (const std::string& one : written) {
        if (is_pattern(one)) {
            const std::string lower = base::to_lower(one);
            const std::size_t star = lower.find('*');
            patterns_.push_back({lower.substr(0, star), lower.substr(star + 1)});
        }
    }
}

std::string VerpPatterns::recipient_in(std::string_view address) const {
    const std::string text = base::to_lower(address);
    for (const Pattern& pattern : patterns_) {
        const std::size_t fixed = pattern.before.size() + pattern.behind.size();
        if (text.size() <= fixed || !text.starts_with(pattern.before)
            || !text.ends_with(pattern.behind)) {
            continue;
        }
        std::string inner = text.substr(pattern.before.size(), text.size() - fixed);
        const std::size_t equals = inner.rfind('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == inner.size()
            || inner.find('@') != std::string::npos) {
            continue;
        }
        inner[equals] = '@';
        return inner;
    }
    return {};
}

} // namespace backsift::proof
