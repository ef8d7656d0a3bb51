#include "manual/mdoc_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace backsift::manual {

namespace {

constexpr std::size_t k_widest_line = 78; // mandoc -Tlint warns above 80

} // namespace

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
        if (base::is_blank(line[at])) {
            ++at;
            continue;
        }
        const bool quoted = line[at] == '"';
        const std::size_t begin = quoted ? at + 1 : at;
        const std::size_t end = std::min(line.find(quoted ? '"' : ' ', begin), line.size());
        words.emplace_back(line.substr(begin, end - begin));
        at = end + 1;
    }
    return words;
}

bool closes(std::string_view word) {
    return word.size() == 1 && std::string_view(".,;:?!)]").find(word[0]) != std::string_view::npos;
}

bool opens(std::string_view word) {
    return word == "(" || word == "[";
}

std::string unescaped(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_escapes{
        {{"\\(dq", "\""}, {"\\&", ""}, {"\\-", "-"}, {"\\e", "\\"}, {"\\(em", "—"}}};
    std::string out;
    while (!text.empty()) {
        const auto* const escape =
            std::find_if(k_escapes.begin(), k_escapes.end(),
                         [text](const auto& pair) { return text.starts_with(pair.first); });
        if (escape == k_escapes.end()) {
            out += text.front();
            text.remove_prefix(1);
        } else {
            out += escape->second;
            text.remove_prefix(escape->first.size());
        }
    }
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '"')
            out += "\\(dq";
        else
            out += c;
    }
    return out;
}

std::string text_lines(std::string_view prose) {
    std::string out;
    std::string line;
    const auto end_line = [&] {
        if (!line.empty())
            out += (line.front() == '.' || line.front() == '\'' ? "\\&" : "") + line + '\n';
        line.clear();
    };
    for (const std::string_view word : base::words(prose)) {
        const std::string shown = escaped(word);
        if (line.size() + 1 + shown.size() > k_widest_line)
            end_line();
        line += (line.empty() ? "" : " ") + shown;
        if (word.back() == '.' || word.back() == '?' || word.back() == '!')
            end_line();
    }
    end_line();
    return out;
}

} // namespace backsift::manual
