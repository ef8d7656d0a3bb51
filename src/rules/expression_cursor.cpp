#include "rules/expression_cursor.hpp"

#include <algorithm>
#include <array>

namespace backsift::rules {

namespace {

constexpr auto k_escapes = std::to_array<Escape>({
    {'d', Node::Type::byte_set, true, ""},
    {'D', Node::Type::byte_set, true, ""},
    {'s', Node::Type::byte_set, true, ""},
    {'S', Node::Type::byte_set, true, ""},
    {'n', Node::Type::byte_set, true, ""},
    {'b', Node::Type::assertion, false, ""},
    {'A', Node::Type::assertion, false, ""},
    {'z', Node::Type::assertion, false, ""},
    {'w', Node::Type::byte_set, true, ""},
    {'W', Node::Type::byte_set, false, ""},
    {'B', Node::Type::assertion, true, "is not accepted: write the characters that stand there"},
    {'x', Node::Type::byte_set, true,
     "is not needed: write the character itself, patterns are UTF-8"},
    {'p', Node::Type::byte_set, true, "is not known to the engine, which sees bytes"},
    {'Q', Node::Type::byte_set, true,
     "is not accepted: put a backslash before each special character"},
});

} // namespace

tl::unexpected<base::Failure> Cursor::refuse(std::size_t offset, std::string sentence,
                                             std::string hint) {
    return base::fail(base::Failure{
        base::Kind::config, std::move(sentence), {"", 0, offset + 1}, {}, std::move(hint)});
}

base::Result<const Escape*> Cursor::known_escape(bool in_set) const {
    const char c = text[at + 1];
    const auto* row = std::find_if(k_escapes.begin(), k_escapes.end(),
                                   [&](const Escape& e) { return e.letter == c; });
    const std::string shown = std::string("\\") + c;
    if (row == k_escapes.end())
        return refuse(at, shown + " is not accepted",
                      R"(of letters only \d \D \s \S \w \W \n \b \A \z)");
    if (!row->refused.empty())
        return refuse(at, shown + ' ' + std::string(row->refused));
    if (in_set && !row->in_set)
        return refuse(at, shown + " has no meaning inside [ ]");
    return row;
}

Node byte_set(std::string text, std::vector<std::string> members) {
    Node out;
    out.type = Node::Type::byte_set;
    out.text = std::move(text);
    out.members = std::move(members);
    return out;
}

} // namespace backsift::rules
