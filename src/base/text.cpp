#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <numeric>

namespace backsift::base {

std::string to_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = lower(c);
    return out;
}

bool iequals(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return lower(x) == lower(y);
           });
}

bool istarts_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

bool iends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size()
           && iequals(text.substr(text.size() - suffix.size()), suffix);
}

namespace {

// The places of one letter, large or small, in rising order.
class LetterPlaces {
  public:
    LetterPlaces(std::string_view text, char letter, std::size_t from)
        : text_(text),
          small_(lower(letter)),
          large_(is_alpha(letter) ? static_cast<char>(lower(letter) - 'a' + 'A') : letter),
          next_small_(text.find(small_, from)),
          next_large_(large_ == small_ ? std::string_view::npos : text.find(large_, from)) {}

    // npos behind the last one.
    [[nodiscard]] std::size_t next() {
        const std::size_t at = std::min(next_small_, next_large_);
        if (at == std::string_view::npos)
            return at;
        if (at == next_small_)
            next_small_ = text_.find(small_, at + 1);
        else
            next_large_ = text_.find(large_, at + 1);
        return at;
    }

  private:
    std::string_view text_;
    char small_;
    char large_;
    std::size_t next_small_;
    std::size_t next_large_;
};

} // namespace

// Looks for one byte of what is wanted, and compares where it stands: a sign if it has one, for
// these are rarer than letters.
std::size_t ifind(std::string_view text, std::string_view wanted, std::size_t from) {
    if (from > text.size())
        return std::string_view::npos;
    if (wanted.empty())
        return from;
    const auto sign =
        std::find_if(wanted.begin(), wanted.end(), [](char c) { return !is_alnum(c) && c != ' '; });
    const auto lead = static_cast<std::size_t>(sign == wanted.end() ? 0 : sign - wanted.begin());
    LetterPlaces places(text, wanted[lead], std::min(from + lead, text.size()));
    for (std::size_t at = places.next(); at != std::string_view::npos; at = places.next()) {
        if (text.size() - (at - lead) < wanted.size())
            break;
        if (iequals(text.substr(at - lead, wanted.size()), wanted))
            return at - lead;
    }
    return std::string_view::npos;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const std::size_t at = text.find(separator);
        pieces.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return pieces;
        text.remove_prefix(at + 1);
    }
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && is_space(text[at]))
            ++at;
        const std::size_t start = at;
        while (at < text.size() && !is_space(text[at]))
            ++at;
        if (at > start)
            found.push_back(text.substr(start, at - start));
    }
    return found;
}

std::string_view next_line(std::string_view text, std::size_t& position) {
    const std::size_t end = text.find_first_of("\r\n", position);
    const std::string_view line =
        text.substr(position, end == std::string_view::npos ? end : end - position);
    if (end == std::string_view::npos)
        position = text.size();
    else
        position =
            end + (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1);
    return line;
}

std::optional<std::uint64_t> to_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size()
                   && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

char32_t next_code_point(std::string_view text, std::size_t& position) {
    constexpr char32_t k_replacement = 0xFFFD;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(position);
    if (first < 0x80) {
        ++position;
        return first;
    }
    std::size_t length = 0;
    char32_t value = 0;
    char32_t least = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
        value = first & 0x1FU;
        least = 0x80;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        value = first & 0x0FU;
        least = 0x800;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        value = first & 0x07U;
        least = 0x10000;
    }
    if (length == 0 || position + length > text.size()) {
        ++position;
        return k_replacement;
    }
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned char next = byte(position + i);
        if ((next & 0xC0U) != 0x80) {
            ++position;
            return k_replacement;
        }
        value = (value << 6) | (next & 0x3FU);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        ++position;
        return k_replacement;
    }
    position += length;
    return value;
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&](char32_t byte) {
        out += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

namespace {

// Where the next byte beyond ASCII stands, eight at a time as most mail has none.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
    std::uint64_t eight = 0;
    for (; text.size() - at >= sizeof eight; at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0)
            break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at;
}

} // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
        const std::size_t start = at;
        // A valid U+FFFD takes three bytes, a replaced byte one.
        if (next_code_point(text, at) == 0xFFFD && at - start == 1)
            return false;
    }
    return true;
}

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::vector<std::size_t> next(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = row[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped)
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

} // namespace

std::optional<std::string_view> closest(std::string_view typed,
                                        const std::vector<std::string_view>& words) {
    constexpr std::size_t k_longest = 64;
    if (typed.empty() || typed.size() > k_longest)
        return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t least = typed.size() / 3 + 2;
    for (const std::string_view word : words) {
        if (word.size() > k_longest)
            continue;
        const std::size_t distance = edit_distance(typed, word);
        if (distance < least && distance <= std::max<std::size_t>(1, word.size() / 3)) {
            least = distance;
            best = word;
        }
    }
    return best;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = static_cast<unsigned char>(
            difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
    }
    // Without this a compiler may leave the loop early.
    const volatile unsigned char all = difference;
    return all == 0;
}

} // namespace backsift::base
