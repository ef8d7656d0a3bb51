#include "rules/program_begin.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::rules {

namespace {

std::size_t index(char c) {
    return static_cast<unsigned char>(c);
}

void add_range(Bytes& set, char from, char to) {
    for (std::size_t c = index(from); c <= index(to); ++c)
        set.set(c);
}

// What a letter behind a backslash stands for, as the engine has it.
Bytes shorthand(char letter) {
    Bytes out;
    switch (base::lower(letter)) {
    case 'd':
        add_range(out, '0', '9');
        break;
    case 's':
        add_range(out, '\t', '\r');
        out.set(index(' '));
        break;
    case 'n':
        out.set(index('\n'));
        break;
    case 't':
        out.set(index('\t'));
        break;
    default:
        out.set(index(letter));
    }
    return base::lower(letter) == letter ? out : ~out;
}

// One byte of a set's text: itself, \xHH, or an escaped one. Nothing where a shorthand was added.
std::optional<char> set_byte(std::string_view text, std::size_t& at, Bytes& set) {
    if (text[at] != '\\')
        return text[at++];
    const char letter = text[at + 1];
    at += 2;
    if (letter == 'x') {
        const auto digit = [](char c) {
            return base::is_digit(c) ? c - '0' : base::lower(c) - 'a' + 10;
        };
        const int value = digit(text[at]) * 16 + digit(text[at + 1]);
        at += 2;
        return static_cast<char>(value);
    }
    if (!base::is_alnum(letter))
        return letter;
    set |= shorthand(letter);
    return std::nullopt;
}

} // namespace

Bytes members(std::string_view text) {
    Bytes out;
    if (text == ".") {
        for (const char separator : {'\n', '\r', '\f'})
            out.set(index(separator));
        return ~out;
    }
    if (text[0] == '\\')
        return shorthand(text[1]);
    const bool negated = text[1] == '^';
    for (std::size_t at = negated ? 2 : 1; at + 1 < text.size();) {
        const auto first = set_byte(text, at, out);
        if (!first)
            continue;
        if (text[at] == '-' && at + 2 < text.size()) {
            ++at;
            add_range(out, *first, *set_byte(text, at, out));
        } else {
            out.set(index(*first));
        }
    }
    return negated ? ~out : out;
}

std::optional<Bytes> single(const Node& node) {
    if (node.type == Node::Type::byte_set)
        return members(node.text);
    if (node.type != Node::Type::literal || node.text.size() != 1)
        return std::nullopt;
    Bytes out;
    out.set(index(node.text[0]));
    return out;
}

Begin begin_of(const Node& node) {
    Begin out;
    switch (node.type) {
    case Node::Type::literal:
        out.bytes.set(index(node.text[0]));
        return out;
    case Node::Type::byte_set:
        return {members(node.text), false};
    case Node::Type::assertion:
        return {{}, true};
    case Node::Type::repeat:
        out = begin_of(node.children[0]);
        out.empty = out.empty || node.least == 0;
        return out;
    case Node::Type::sequence:
        return begin_of_rest(node.children, 0, {{}, true});
    case Node::Type::choice:
        if (node.takes_no_room())
            return {{}, true};
        for (const Node& child : node.children) {
            const Begin one = begin_of(child);
            out.bytes |= one.bytes;
            out.empty = out.empty || one.empty;
        }
        return out;
    }
    return out;
}

Begin begin_of_rest(const std::vector<Node>& children, std::size_t first, const Begin& behind) {
    Begin out{{}, true};
    for (std::size_t i = first; i < children.size() && out.empty; ++i) {
        const Begin next = begin_of(children[i]);
        out.bytes |= next.bytes;
        out.empty = next.empty;
    }
    if (out.empty)
        return {out.bytes | behind.bytes, behind.empty};
    return out;
}

namespace {

Bytes whatever_follows(const Begin& behind) {
    return behind.empty ? ~Bytes() : behind.bytes;
}

Bytes second_of_row(const std::vector<Node>& children, std::size_t first, const Begin& behind) {
    Bytes out;
    for (std::size_t i = first; i < children.size(); ++i) {
        if (children[i].takes_no_room())
            continue;
        out |= second_of(children[i], begin_of_rest(children, i + 1, behind));
        if (!begin_of(children[i]).empty)
            return out;
    }
    return ~Bytes(); // all of it may take nothing
}

} // namespace

Bytes second_of(const Node& node, const Begin& behind) {
    switch (node.type) {
    case Node::Type::literal:
        if (node.text.size() == 1)
            return whatever_follows(behind);
        return Bytes().set(index(node.text[1]));
    case Node::Type::byte_set:
        return whatever_follows(behind);
    case Node::Type::assertion:
        return ~Bytes();
    case Node::Type::sequence:
        return second_of_row(node.children, 0, behind);
    case Node::Type::repeat: {
        const Begin again = begin_of(node.children[0]);
        return second_of(node.children[0],
                         {again.bytes | behind.bytes, again.empty || behind.empty});
    }
    case Node::Type::choice: {
        if (node.takes_no_room())
            return ~Bytes();
        Bytes out;
        for (const Node& child : node.children)
            out |= begin_of(child).empty ? ~Bytes() : second_of(child, behind);
        return out;
    }
    }
    return ~Bytes();
}

Begin with_second(const std::vector<Node>& children, std::size_t first, const Begin& behind) {
    if (first == children.size())
        return behind;
    Begin out = begin_of_rest(children, first, behind);
    out.second = second_of_row(children, first, behind);
    return out;
}

std::optional<std::size_t> width(const Node& node) {
    switch (node.type) {
    case Node::Type::literal:
        return node.text.size();
    case Node::Type::byte_set:
        return 1;
    case Node::Type::assertion:
        return 0;
    case Node::Type::repeat: {
        const auto inner = width(node.children[0]);
        return inner && node.least == node.most ? std::optional(*inner * node.least) : std::nullopt;
    }
    case Node::Type::sequence: {
        std::size_t sum = 0;
        for (const Node& child : node.children) {
            const auto one = width(child);
            if (!one)
                return std::nullopt;
            sum += *one;
        }
        return sum;
    }
    case Node::Type::choice: {
        if (node.takes_no_room())
            return 0;
        const auto first = width(node.children[0]);
        const bool same = std::all_of(node.children.begin(), node.children.end(),
                                      [&](const Node& child) { return width(child) == first; });
        return same ? first : std::nullopt;
    }
    }
    return std::nullopt;
}

} // namespace backsift::rules
