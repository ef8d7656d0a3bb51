#include "rules/expression.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "rules/expression_tree.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

namespace {

using base::Done;
using base::Result;

constexpr std::size_t k_longest = 2000;
constexpr unsigned k_deepest = 20;

// The letters that may follow a backslash, and why the other well-known ones may not.
struct Escape {
    char letter;
    Node::Type type;
    bool in_class;
    std::string_view refused; // empty: accepted
};
constexpr Escape k_escapes[] = {
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
};

// What \w means: the engine sees bytes, and every byte beyond ASCII is part of a letter (folding
// has made ASCII of typographic punctuation).
constexpr std::string_view k_word_bytes = R"(a-z0-9_\x80-\xFF)";

constexpr std::string_view k_special = R"(.^$*+?()[]{}|\/-)";

std::string escaped(char c) {
    std::string out;
    if (k_special.find(c) != std::string_view::npos && c != '/' && c != '-')
        out += '\\';
    return out += c;
}

class Reader {
  public:
    Reader(std::string_view text, Against against) : text_(text), against_(against) {}

    Result<Node> whole() {
        if (text_.empty())
            return refuse(0, "an empty pattern matches everything");
        if (text_.size() > k_longest)
            return refuse(k_longest, "a pattern has at most 2000 bytes");
        Result<Node> node = choice(0);
        if (!node)
            return node;
        if (at_ < text_.size())
            return refuse(at_, "this ) closes nothing", "write \\) for the character");
        return node;
    }

  private:
    [[nodiscard]] bool more() const { return at_ < text_.size(); }
    [[nodiscard]] bool follows(std::string_view wanted) const {
        return text_.substr(at_).starts_with(wanted);
    }

    static tl::unexpected<base::Failure> refuse(std::size_t offset, std::string sentence,
                                                std::string hint = {}) {
        return base::fail(base::Failure{
            base::Kind::config, std::move(sentence), {"", 0, offset + 1}, {}, std::move(hint)});
    }

    Result<Node> choice(unsigned depth) {
        Node out;
        out.type = Node::Type::choice;
        for (;;) {
            Result<Node> branch = sequence(depth);
            if (!branch)
                return branch;
            // (?:a|b|) is a common way to write something optional.
            const bool optional = depth > 0 && !out.children.empty() && follows(")");
            if (branch->children.empty() && !optional) {
                return refuse(at_, "there is nothing before or behind this |, or inside this group",
                              "write (?:…)? for something optional");
            }
            out.children.push_back(std::move(*branch));
            if (!follows("|"))
                break;
            ++at_;
        }
        return out;
    }

    Result<Node> sequence(unsigned depth) {
        Node out;
        while (more() && text_[at_] != '|' && text_[at_] != ')') {
            const std::size_t start = at_;
            Result<Node> node = atom(depth);
            if (!node)
                return node;
            if (auto blanks = check_blanks(out, *node, start); !blanks)
                return base::fail(std::move(blanks.error()));
            node = repeated(std::move(*node));
            if (!node)
                return node;
            out.children.push_back(std::move(*node));
        }
        return out;
    }

    // Folded text has no two blanks in a row.
    [[nodiscard]] Result<Done> check_blanks(const Node& before, const Node& node,
                                            std::size_t start) const {
        const auto is_blank = [](const Node& n) {
            return n.type == Node::Type::literal && n.text == " ";
        };
        if (against_ == Against::folded && is_blank(node) && !before.children.empty()
            && is_blank(before.children.back())) {
            return refuse(start, "two blanks in a row are never found: searched text has its white "
                                 "space folded into one blank");
        }
        return Done{};
    }

    Result<Node> atom(unsigned depth) {
        const char c = text_[at_];
        switch (c) {
        case '^':
        case '$':
            ++at_;
            return assertion(std::string(1, c));
        case '.':
            ++at_;
            return byte_set(".", {});
        case '[':
            return bracket();
        case '(':
            return group(depth);
        case '\\':
            return escape();
        case '*':
        case '+':
        case '?':
        case '{':
            return refuse(at_, "there is nothing to repeat here",
                          std::string("write \\") + c + " for the character");
        default:
            return literal();
        }
    }

    static Node assertion(std::string text) {
        Node out;
        out.type = Node::Type::assertion;
        out.text = std::move(text);
        return out;
    }

    static Node byte_set(std::string text, std::vector<std::string> members) {
        Node out;
        out.type = Node::Type::byte_set;
        out.text = std::move(text);
        out.members = std::move(members);
        return out;
    }

    Result<Node> literal() {
        const std::size_t start = at_;
        const char32_t c = base::next_code_point(text_, at_);
        Node out;
        out.type = Node::Type::literal;
        if (c < 0x20 || c == 0x7F)
            return refuse(start, "a control character is never found here",
                          "write \\s for white space");
        if (c < 0x80) {
            out.text = base::lower(static_cast<char>(c));
            return out;
        }
        if (c == 0xFFFD)
            return refuse(start, "this is not UTF-8");
        if (against_ == Against::raw_header)
            return refuse(start,
                          "raw header lines are searched as bytes: only ASCII can stand here");
        // Between two letters nothing is trimmed or joined.
        const std::string folded = fold("x" + std::string(text_.substr(start, at_ - start)) + "x");
        out.text = folded.substr(1, folded.size() - 2);
        if (out.text.empty())
            return refuse(start, "this character is invisible and removed from searched text");
        return out;
    }

    Result<Node> group(unsigned depth) {
        const std::size_t start = at_;
        constexpr std::string_view k_opens[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"};
        const auto* open = std::find_if(std::begin(k_opens), std::end(k_opens),
                                        [&](std::string_view o) { return follows(o); });
        if (open == std::end(k_opens) && follows("(?")) {
            return refuse(
                start,
                "of the groups with (? only (?:…) (?=…) (?!…) (?<=…) (?<!…) (?>…) are accepted",
                "case is ignored anyway; nothing is captured");
        }
        if (depth == k_deepest)
            return refuse(start, "groups are nested too deeply");
        const std::string_view begin = open == std::end(k_opens) ? "(" : *open;
        at_ += begin.size();
        Result<Node> node = choice(depth + 1);
        if (!node)
            return node;
        if (!follows(")"))
            return refuse(start, "this group is not closed", "write \\( for the character");
        ++at_;
        if (begin != "(")
            node->open = begin;
        return node;
    }

    [[nodiscard]] Result<const Escape*> known_escape(bool in_class) const {
        const char c = text_[at_ + 1];
        const auto* row = std::find_if(std::begin(k_escapes), std::end(k_escapes),
                                       [&](const Escape& e) { return e.letter == c; });
        const std::string shown = std::string("\\") + c;
        if (row == std::end(k_escapes))
            return refuse(at_, shown + " is not accepted",
                          "of letters only \\d \\D \\s \\S \\n \\b \\A \\z");
        if (!row->refused.empty())
            return refuse(at_, shown + ' ' + std::string(row->refused));
        if (in_class && !row->in_class)
            return refuse(at_, shown + " has no meaning inside [ ]");
        return row;
    }

    Result<Node> escape() {
        if (at_ + 1 >= text_.size())
            return refuse(at_, "a backslash stands before something");
        const char c = text_[at_ + 1];
        if (is_punctuation(c)) {
            at_ += 2;
            Node out;
            out.type = Node::Type::literal;
            out.text = c;
            return out;
        }
        if (c == 't' && against_ == Against::raw_header) {
            at_ += 2;
            return byte_set("\\t", {"\t"});
        }
        const Result<const Escape*> row = known_escape(false);
        if (!row)
            return base::fail(row.error());
        at_ += 2;
        const std::string text = std::string("\\") + c;
        if ((*row)->type == Node::Type::assertion)
            return assertion(text);
        if (c == 'n')
            return byte_set(text, {"\n"});
        if (c == 'w' || c == 'W')
            return byte_set((c == 'w' ? "[" : "[^") + std::string(k_word_bytes) + ']', {});
        if (c == 's' && against_ == Against::folded)
            return byte_set(text, {" ", "\n"});
        return byte_set(text, {});
    }

    static bool is_punctuation(char c) { return c >= ' ' && c < 0x7F && !base::is_alnum(c); }

    // [ ]: sets of ASCII characters.
    Result<Node> bracket() {
        const std::size_t start = at_++;
        std::string out = "[";
        std::vector<std::string> members;
        bool plain = true;
        if (follows("^")) {
            out += text_[at_++];
            plain = false;
        }
        const std::size_t first = at_;
        while (more() && text_[at_] != ']') {
            const std::size_t item_at = at_;
            Result<std::string> item = bracket_item(at_ == first);
            if (!item)
                return base::fail(std::move(item.error()));
            const bool single = item->size() == 1;
            plain = plain && single;
            if (single && follows("-") && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
                ++at_;
                Result<std::string> last = bracket_item(false);
                if (!last)
                    return base::fail(std::move(last.error()));
                if (auto range = add_range(out, *item, *last, item_at); !range)
                    return base::fail(std::move(range.error()));
                plain = false;
                continue;
            }
            out += single ? class_text((*item)[0]) : *item;
            if (single)
                members.emplace_back(1, base::lower((*item)[0]));
        }
        if (!more())
            return refuse(start, "this [ is not closed", "write \\[ for the character");
        if (at_ == first)
            return refuse(start, "an empty set matches nothing",
                          "write \\[ and \\] for the characters");
        ++at_;
        constexpr std::size_t k_few = 4;
        if (!plain || members.size() > k_few)
            members.clear();
        return byte_set(out + ']', std::move(members));
    }

    static std::string class_text(char c) {
        std::string out;
        if (c == '\\' || c == ']' || c == '[' || c == '^' || c == '-')
            out += '\\';
        return out += base::lower(c);
    }

    // One character as itself, or an escape with its backslash.
    Result<std::string> bracket_item(bool first) {
        const char c = text_[at_];
        if (static_cast<unsigned char>(c) >= 0x80) {
            return refuse(at_, "a set may hold ASCII characters only: the engine sees bytes",
                          "write (?:ä|ö) instead of [äö]");
        }
        if (static_cast<unsigned char>(c) < 0x20)
            return refuse(at_, "a control character is never found here",
                          "write \\s for white space");
        if (follows("[:") || follows("[.") || follows("[=")) {
            return refuse(at_, "classes with a name know no letter beyond ASCII",
                          "write a-z or 0-9");
        }
        if (c == '[')
            return refuse(at_, "a [ inside a set needs a backslash");
        if (c == '-' && !first && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
            return refuse(at_, "a - that is no range stands first or last, or behind a backslash");
        }
        if (c != '\\') {
            ++at_;
            return std::string(1, c);
        }
        if (at_ + 1 >= text_.size())
            return refuse(at_, "a backslash stands before something");
        const char next = text_[at_ + 1];
        if (is_punctuation(next) || (next == 't' && against_ == Against::raw_header)) {
            at_ += 2;
            return std::string(1, next == 't' ? '\t' : next);
        }
        const Result<const Escape*> row = known_escape(true);
        if (!row)
            return base::fail(row.error());
        at_ += 2;
        return next == 'w' ? std::string(k_word_bytes) : std::string("\\") + next;
    }

    static Result<Done> add_range(std::string& out, const std::string& from, const std::string& to,
                                  std::size_t offset) {
        const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (to.size() != 1)
            return refuse(offset, "a range needs a character at both ends");
        if (is_upper(from[0]) != is_upper(to[0]))
            return refuse(offset, "a range must stay within one case",
                          "case is ignored: write a-z");
        if (base::lower(from[0]) > base::lower(to[0]))
            return refuse(offset, "this range runs backwards");
        out += class_text(from[0]) + '-' + class_text(to[0]);
        return Done{};
    }

    Result<Node> repeated(Node node) {
        const std::size_t start = at_;
        Result<bool> found = quantifier(node);
        if (!found)
            return base::fail(std::move(found.error()));
        if (!*found)
            return node;
        if (node.takes_no_room())
            return refuse(start, "what takes no room cannot be repeated");
        Node out;
        out.type = Node::Type::repeat;
        out.least = least_;
        out.most = most_;
        if (follows("?") || follows("+"))
            out.text = text_[at_++];
        if (follows("*") || follows("+") || follows("?") || follows("{"))
            return refuse(at_, "this repeats a repeat", "put the inner one into (?:…)");
        out.children.push_back(std::move(node));
        return out;
    }

    // Sets least_ and most_; false: none stands here.
    Result<bool> quantifier(const Node&) {
        if (!more())
            return false;
        switch (text_[at_]) {
        case '*':
            ++at_;
            return bounds(0, k_reach);
        case '+':
            ++at_;
            return bounds(1, 1 + k_reach);
        case '?':
            ++at_;
            return bounds(0, 1);
        case '{':
            return braces();
        default:
            return false;
        }
    }

    bool bounds(unsigned least, unsigned most) {
        least_ = least;
        most_ = most;
        return true;
    }

    Result<bool> braces() {
        const std::size_t start = at_;
        const std::size_t end = text_.find('}', at_);
        const auto wrong = [&](std::string sentence) {
            return refuse(start, std::move(sentence),
                          "write {2}, {2,} or {2,5}, or \\{ for the character");
        };
        if (end == std::string_view::npos)
            return wrong("this { is not closed");
        const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
        const std::size_t comma = inside.find(',');
        const auto least = base::to_number(inside.substr(0, comma));
        const bool open_end = comma != std::string_view::npos && comma + 1 == inside.size();
        const auto most = comma == std::string_view::npos ? least
                          : open_end                      ? least
                                     : base::to_number(inside.substr(comma + 1));
        if (!least || !most)
            return wrong("this is no repeat count");
        if (*least > k_largest_bound || *most > k_largest_bound)
            return wrong("a repeat goes to 1000 at most");
        if (*least > *most || *most == 0)
            return wrong("this repeat count is impossible");
        at_ = end + 1;
        const auto low = static_cast<unsigned>(*least);
        return bounds(low, open_end ? low + k_reach : static_cast<unsigned>(*most));
    }

    std::string_view text_;
    Against against_;
    std::size_t at_ = 0;
    unsigned least_ = 1;
    unsigned most_ = 1;
};

// --- writing it out for the engine ---

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

Result<Expression> read_expression(std::string_view written, Against against) {
    Result<Node> tree = Reader(written, against).whole();
    if (!tree)
        return base::fail(std::move(tree.error()));
    Expression out;
    // A group around a single branch at the top says nothing.
    write(out.text, tree->children.size() == 1 ? tree->children[0] : *tree);
    out.required = required_literals(*tree);
    out.literals = literal_runs(*tree);
    return out;
}

} // namespace backsift::rules
