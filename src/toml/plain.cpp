#include "toml/plain.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace backsift::toml {

namespace {

bool is_name_byte(char c) {
    return base::is_alnum(c) || c == '_' || c == '-';
}

// Tabs and line ends but a lone CR, which toml++ refuses.
bool is_plain_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool line_end =
            byte == '\n' || (byte == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
        if ((byte < ' ' || byte > '~') && byte != '\t' && !line_end)
            return false;
    }
    return true;
}

// Every function that answers false has met something that is not plain.
class PlainReader {
  public:
    explicit PlainReader(std::string_view text) : text_(text) {}

    std::optional<Table> run() {
        Table root;
        Table* here = &root;
        while (at_ < text_.size()) {
            skip_blanks();
            const char c = peek();
            const bool good = c == '[' ? header(root, here) : !is_name_byte(c) || pair(*here);
            if (!good || !end_line())
                return std::nullopt;
        }
        return root;
    }

  private:
    static constexpr std::size_t k_most_keys = 64; // of one table: each is compared with the others

    // NUL, which stands nowhere in a plain text, behind the end.
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] base::Place place() const { return {{}, line_, at_ - line_begin_ + 1}; }

    void skip_blanks() {
        while (base::is_blank(peek()))
            ++at_;
    }

    bool take(char c) {
        if (peek() != c)
            return false;
        ++at_;
        return true;
    }

    void skip_comment() {
        if (peek() == '#')
            at_ = std::min(text_.find('\n', at_), text_.size());
    }

    // Blanks, a comment, and the end of the line or of the text.
    bool end_line() {
        skip_blanks();
        skip_comment();
        take('\r');
        if (at_ == text_.size())
            return true;
        if (!take('\n'))
            return false;
        ++line_;
        line_begin_ = at_;
        return true;
    }

    std::string_view name() {
        const std::size_t begin = at_;
        while (is_name_byte(peek()))
            ++at_;
        return text_.substr(begin, at_ - begin);
    }

    // "[name]", "[[name]]": a new table, into which what follows goes.
    bool header(Table& root, Table*& here) {
        const base::Place begin = place();
        ++at_;
        const bool repeats = take('[');
        skip_blanks();
        const base::Place key = place();
        const std::string_view called = name();
        skip_blanks();
        if (called.empty() || !take(']') || (repeats && !take(']')))
            return false;
        Entry* known = find(root, called);
        if (known == nullptr) {
            known = add(root, called, key);
            if (known == nullptr)
                return false;
            known->value.place = begin;
            if (repeats) {
                known->value.held.emplace<Array>();
                lists_of_tables_ |= bit(root, *known);
            }
        } else if (!repeats || (lists_of_tables_ & bit(root, *known)) == 0) {
            return false;
        }
        Value* table = &known->value;
        if (repeats) {
            table = &std::get<Array>(table->held).emplace_back();
            table->place = begin;
        }
        here = &table->held.emplace<Table>();
        return true;
    }

    static std::uint64_t bit(const Table& root, const Entry& entry) {
        return std::uint64_t{1} << static_cast<unsigned>(&entry - root.entries.data());
    }

    static Entry* find(Table& table, std::string_view key) {
        const auto found = std::find_if(table.entries.begin(), table.entries.end(),
                                        [&](const Entry& entry) { return entry.key == key; });
        return found == table.entries.end() ? nullptr : &*found;
    }

    // Filled in where it stands: its moves cost more than all that is read. What was added before
    // something odd is met is thrown away with the rest.
    static Entry* add(Table& table, std::string_view key, const base::Place& place) {
        constexpr std::size_t k_usual_keys = 8;
        if (table.entries.empty())
            table.entries.reserve(k_usual_keys);
        if (table.entries.size() == k_most_keys)
            return nullptr;
        Entry& entry = table.entries.emplace_back();
        entry.key = key;
        entry.place = place;
        return &entry;
    }

    bool pair(Table& table) {
        const base::Place key = place();
        const std::string_view called = name();
        skip_blanks();
        if (!take('=') || find(table, called) != nullptr)
            return false;
        skip_blanks();
        Entry* const entry = add(table, called, key);
        return entry != nullptr && value(entry->value);
    }

    bool value(Value& out) {
        out.place = place();
        return peek() == '[' ? list(out) : scalar(out);
    }

    bool list(Value& out) {
        ++at_;
        Array& elements = out.held.emplace<Array>();
        for (;;) {
            if (!skip_space())
                return false;
            if (take(']'))
                return true;
            Value& element = elements.emplace_back();
            element.place = place();
            if (!scalar(element) || !skip_space())
                return false;
            if (!take(',') && peek() != ']')
                return false;
        }
    }

    // Inside a list: blanks, comments and line ends.
    bool skip_space() {
        skip_blanks();
        while (peek() == '#' || peek() == '\n' || peek() == '\r') {
            if (!end_line())
                return false;
            skip_blanks();
        }
        return true;
    }

    bool scalar(Value& out) {
        const char c = peek();
        if (c == '"' || c == '\'')
            return text(out);
        if (base::is_digit(c))
            return number_or_day(out);
        const std::string_view word = name();
        out.held = word == "true";
        return word == "true" || word == "false";
    }

    // Not the long ones of three quotes.
    bool text(Value& out) {
        const char quote = text_[at_];
        const std::size_t begin = ++at_;
        while (peek() != quote) {
            if (peek() == '\0' || peek() == '\n' || peek() == '\r'
                || (peek() == '\\' && quote == '"'))
                return false;
            ++at_;
        }
        out.held.emplace<std::string>(text_.substr(begin, at_ - begin));
        ++at_;
        return peek() != quote;
    }

    // A fraction or a time of day behind it is not plain, and neither is what stands there then.
    bool number_or_day(Value& out) {
        constexpr std::size_t k_most_digits = 18; // surely fits
        constexpr std::size_t k_day = 10;
        const std::string_view word = name();
        if (word.size() == k_day && word[4] == '-')
            return day(word, out);
        const auto number = base::to_number(word);
        const bool padded = word.size() > 1 && word[0] == '0';
        if (!number || padded || word.size() > k_most_digits)
            return false;
        out.held = static_cast<std::int64_t>(*number);
        return true;
    }

    static bool day(std::string_view word, Value& out) {
        const auto year = base::to_number(word.substr(0, 4));
        const auto month = base::to_number(word.substr(5, 2));
        const auto day = base::to_number(word.substr(8, 2));
        if (word[7] != '-' || !year || !month || !day)
            return false;
        const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*day))};
        if (!date.ok())
            return false;
        out.held = midnight(static_cast<int>(*year), static_cast<unsigned>(*month),
                            static_cast<unsigned>(*day));
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
    std::uint64_t lists_of_tables_ = 0; // a bit per entry of the root
};

} // namespace

std::optional<Table> read_plain(std::string_view text) {
    if (!is_plain_text(text))
        return std::nullopt;
    return PlainReader(text).run();
}

Date midnight(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const sys_days date =
        std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return {duration_cast<seconds>(date.time_since_epoch()).count()};
}

} // namespace backsift::toml
