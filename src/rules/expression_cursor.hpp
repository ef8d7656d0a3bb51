// A place in an expression while it is read, and what a backslash may be followed by there; private
// to expression*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "rules/expression_tree.hpp"

namespace backsift::rules {

// What \w means: the engine sees bytes, and every byte beyond ASCII is part of a letter (folding
// has made ASCII of typographic punctuation).
inline constexpr std::string_view k_word_bytes = R"(a-z0-9_\x80-\xFF)";

// A letter that may follow a backslash, or why it may not.
struct Escape {
    char letter;
    Node::Type type;
    bool in_set;
    std::string_view refused; // empty: accepted
};

class Cursor {
  public:
    Cursor(std::string_view written, Against searched) : text(written), against(searched) {}

    std::string_view text;
    Against against;
    std::size_t at = 0;

    [[nodiscard]] bool more() const { return at < text.size(); }
    [[nodiscard]] bool follows(std::string_view wanted) const {
        return text.substr(at).starts_with(wanted);
    }

    // A failure whose column is that offset.
    [[nodiscard]] static tl::unexpected<base::Failure>
    refuse(std::size_t offset, std::string sentence, std::string hint = {});

    // Of the backslash that stands here.
    [[nodiscard]] base::Result<const Escape*> known_escape(bool in_set) const;
};

// Punctuation stands for itself behind a backslash.
[[nodiscard]] constexpr bool is_punctuation(char c) {
    return c >= ' ' && c < 0x7F && !base::is_alnum(c);
}

[[nodiscard]] Node byte_set(std::string text, std::vector<std::string> members);

// Reads a set of ASCII characters, [ ], that stands here.
[[nodiscard]] base::Result<Node> read_set(Cursor& cursor);

// Reads a whole expression.
[[nodiscard]] base::Result<Node> read_tree(std::string_view written, Against against);

// The expression as the engine takes it.
[[nodiscard]] std::string engine_text(const Node& tree);

} // namespace backsift::rules
