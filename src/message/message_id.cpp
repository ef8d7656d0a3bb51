#include <algorithm>

#include "base/text.hpp"
#include "message/address.hpp"

namespace backsift::message {

namespace {

// The id from `at`, which is behind a "<", up to its ">" or to where it must have been; moves
// behind it. Blanks that folding left inside do not belong to it.
std::string read_bracketed(std::string_view text, std::size_t& at) {
    std::string id;
    const std::size_t end = std::min(text.find_first_of("<>", at), text.size());
    const bool closed = end < text.size() && text[end] == '>';
    std::string_view inside = text.substr(at, end - at);
    at = closed ? end + 1 : end;
    if (!closed)
        inside = inside.substr(0, std::min(inside.find_first_of(" \t\r\n,;"), inside.size()));
    for (const char c : inside)
        if (!base::is_space(c))
            id += c;
    return id;
}

// Moves behind the comment at `at`, nested ones included.
void skip_comment(std::string_view text, std::size_t& at) {
    std::size_t depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '(')
            ++depth;
        else if (text[at] == ')' && --depth == 0)
            break;
    }
    at = std::min(at + 1, text.size());
}

std::string without_comments(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '(')
            skip_comment(text, at);
        else
            out += text[at++];
    }
    return out;
}

// Ids that lost their brackets: a single word, or words that all hold an "@". Anything else is
// prose, as old programs wrote it into In-Reply-To.
std::vector<std::string> read_bare(std::string_view text, std::size_t most) {
    std::vector<std::string> ids;
    const std::string clear = without_comments(text);
    const auto words = base::words(clear);
    for (std::string_view word : words) {
        while (!word.empty() && (word.back() == ',' || word.back() == ';' || word.back() == '>'))
            word.remove_suffix(1);
        const bool plausible = words.size() == 1 || word.find('@') != std::string_view::npos;
        if (!plausible)
            return {};
        if (!word.empty() && ids.size() < most)
            ids.emplace_back(word);
    }
    return ids;
}

} // namespace

std::vector<std::string> parse_message_ids(std::string_view unfolded, const base::Limits& limits) {
    if (unfolded.find('<') == std::string_view::npos)
        return read_bare(unfolded, limits.message_ids);
    std::vector<std::string> ids;
    std::size_t at = 0;
    while (at < unfolded.size() && ids.size() < limits.message_ids) {
        const char c = unfolded[at];
        if (c == '(') {
            skip_comment(unfolded, at);
            continue;
        }
        ++at;
        if (c != '<')
            continue;
        std::string id = read_bracketed(unfolded, at);
        if (!id.empty())
            ids.push_back(std::move(id));
    }
    return ids;
}

} // namespace backsift::message
