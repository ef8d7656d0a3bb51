// Writes an expression out for the engine.
#include "rules/expression_cursor.hpp"

namespace backsift::rules {

namespace {

constexpr std::string_view k_special = R"(.^$*+?()[]{}|\)";

std::string escaped(char c) {
    std::string out;
    if (k_special.find(c) != std::string_view::npos)
        out += '\\';
    return out += c;
}

void write(std::string& out, const Node& node);

void write_literal(std::string& out, const Node& node) {
    for (const char c : node.text)
        out += escaped(c);
}

bool is_word_character(const Node& node) {
    if (node.type != Node::Type::literal)
        return false;
    const char c = node.text.front();
    return base::is_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// \b with the bytes of \w. Where a neighbour is known to be a word character, its other side tells.
void write_word_edge(std::string& out, const Node* before, const Node* behind) {
    const std::string set = '[' + std::string(k_word_bytes) + ']';
    const std::string begins = "(?<!" + set + ')';
    const std::string ends = "(?!" + set + ')';
    if (behind != nullptr && is_word_character(*behind))
        out += begins;
    else if (before != nullptr && is_word_character(*before))
        out += ends;
    else
        out += "(?:" + begins + "(?=" + set + ")|(?<=" + set + ')' + ends + ')';
}

void write_sequence(std::string& out, const Node& node) {
    const auto& children = node.children;
    for (std::size_t i = 0; i < children.size(); ++i) {
        const bool edge = children[i].type == Node::Type::assertion && children[i].text == "\\b";
        if (edge)
            write_word_edge(out, i == 0 ? nullptr : &children[i - 1],
                            i + 1 == children.size() ? nullptr : &children[i + 1]);
        else
            write(out, children[i]);
    }
}

void write_choice(std::string& out, const Node& node) {
    out += node.open;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i != 0)
            out += '|';
        write(out, node.children[i]);
    }
    out += ')';
}

void write_repeat(std::string& out, const Node& node) {
    const Node& inner = node.children[0];
    const bool several_bytes = inner.type == Node::Type::literal && inner.text.size() > 1;
    if (several_bytes)
        out += "(?:";
    write(out, inner);
    if (several_bytes)
        out += ')';
    if (node.least == 0 && node.most == 1)
        out += '?';
    else if (node.least == node.most)
        out += '{' + std::to_string(node.least) + '}';
    else
        out += '{' + std::to_string(node.least) + ',' + std::to_string(node.most) + '}';
    out += node.text;
}

void write(std::string& out, const Node& node) {
    switch (node.type) {
    case Node::Type::literal:
        return write_literal(out, node);
    case Node::Type::byte_set:
    case Node::Type::assertion:
        out += node.text;
        return;
    case Node::Type::sequence:
        return write_sequence(out, node);
    case Node::Type::choice:
        return write_choice(out, node);
    case Node::Type::repeat:
        return write_repeat(out, node);
    }
}

} // namespace

std::string engine_text(const Node& tree) {
    std::string out;
    // A group around a single branch at the top says nothing.
    write(out, tree.children.size() == 1 ? tree.children[0] : tree);
    return out;
}

} // namespace backsift::rules
