#include "setup/public_suffix.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

constexpr std::array<std::string_view, 24> k_common{
    "ac.jp",  "ac.uk",  "co.at",  "co.il",  "co.in",  "co.jp",  "co.kr",  "co.nz",
    "co.uk",  "co.za",  "com.ar", "com.au", "com.br", "com.cn", "com.mx", "com.pl",
    "com.tr", "com.tw", "gov.uk", "ne.jp",  "net.au", "or.jp",  "org.au", "org.uk"};

// One rule of the list: "co.uk", "*.ck" (any one label), "!www.ck" (none of the above).
struct Rule {
    bool fits = false;
    bool exception = false;
};

Rule apply(std::string_view rule, std::string_view name) {
    const bool exception = rule.starts_with('!');
    if (exception)
        return {base::iequals(rule.substr(1), name), true};
    if (!rule.starts_with("*."))
        return {base::iequals(rule, name), false};
    const std::size_t dot = name.find('.');
    return {dot != std::string_view::npos && base::iequals(rule.substr(2), name.substr(dot + 1)),
            false};
}

} // namespace

bool is_public_suffix(std::string_view name, std::string_view list) {
    if (name.find('.') == std::string_view::npos)
        return true; // the list's own default rule, "*"
    if (list.empty())
        return std::any_of(k_common.begin(), k_common.end(),
                           [&](std::string_view one) { return base::iequals(one, name); });
    bool found = false;
    for (std::size_t at = 0; at < list.size();) {
        const auto words = base::words(base::next_line(list, at));
        if (words.empty() || words.front().starts_with("//"))
            continue;
        const Rule rule = apply(words.front(), name);
        if (rule.fits && rule.exception)
            return false;
        found = found || rule.fits;
    }
    return found;
}

} // namespace backsift::setup
