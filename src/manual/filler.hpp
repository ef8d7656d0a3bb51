// Fills lines with words, as nroff does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backsift::manual {

enum class Face : std::uint8_t { plain, bold, underlined };
enum class Faces : std::uint8_t { none, shown }; // shown: by escape sequences, for a terminal
enum class Glue : std::uint8_t { no, yes };      // yes: no blank in between, and no line end

class Filler {
  public:
    // Width in columns; a word that is longer stands on a line of its own.
    Filler(std::size_t width, Faces faces) : width_(width), faces_(faces) {}

    // Blanks before every line from the next one on.
    void indent(std::size_t columns) { indent_ = columns; }

    void word(std::string_view utf8, Face face, Glue to_previous);
    void end_line();
    // Ends the line and leaves one empty line, however often it is called.
    void blank_line();
    // No empty line here, as below a heading.
    void omit_blank_line();
    // A line as it is, behind the indent.
    void literal(std::string_view line);
    // Goes on in this line at that column when it is free, else on the next line.
    void tab(std::size_t column);

    [[nodiscard]] std::string text();

  private:
    void flush_unit();

    std::size_t width_;
    Faces faces_;
    std::size_t indent_ = 0;
    std::string out_;
    std::string line_; // filled so far; its first words are already indented
    std::size_t line_columns_ = 0;
    std::string unit_; // glued words that must not be parted
    std::size_t unit_columns_ = 0;
    std::size_t omitted_at_ = 0; // where in out_ no empty line is wanted
    bool line_open_ = false;
    bool follows_tab_ = false;
};

} // namespace backsift::manual
