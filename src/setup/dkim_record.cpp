#include "setup/dkim_record.hpp"

#include <optional>

#include "base/text.hpp"
#include "proof/dkim_key.hpp"

namespace backsift::setup {

namespace {

struct Name {
    std::string selector;
    std::string domain;
};

// "s1._domainkey.example.org." in any line.
std::optional<Name> find_name(std::string_view text) {
    constexpr std::string_view k_middle = "._domainkey.";
    for (std::string_view word : base::words(text)) {
        const std::size_t middle = base::ifind(word, k_middle);
        if (middle == std::string_view::npos || middle == 0)
            continue;
        if (word.ends_with('.'))
            word.remove_suffix(1);
        const std::string domain = base::to_lower(word.substr(middle + k_middle.size()));
        if (domain.find('.') != std::string::npos)
            return Name{base::to_lower(word.substr(0, middle)), domain};
    }
    return std::nullopt;
}

} // namespace

base::Result<DkimChoice> read_dkim_record(std::string_view text, const std::string& path,
                                          const std::vector<Clue>& signatures) {
    if (!proof::read_dkim_key(text)) {
        return base::fail(base::Kind::config, "no DKIM key that can be used stands in this file",
                          {path, 0, 0});
    }
    if (const auto name = find_name(text))
        return DkimChoice{name->domain, name->selector, path};
    if (signatures.size() == 1) {
        const std::string& one = signatures.front().value;
        const std::size_t blank = one.find(' ');
        return DkimChoice{one.substr(blank + 1), one.substr(0, blank), path};
    }
    return base::fail(
        base::Failure{base::Kind::config,
                      "this file does not tell whose key it holds",
                      {path, 0, 0},
                      {},
                      "put the record's name in front: s1._domainkey.example.org. IN TXT …"});
}

} // namespace backsift::setup
