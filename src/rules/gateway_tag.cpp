#include "rules/gateway_tag.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace backsift::rules {

namespace {

// Folded, without what encloses them, without a score or a question mark behind them.
constexpr std::array<std::string_view, 24> k_words{"bulk",
                                                   "caution",
                                                   "disarmed",
                                                   "ext",
                                                   "extern",
                                                   "externa",
                                                   "externe",
                                                   "externe e-mail",
                                                   "external",
                                                   "external email",
                                                   "external e-mail",
                                                   "external sender",
                                                   "externo",
                                                   "esterno",
                                                   "junk",
                                                   "junk mail",
                                                   "possible spam",
                                                   "probable spam",
                                                   "spam",
                                                   "spam detected",
                                                   "suspected spam",
                                                   "suspicious",
                                                   "suspicious mail",
                                                   "unverified sender"};

// What closes a tag that this character opens: its bracket, or the ornament itself.
char closes(char open) {
    switch (open) {
    case '[':
        return ']';
    case '{':
        return '}';
    case '(':
        return ')';
    case '<':
        return '>';
    default:
        return std::string_view("*_#-").find(open) != std::string_view::npos ? open : '\0';
    }
}

bool is_tag(std::string_view inside) {
    // "spam? 7.2", "spam: 12"
    const std::size_t end = inside.find_last_not_of("0123456789.,:?=/ ");
    inside = inside.substr(0, end == std::string_view::npos ? 0 : end + 1);
    inside.remove_prefix(std::min(inside.find_first_not_of(' '), inside.size()));
    return std::find(k_words.begin(), k_words.end(), inside) != k_words.end();
}

// How long the tag at the beginning is, with the blanks behind it; 0: there is none.
std::size_t tag_length(std::string_view subject) {
    const char close = subject.empty() ? '\0' : closes(subject.front());
    if (close == '\0')
        return 0;
    const std::size_t inside = subject.find_first_not_of(subject.front());
    const std::size_t end = subject.find(close, inside);
    if (end == std::string_view::npos || !is_tag(subject.substr(inside, end - inside)))
        return 0;
    const std::size_t closed = std::min(subject.find_first_not_of(close, end), subject.size());
    return std::min(subject.find_first_not_of(" :", closed), subject.size());
}

} // namespace

std::string_view without_gateway_tags(std::string_view subject) {
    for (std::size_t length = tag_length(subject); length != 0; length = tag_length(subject))
        subject.remove_prefix(length);
    return subject;
}

} // namespace backsift::rules
