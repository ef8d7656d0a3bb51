// Text in the C locale: ASCII case, trimming, splitting, searching, and the one function that makes
// what an attacker wrote fit to be shown. Nothing here depends on the locale or allocates where a
// view will do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::base {

[[nodiscard]] constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
// A byte of UTF-8 that goes on with a character (RFC 3629 3).
[[nodiscard]] constexpr bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alpha(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}
[[nodiscard]] constexpr bool is_alnum(char c) {
    return is_digit(c) || is_alpha(c);
}
[[nodiscard]] constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool is_space(char c) {
    return is_blank(c) || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

// ASCII lower case of every byte; others stay.
[[nodiscard]] std::string to_lower(std::string_view text);

// ASCII case-insensitive comparison and search.
[[nodiscard]] bool iequals(std::string_view a, std::string_view b);
[[nodiscard]] bool istarts_with(std::string_view text, std::string_view prefix);
[[nodiscard]] bool iends_with(std::string_view text, std::string_view suffix);
[[nodiscard]] std::size_t ifind(std::string_view text, std::string_view wanted,
                                std::size_t from = 0);
[[nodiscard]] inline bool icontains(std::string_view text, std::string_view wanted) {
    return ifind(text, wanted) != std::string_view::npos;
}

// Without the white space (is_space) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

// The pieces between separators; "a,,b" gives three, "" gives one empty piece.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// The words between runs of white space; never an empty one.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);

// The next line starting at `position`, without its end (LF, CRLF or a lone CR); moves `position`
// behind that end. Call while position < text.size().
[[nodiscard]] std::string_view next_line(std::string_view text, std::size_t& position);

// Unsigned decimal number that fills the whole text; nothing else.
[[nodiscard]] std::optional<std::uint64_t> to_number(std::string_view text);

// Matches `*` (any run of bytes) and `?` (one byte), ASCII case-insensitively, anchored at both
// ends. Linear in text times stars, without recursion.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

// --- UTF-8 ---

// Decodes the code point at `position` and moves behind it. A byte that starts no valid sequence
// (overlong, surrogate, beyond U+10FFFF, cut) gives U+FFFD and moves by one.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// Makes foreign text fit for a terminal, a log line, a header or JSON: valid UTF-8, one line, no
// control characters (C0, DEL, C1), no bidi or zero-width formatting (UAX 9), white space runs as
// one blank, at most `most_bytes` bytes, cut on a character with "…" where something is missing.
[[nodiscard]] std::string clean(std::string_view text, std::size_t most_bytes);

// The same for a text of many lines that is shown as it is: lines, blanks and tabs stay.
[[nodiscard]] std::string clean_lines(std::string_view text);

// The closest of the words to a mistyped one, or nothing when none is near (Damerau-Levenshtein
// distance at most a third of the length).
[[nodiscard]] std::optional<std::string_view> closest(std::string_view typed,
                                                      const std::vector<std::string_view>& words);

// Compares secrets in time that does not depend on where they differ (only on their lengths).
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace backsift::base
