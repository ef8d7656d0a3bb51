#include "report/table.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::report {

namespace {

constexpr std::array<std::string_view, 7> k_codes{"", "1", "2", "31", "32", "33", "34"};

struct Range {
    char32_t first;
    char32_t last;
};

// UAX 11 wide and full-width, the blocks that mail has.
constexpr std::array k_wide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
constexpr std::array k_combining{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E},
    Range{0x1AB0, 0x1AFF}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}};

template<class Ranges>
bool in(const Ranges& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const Range& r) { return c >= r.first && c <= r.last; });
}

std::size_t width_of(char32_t c) {
    if (c < 0x300)
        return 1;
    if (in(k_combining, c))
        return 0;
    return in(k_wide, c) ? 2 : 1;
}

} // namespace

std::string paint(std::string_view text, Colour colour, const Dress& dress) {
    if (!dress.colours || colour == Colour::plain)
        return std::string(text);
    return "\x1b[" + std::string(k_codes[static_cast<std::size_t>(colour)]) + 'm'
           + std::string(text) + "\x1b[0m";
}

std::size_t columns(std::string_view utf8) {
    std::size_t total = 0;
    for (std::size_t at = 0; at < utf8.size();)
        total += width_of(base::next_code_point(utf8, at));
    return total;
}

std::string fit(std::string_view utf8, std::size_t width) {
    const std::size_t needed = columns(utf8);
    if (needed <= width)
        return std::string(utf8) + std::string(width - needed, ' ');
    if (width == 0)
        return {};
    std::size_t used = 0;
    std::size_t end = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        used += width_of(base::next_code_point(utf8, at));
        if (used > width - 1)
            break;
        end = at;
    }
    std::string out(utf8.substr(0, end));
    out += "…";
    const std::size_t got = columns(out);
    return out + std::string(got < width ? width - got : 0, ' ');
}

std::string wrap(std::string_view text, std::size_t indent, const Dress& dress) {
    std::string out;
    std::size_t column = indent;
    for (const std::string_view word : base::words(text)) {
        const std::size_t needed = columns(word);
        if (!out.empty() && column + 1 + needed > dress.width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!out.empty()) {
            out += ' ';
            ++column;
        }
        out += word;
        column += needed;
    }
    return out;
}

std::string Table::text(const Dress& dress) const {
    std::vector<std::size_t> widths;
    for (const std::string& head : heads_)
        widths.push_back(columns(head));
    for (const auto& cells : rows_) {
        for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columns(cells[i]));
    }
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string out;
        for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
            const bool right = std::find(right_.begin(), right_.end(), i) != right_.end();
            const std::string pad(widths[i] - columns(cells[i]), ' ');
            out += right ? pad + cells[i] : cells[i] + (i + 1 < cells.size() ? pad : "");
            if (i + 1 < cells.size())
                out += "  ";
        }
        return out;
    };
    std::string out = paint(line(heads_), Colour::bold, dress) + '\n';
    for (const auto& cells : rows_)
        out += line(cells) + '\n';
    return out;
}

} // namespace backsift::report
