#include "toml/deep_key.hpp"

#include <algorithm>

namespace backsift::toml {

namespace {

// Behind the string that begins here: of one quote, which ends with its line at the latest, or of
// three, of which up to two more may stand at its end.
std::size_t behind_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool escapes = quote == '"';
    const bool is_long = text.substr(at, 3) == (escapes ? R"(""")" : "'''");
    at += is_long ? 3 : 1;
    while (at < text.size()) {
        if (text[at] == '\\' && escapes) {
            at += 2;
        } else if (text[at] == quote
                   && (!is_long
                       || text.substr(at, 3).find_first_not_of(quote) == std::string_view::npos)) {
            const std::size_t end = std::min(text.find_first_not_of(quote, at), text.size());
            return std::min(end, at + (is_long ? 5 : 1));
        } else if (text[at] == '\n' && !is_long) {
            return at;
        } else {
            ++at;
        }
    }
    return text.size();
}

} // namespace

std::optional<base::Place> deep_key(std::string_view text) {
    std::size_t line = 1;
    std::size_t line_begin = 0;
    std::size_t dots = 0;
    std::size_t at = 0;
    const auto pass = [&](std::size_t to) {
        for (; at < to; ++at) {
            if (text[at] == '\n') {
                ++line;
                line_begin = at + 1;
            }
        }
    };
    while (at < text.size()) {
        switch (text[at]) {
        case '"':
        case '\'':
            pass(std::min(behind_string(text, at), text.size()));
            continue;
        case '#':
            pass(std::min(text.find('\n', at), text.size()));
            continue;
        case '\n':
        case ',':
        case '=':
        case '{':
        case '[':
            dots = 0;
            break;
        case '.':
            if (++dots == k_most_key_parts)
                return base::Place{{}, line, at - line_begin + 1};
            break;
        default:
            break;
        }
        pass(at + 1);
    }
    return std::nullopt;
}

} // namespace backsift::toml
