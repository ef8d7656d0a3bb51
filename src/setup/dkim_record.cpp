#include "setup/dkim_record.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "proof/dkim_key.hpp"

namespace backsift::setup {

namespace {

constexpr std::string_view k_middle = "._domainkey.";
constexpr std::size_t k_longest_name = 253; // RFC 1035 2.3.4, without the last dot
constexpr std::size_t k_longest_label = 63;

// "s1._domainkey.example.org." in any line.
std::optional<DkimName> find_name(std::string_view text) {
    for (std::string_view word : base::words(text)) {
        if (word.ends_with('.'))
            word.remove_suffix(1);
        const std::size_t middle = base::ifind(word, k_middle);
        if (middle == std::string_view::npos || middle == 0)
            continue;
        const std::string domain = base::to_lower(word.substr(middle + k_middle.size()));
        if (domain.find('.') != std::string::npos)
            return DkimName{base::to_lower(word.substr(0, middle)), domain};
    }
    return std::nullopt;
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= k_longest_label
           && std::all_of(label.begin(), label.end(),
                          [](char c) { return base::is_alnum(c) || c == '-' || c == '_'; });
}

// A quoted string's worth: what a note (n=) may hold besides would end it.
std::string quotable(std::string_view record) {
    std::string out(record);
    for (char& c : out) {
        if (c < ' ' || c > '~' || c == '"')
            c = ' ';
    }
    return out;
}

} // namespace

base::Result<DkimName> read_dkim_name(std::string_view written) {
    const std::string_view name =
        written.ends_with('.') ? written.substr(0, written.size() - 1) : written;
    const std::vector<std::string_view> labels = base::split(name, '.');
    const auto found = find_name(name);
    if (!found || name.size() > k_longest_name
        || !std::all_of(labels.begin(), labels.end(), is_label)) {
        return base::fail(
            base::Failure{base::Kind::usage,
                          '"' + base::clean(written, 100) + "\" is not the name of a DKIM key",
                          {},
                          {},
                          "SELECTOR._domainkey.DOMAIN, as s1._domainkey.example.org"});
    }
    return *found;
}

base::Result<std::string> key_file_text(const DkimName& name,
                                        const std::vector<std::string>& records) {
    std::vector<std::string> keys;
    for (const std::string& record : records) {
        std::string text = name.text() + ". IN TXT \"" + quotable(record) + "\"\n";
        if (proof::read_dkim_key(text))
            keys.push_back(std::move(text));
    }
    if (keys.size() == 1)
        return std::move(keys.front());
    if (keys.size() > 1)
        return base::fail(base::Kind::config,
                          name.text() + " has more than one key: which of them signs is not told");
    const std::string first = records.empty() ? "" : base::clean(records.front(), 80);
    return base::fail(base::Failure{
        base::Kind::config,
        name.text() + " holds no DKIM key that can be used: " + first,
        {},
        {},
        "p= is empty in a key that was withdrawn; RSA of 1024 bits or more and Ed25519 are known"});
}

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
