// Folding: what text and patterns are brought to before they meet. UTF-8 in, UTF-8 out.
//
// Lower case by Unicode simple case folding (Latin with all its diacritics, Greek, Cyrillic,
// Armenian, full-width); typographic quotes and dashes as ' " -; soft hyphens and zero-width marks
// dropped; NBSP and its like are blanks; runs of white space, line ends included, become one blank;
// an empty line becomes one "\n", so that `^` in a pattern means the start of a paragraph.
#pragma once

#include <string>
#include <string_view>

namespace backsift::rules {

// White space at both ends goes. Linear, and never longer than its input but for bytes that are no
// UTF-8 (three bytes each). Folding twice changes only the marks of empty lines, which become
// blanks.
[[nodiscard]] std::string fold(std::string_view utf8);

// What one character becomes: U' ' for every kind of blank or line end, 0 when it is dropped.
[[nodiscard]] char32_t fold_code_point(char32_t c);

} // namespace backsift::rules
