#include "message/received_split.hpp"

#include "base/text.hpp"

namespace backsift::message {

namespace {

constexpr std::size_t k_most_tokens = 120;

// Where the comment at `at` ends: behind its ")", or at the end of the text.
std::size_t comment_end(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '(')
            ++depth;
        else if (text[at] == ')' && --depth == 0)
            return at + 1;
    }
    return text.size();
}

// A loop of our own: find_first_of asks the C library about each byte by itself.
std::size_t word_end(std::string_view text, std::size_t at) {
    const auto ends = [](char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '(' || c == ';';
    };
    while (at < text.size() && !ends(text[at]))
        ++at;
    return at;
}

} // namespace

ReceivedPieces split_value(std::string_view text) {
    ReceivedPieces pieces;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (base::is_space(c)) {
            ++at;
        } else if (c == ';') {
            pieces.date = text.substr(++at);
        } else if (c == '(') {
            const std::size_t end = comment_end(text, at);
            const bool closed = text[end - 1] == ')' && end > at + 1;
            if (pieces.date.empty() && pieces.tokens.size() < k_most_tokens)
                pieces.tokens.push_back({text.substr(at + 1, end - at - (closed ? 2 : 1)), true});
            at = end;
        } else {
            const std::size_t end = word_end(text, at);
            if (pieces.date.empty() && pieces.tokens.size() < k_most_tokens)
                pieces.tokens.push_back({text.substr(at, end - at), false});
            at = end;
        }
    }
    return pieces;
}

std::string_view date_of(std::string_view text) {
    std::string_view date;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '(') {
            at = comment_end(text, at);
        } else if (text[at++] == ';') {
            date = text.substr(at);
        }
    }
    return date;
}

} // namespace backsift::message
