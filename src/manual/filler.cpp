#include "manual/filler.hpp"

#include <algorithm>
#include <array>

namespace backsift::manual {

namespace {

// Every character of the manual takes one column.
std::size_t columns(std::string_view utf8) {
    constexpr unsigned char k_head_mask = 0xC0;
    constexpr unsigned char k_continuation = 0x80;
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & k_head_mask) != k_continuation;
    }));
}

std::string dressed(std::string_view text, Face face) {
    constexpr std::array<std::string_view, 3> k_codes{"", "\x1b[1m", "\x1b[4m"};
    if (face == Face::plain)
        return std::string(text);
    return std::string(k_codes[static_cast<std::size_t>(face)]) + std::string(text) + "\x1b[0m";
}

} // namespace

void Filler::word(std::string_view utf8, Face face, Glue to_previous) {
    if (utf8.empty())
        return;
    if (to_previous == Glue::no)
        flush_unit();
    unit_ += faces_ == Faces::shown ? dressed(utf8, face) : std::string(utf8);
    unit_columns_ += columns(utf8);
}

void Filler::flush_unit() {
    if (unit_columns_ == 0)
        return;
    if (line_open_ && !follows_tab_ && line_columns_ + 1 + unit_columns_ > width_) {
        out_ += line_ + '\n';
        line_open_ = false;
    }
    if (!line_open_) {
        line_ = std::string(indent_, ' ');
        line_columns_ = indent_;
        line_open_ = true;
    } else if (!follows_tab_) {
        line_ += ' ';
        ++line_columns_;
    }
    follows_tab_ = false;
    line_ += unit_;
    line_columns_ += unit_columns_;
    unit_.clear();
    unit_columns_ = 0;
}

void Filler::end_line() {
    flush_unit();
    if (line_open_)
        out_ += line_ + '\n';
    line_open_ = false;
    follows_tab_ = false;
}

void Filler::blank_line() {
    end_line();
    if (out_.size() != omitted_at_ && !out_.ends_with("\n\n"))
        out_ += '\n';
}

void Filler::omit_blank_line() {
    end_line();
    omitted_at_ = out_.size();
}

void Filler::literal(std::string_view line) {
    end_line();
    if (!line.empty())
        out_ += std::string(indent_, ' ') + std::string(line);
    out_ += '\n';
}

void Filler::tab(std::size_t column) {
    flush_unit();
    if (!line_open_ || line_columns_ + 1 > column) {
        end_line();
        return;
    }
    line_ += std::string(column - line_columns_, ' ');
    line_columns_ = column;
    follows_tab_ = true;
}

std::string Filler::text() {
    end_line();
    return out_;
}

} // namespace backsift::manual
