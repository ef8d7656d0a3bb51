// The parsed form of an expression; private to expression*.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/expression.hpp"

namespace backsift::rules {

struct Node {
    enum class Type : std::uint8_t {
        literal,   // `text`: one folded character
        byte_set,  // `text`: as the engine reads it; `members`: what it can be, where these are few
        assertion, // `text`: as the engine reads it; takes no room
        sequence,
        choice,
        repeat // of children[0], `least` to `most` times; `text`: "", "?" (lazy) or "+"
               // (possessive)
    };
    Type type = Type::sequence;
    std::string text;
    std::vector<std::string> members;
    std::vector<Node> children;
    unsigned least = 1;
    unsigned most = 1;
    std::string open =
        "(?:"; // of a choice: how its group begins; look-arounds and atomic groups differ

    [[nodiscard]] bool takes_no_room() const {
        return type == Type::assertion
               || (type == Type::choice && open.size() > 2
                   && (open[2] == '=' || open[2] == '!' || open[2] == '<'));
    }
};

// Sets of literals of which at least one stands in whatever the node matches; empty: none known.
struct RequiredLiterals {
    std::vector<std::string> required;
    std::vector<std::string> besides; // of at least four bytes, mostly in another place
};
[[nodiscard]] RequiredLiterals required_literals(const Node& node);

// The runs of literal characters, each once.
[[nodiscard]] std::vector<std::string> literal_runs(const Node& node);
// The sets of characters as the engine reads them, each once.
[[nodiscard]] std::vector<std::string> byte_sets(const Node& node);
// How deep repeats stand in repeats; what may only be left out repeats nothing.
[[nodiscard]] unsigned repeat_depth(const Node& node);

} // namespace backsift::rules
