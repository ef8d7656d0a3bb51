// Sets of ASCII characters: [a-z0-9_].
#include "rules/expression_cursor.hpp"

namespace backsift::rules {

namespace {

using base::Done;
using base::Result;

class SetReader {
  public:
    explicit SetReader(Cursor& cursor) : cursor_(cursor) {}

    Result<Node> whole() {
        const std::size_t start = cursor_.at++;
        std::string out = "[";
        std::vector<std::string> members;
        bool plain = true;
        if (cursor_.follows("^")) {
            out += cursor_.text[cursor_.at++];
            plain = false;
        }
        const std::size_t first = cursor_.at;
        while (cursor_.more() && cursor_.text[cursor_.at] != ']') {
            const std::size_t item_at = cursor_.at;
            Result<std::string> one = item(cursor_.at == first);
            if (!one)
                return base::fail(std::move(one.error()));
            const bool single = one->size() == 1;
            plain = plain && single;
            if (single && cursor_.follows("-") && cursor_.at + 1 < cursor_.text.size()
                && cursor_.text[cursor_.at + 1] != ']') {
                ++cursor_.at;
                Result<std::string> last = item(false);
                if (!last)
                    return base::fail(std::move(last.error()));
                if (auto range = add_range(out, *one, *last, item_at); !range)
                    return base::fail(std::move(range.error()));
                plain = false;
                continue;
            }
            out += single ? set_text((*one)[0]) : *one;
            if (single)
                members.emplace_back(1, base::lower((*one)[0]));
        }
        if (!cursor_.more())
            return Cursor::refuse(start, "this [ is not closed", "write \\[ for the character");
        if (cursor_.at == first)
            return Cursor::refuse(start, "an empty set matches nothing",
                                  "write \\[ and \\] for the characters");
        ++cursor_.at;
        constexpr std::size_t k_few = 4;
        if (!plain || members.size() > k_few)
            members.clear();
        return byte_set(out + ']', std::move(members));
    }

  private:
    static std::string set_text(char c) {
        std::string out;
        if (c == '\\' || c == ']' || c == '[' || c == '^' || c == '-')
            out += '\\';
        return out += base::lower(c);
    }

    // One character as itself, or an escape with its backslash.
    Result<std::string> item(bool first) {
        const char c = cursor_.text[cursor_.at];
        if (static_cast<unsigned char>(c) >= 0x80) {
            return Cursor::refuse(cursor_.at,
                                  "a set may hold ASCII characters only: the engine sees bytes",
                                  "write (?:ä|ö) instead of [äö]");
        }
        if (static_cast<unsigned char>(c) < 0x20)
            return Cursor::refuse(cursor_.at, "a control character is never found here",
                                  "write \\s for white space");
        if (cursor_.follows("[:") || cursor_.follows("[.") || cursor_.follows("[=")) {
            return Cursor::refuse(cursor_.at, "classes with a name know no letter beyond ASCII",
                                  "write a-z or 0-9");
        }
        if (c == '[')
            return Cursor::refuse(cursor_.at, "a [ inside a set needs a backslash");
        if (c == '-' && !first && cursor_.at + 1 < cursor_.text.size()
            && cursor_.text[cursor_.at + 1] != ']') {
            return Cursor::refuse(
                cursor_.at, "a - that is no range stands first or last, or behind a backslash");
        }
        if (c != '\\') {
            ++cursor_.at;
            return std::string(1, c);
        }
        if (cursor_.at + 1 >= cursor_.text.size())
            return Cursor::refuse(cursor_.at, "a backslash stands before something");
        const char next = cursor_.text[cursor_.at + 1];
        if (is_punctuation(next) || (next == 't' && cursor_.against == Against::raw_header)) {
            cursor_.at += 2;
            return std::string(1, next == 't' ? '\t' : next);
        }
        const Result<const Escape*> row = cursor_.known_escape(true);
        if (!row)
            return base::fail(row.error());
        cursor_.at += 2;
        return next == 'w' ? std::string(k_word_bytes) : std::string("\\") + next;
    }

    static Result<Done> add_range(std::string& out, const std::string& from, const std::string& to,
                                  std::size_t offset) {
        const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (to.size() != 1)
            return Cursor::refuse(offset, "a range needs a character at both ends");
        if (is_upper(from[0]) != is_upper(to[0]))
            return Cursor::refuse(offset, "a range must stay within one case",
                                  "case is ignored: write a-z");
        if (base::lower(from[0]) > base::lower(to[0]))
            return Cursor::refuse(offset, "this range runs backwards");
        out += set_text(from[0]) + '-' + set_text(to[0]);
        return Done{};
    }

    Cursor& cursor_;
};

} // namespace

Result<Node> read_set(Cursor& cursor) {
    return SetReader(cursor).whole();
}

} // namespace backsift::rules
