// What parts of an expression can begin with and how wide they are; private to program_*.cpp.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/expression_tree.hpp"

namespace backsift::rules {

using Bytes = std::bitset<256>;

// With what a match of something can begin; `empty`: it may take nothing. `second`: what can stand
// second in it, where somebody has found that out (with_second).
struct Begin {
    Bytes bytes;
    bool empty = false;
    Bytes second = ~Bytes();
};

[[nodiscard]] Begin begin_of(const Node& node);
// Of those children from `first` on, and of what stands `behind` them.
[[nodiscard]] Begin begin_of_rest(const std::vector<Node>& children, std::size_t first,
                                  const Begin& behind);

// The same, and what can stand second.
[[nodiscard]] Begin with_second(const std::vector<Node>& children, std::size_t first,
                                const Begin& behind);

// The bytes that can stand second in what a match of the node, which takes something, and of what
// is `behind` it takes; at least these: all bytes where one byte may be all of it.
[[nodiscard]] Bytes second_of(const Node& node, const Begin& behind);

// The bytes that the text of a byte_set means: `.`, `\s`, `[^a-z\d]`.
[[nodiscard]] Bytes members(std::string_view text);

// The bytes of a node that always takes exactly one.
[[nodiscard]] std::optional<Bytes> single(const Node& node);

// How many bytes the node takes, where that is always the same.
[[nodiscard]] std::optional<std::size_t> width(const Node& node);

} // namespace backsift::rules
