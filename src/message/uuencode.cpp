// uuencode (POSIX), as a part's transfer encoding "x-uuencode".
#include <algorithm>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {

namespace {

// "begin 644 name"
bool is_begin_line(std::string_view line) {
    constexpr std::string_view k_begin = "begin ";
    return line.starts_with(k_begin) && line.size() > k_begin.size()
           && base::is_digit(line[k_begin.size()]);
}

// Blanks at the end of a line are often lost: what is not there is a zero.
unsigned sextet(std::string_view line, std::size_t at) {
    return at < line.size() ? (static_cast<unsigned char>(line[at]) - 32U) & 63U : 0U;
}

void append_line(std::string& out, std::string_view line) {
    std::size_t left = sextet(line, 0);
    for (std::size_t at = 1; left > 0; at += 4) {
        const unsigned bits = sextet(line, at) << 18U | sextet(line, at + 1) << 12U
                              | sextet(line, at + 2) << 6U | sextet(line, at + 3);
        const std::size_t count = std::min<std::size_t>(left, 3);
        for (std::size_t i = 0; i < count; ++i)
            out += static_cast<char>(static_cast<unsigned char>(bits >> (16U - 8U * i) & 0xFFU));
        left -= count;
    }
}

} // namespace

std::string decode_uuencode(std::string_view text, std::size_t most_bytes, Defects& defects) {
    std::size_t at = 0;
    bool begun = false;
    while (at < text.size() && !begun)
        begun = is_begin_line(base::next_line(text, at));
    if (!begun)
        at = 0;
    std::string out;
    if (!begun)
        out = text.substr(0, std::min(text.size(), most_bytes + 1));
    while (begun && at < text.size() && out.size() <= most_bytes) {
        const std::string_view line = base::next_line(text, at);
        if (sextet(line, 0) == 0 || line == "end")
            break;
        append_line(out, line);
    }
    if (out.size() > most_bytes) {
        defects.note(Defect::part_cut);
        out.resize(most_bytes);
    }
    return out;
}

} // namespace backsift::message
