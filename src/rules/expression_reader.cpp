#include <algorithm>
#include <array>

#include "rules/expression_cursor.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

namespace {

using base::Done;
using base::Result;

constexpr std::size_t k_longest = 2000;
constexpr unsigned k_deepest = 20;

class TreeReader {
  public:
    TreeReader(std::string_view written, Against against) : cursor_(written, against) {}

    Result<Node> whole() {
        if (cursor_.text.empty())
            return Cursor::refuse(0, "an empty pattern matches everything");
        if (cursor_.text.size() > k_longest)
            return Cursor::refuse(k_longest, "a pattern has at most 2000 bytes");
        Result<Node> node = choice(0);
        if (!node)
            return node;
        if (cursor_.at < cursor_.text.size())
            return Cursor::refuse(cursor_.at, "this ) closes nothing",
                                  "write \\) for the character");
        return node;
    }

  private:
    Result<Node> choice(unsigned depth) {
        Node out;
        out.type = Node::Type::choice;
        for (;;) {
            Result<Node> branch = sequence(depth);
            if (!branch)
                return branch;
            if (branch->children.empty() && depth > 0 && !cursor_.more())
                break; // the group is not closed, and says so itself
            // (?:a|b|) is a common way to write something optional.
            const bool optional = depth > 0 && !out.children.empty() && cursor_.follows(")");
            if (branch->children.empty() && !optional) {
                return Cursor::refuse(
                    cursor_.at, "there is nothing before or behind this |, or inside this group",
                    "write (?:…)? for something optional");
            }
            out.children.push_back(std::move(*branch));
            if (!cursor_.follows("|"))
                break;
            ++cursor_.at;
        }
        return out;
    }

    Result<Node> sequence(unsigned depth) {
        Node out;
        while (cursor_.more() && cursor_.text[cursor_.at] != '|'
               && cursor_.text[cursor_.at] != ')') {
            const std::size_t start = cursor_.at;
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
        if (cursor_.against == Against::folded && is_blank(node) && !before.children.empty()
            && is_blank(before.children.back())) {
            return Cursor::refuse(
                start, "two blanks in a row are never found: searched text has its white "
                       "space folded into one blank");
        }
        return Done{};
    }

    Result<Node> atom(unsigned depth) {
        const char c = cursor_.text[cursor_.at];
        switch (c) {
        case '^':
        case '$':
            ++cursor_.at;
            return assertion(std::string(1, c));
        case '.':
            ++cursor_.at;
            return byte_set(".", {});
        case '[':
            return read_set(cursor_);
        case '(':
            return group(depth);
        case '\\':
            return escape();
        case '*':
        case '+':
        case '?':
        case '{':
            return Cursor::refuse(cursor_.at, "there is nothing to repeat here",
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

    Result<Node> literal() {
        const std::size_t start = cursor_.at;
        const char32_t c = base::next_code_point(cursor_.text, cursor_.at);
        Node out;
        out.type = Node::Type::literal;
        if (c < 0x20 || c == 0x7F)
            return Cursor::refuse(start, "a control character is never found here",
                                  "write \\s for white space");
        if (c < 0x80) {
            out.text = base::lower(static_cast<char>(c));
            return out;
        }
        if (c == 0xFFFD)
            return Cursor::refuse(start, "this is not UTF-8");
        if (cursor_.against == Against::raw_header)
            return Cursor::refuse(
                start, "raw header lines are searched as bytes: only ASCII can stand here");
        // Between two letters nothing is trimmed or joined.
        const std::string folded =
            fold("x" + std::string(cursor_.text.substr(start, cursor_.at - start)) + "x");
        out.text = folded.substr(1, folded.size() - 2);
        if (out.text.empty())
            return Cursor::refuse(start,
                                  "this character is invisible and removed from searched text");
        return out;
    }

    Result<Node> group(unsigned depth) {
        const std::size_t start = cursor_.at;
        constexpr std::array<std::string_view, 6> k_opens{"(?:",  "(?=",  "(?!",
                                                          "(?<=", "(?<!", "(?>"};
        const auto* open = std::find_if(k_opens.begin(), k_opens.end(),
                                        [&](std::string_view o) { return cursor_.follows(o); });
        if (open == k_opens.end() && cursor_.follows("(?")) {
            return Cursor::refuse(
                start,
                "of the groups with (? only (?:…) (?=…) (?!…) (?<=…) (?<!…) (?>…) are accepted",
                "case is ignored anyway; nothing is captured");
        }
        if (depth == k_deepest)
            return Cursor::refuse(start, "groups are nested too deeply");
        const std::string_view begin = open == k_opens.end() ? "(" : *open;
        cursor_.at += begin.size();
        Result<Node> node = choice(depth + 1);
        if (!node)
            return node;
        if (!cursor_.follows(")"))
            return Cursor::refuse(start, "this group is not closed", "write \\( for the character");
        ++cursor_.at;
        if (begin != "(")
            node->open = begin;
        return node;
    }

    Result<Node> escape() {
        if (cursor_.at + 1 >= cursor_.text.size())
            return Cursor::refuse(cursor_.at, "a backslash stands before something");
        const char c = cursor_.text[cursor_.at + 1];
        if (is_punctuation(c)) {
            cursor_.at += 2;
            Node out;
            out.type = Node::Type::literal;
            out.text = c;
            return out;
        }
        if (c == 't' && cursor_.against == Against::raw_header) {
            cursor_.at += 2;
            return byte_set("\\t", {"\t"});
        }
        const Result<const Escape*> row = cursor_.known_escape(false);
        if (!row)
            return base::fail(row.error());
        cursor_.at += 2;
        const std::string text = std::string("\\") + c;
        if ((*row)->type == Node::Type::assertion)
            return assertion(text);
        if (c == 'n')
            return byte_set(text, {"\n"});
        if (c == 'w' || c == 'W')
            return byte_set((c == 'w' ? "[" : "[^") + std::string(k_word_bytes) + ']', {});
        if (c == 's' && cursor_.against == Against::folded)
            return byte_set(text, {" ", "\n"});
        return byte_set(text, {});
    }

    Result<Node> repeated(Node node) {
        const std::size_t start = cursor_.at;
        Result<bool> found = quantifier();
        if (!found)
            return base::fail(std::move(found.error()));
        if (!*found)
            return node;
        if (node.takes_no_room())
            return Cursor::refuse(start, "what takes no room cannot be repeated");
        Node out;
        out.type = Node::Type::repeat;
        out.least = least_;
        out.most = most_;
        if (cursor_.follows("?") || cursor_.follows("+"))
            out.text = cursor_.text[cursor_.at++];
        if (cursor_.follows("*") || cursor_.follows("+") || cursor_.follows("?")
            || cursor_.follows("{"))
            return Cursor::refuse(cursor_.at, "this repeats a repeat",
                                  "put the inner one into (?:…)");
        out.children.push_back(std::move(node));
        if (repeat_depth(out) > k_deepest_repeat)
            return Cursor::refuse(start, "repeats stand more than three deep in each other",
                                  "the inner ones hardly change what is found");
        return out;
    }

    // Sets least_ and most_; false: none stands here.
    Result<bool> quantifier() {
        if (!cursor_.more())
            return false;
        switch (cursor_.text[cursor_.at]) {
        case '*':
            ++cursor_.at;
            return bounds(0, k_reach);
        case '+':
            ++cursor_.at;
            return bounds(1, 1 + k_reach);
        case '?':
            ++cursor_.at;
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
        const std::size_t start = cursor_.at;
        const std::size_t end = cursor_.text.find('}', cursor_.at);
        const auto wrong = [&](std::string sentence) {
            return Cursor::refuse(start, std::move(sentence),
                                  "write {2}, {2,} or {2,5}, or \\{ for the character");
        };
        if (end == std::string_view::npos)
            return wrong("this { is not closed");
        const std::string_view inside = cursor_.text.substr(cursor_.at + 1, end - cursor_.at - 1);
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
        cursor_.at = end + 1;
        const auto low = static_cast<unsigned>(*least);
        return bounds(low, open_end ? low + k_reach : static_cast<unsigned>(*most));
    }

    Cursor cursor_;
    unsigned least_ = 1;
    unsigned most_ = 1;
};

} // namespace

Result<Node> read_tree(std::string_view written, Against against) {
    return TreeReader(written, against).whole();
}

} // namespace backsift::rules
