// A line of mdoc(7): its words, and what they are to the words beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backsift::manual {

// The words of a macro line; "two words" are one. Escapes stay.
[[nodiscard]] std::vector<std::string> words_of(std::string_view line);

// ". , ; : ? ! ) ]" as words of their own cling to the word before, "( [" to the word behind.
[[nodiscard]] bool closes(std::string_view word);
[[nodiscard]] bool opens(std::string_view word);

// Without the escapes that our pages use: \& \- \e \(em \(dq.
[[nodiscard]] std::string unescaped(std::string_view text);

// Prose as lines of mdoc, each sentence on lines of its own; ends with a newline.
[[nodiscard]] std::string text_lines(std::string_view prose);

// Makes text stand for itself within a line.
[[nodiscard]] std::string escaped(std::string_view text);

} // namespace backsift::manual
