#include "setup/toml_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

constexpr std::size_t k_longest_reason = 120;
constexpr std::size_t k_widest_line = 78;

} // namespace

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : base::clean(text, k_longest_value)) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

std::string toml_list(const std::vector<Clue>& clues) {
    if (clues.empty())
        return "[]";
    std::size_t widest = 0;
    for (const Clue& clue : clues)
        widest = std::max(widest, toml_string(clue.value).size());
    std::string out = "[\n";
    for (const Clue& clue : clues) {
        const std::string value = toml_string(clue.value) + ',';
        out += "  " + value + std::string(widest + 1 - value.size(), ' ') + "  # "
               + base::clean(clue.why, k_longest_reason) + '\n';
    }
    return out + ']';
}

std::string comment(std::string_view text) {
    std::string out;
    std::string line = "#";
    for (const std::string_view word : base::words(text)) {
        if (line.size() + 1 + word.size() > k_widest_line && line.size() > 1) {
            out += line + '\n';
            line.resize(1);
        }
        line += ' ' + base::clean(word, k_longest_value);
    }
    return line.size() > 1 ? out + line + '\n' : out;
}

} // namespace backsift::setup
