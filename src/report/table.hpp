// Text for a terminal: columns that fit, paragraphs that wrap, colours where they are wanted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::report {

enum class Colour : std::uint8_t { plain, bold, dim, red, green, yellow, blue };

// Whether and how to dress text. Width in columns, for wrapping.
struct Dress {
    bool colours = false;
    std::size_t width = 120; // where there is no terminal to ask
};

[[nodiscard]] std::string paint(std::string_view text, Colour colour, const Dress& dress);

// Columns a terminal needs for valid UTF-8 without control characters: wide East Asian characters
// take two, combining marks none.
[[nodiscard]] std::size_t columns(std::string_view utf8);

// Pads with blanks to so many columns; longer text is cut with "…".
[[nodiscard]] std::string fit(std::string_view utf8, std::size_t width);

// Breaks at blanks; lines after the first are indented by so many blanks. No final newline.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent, const Dress& dress);

// A table: every column as wide as its widest cell, two blanks between; right-aligned where asked.
class Table {
  public:
    explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    void right_align(std::size_t column) { right_.push_back(column); }
    [[nodiscard]] std::string text(const Dress& dress) const;

  private:
    std::vector<std::string> heads_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::size_t> right_;
};

} // namespace backsift::report
