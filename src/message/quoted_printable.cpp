#include <algorithm>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/hex.hpp"

namespace backsift::message {

namespace {

// The length of a soft line break at `at`, which is a "=": blanks that a gateway added and a line
// end follow, or the end of the text. 0 when it is none.
std::size_t soft_break_length(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && base::is_blank(text[end]))
        ++end;
    if (end == text.size())
        return end - at;
    if (text[end] != '\r' && text[end] != '\n')
        return 0;
    const bool crlf = text.substr(end, 2) == "\r\n";
    return end - at + (crlf ? 2 : 1);
}

} // namespace

std::string decode_quoted_printable(std::string_view text, std::size_t most_bytes,
                                    Defects& defects) {
    std::string out;
    out.reserve(std::min(text.size(), most_bytes));
    std::size_t keep = 0; // blanks behind this are only kept when something follows on the line
    std::size_t at = 0;
    while (at < text.size() && out.size() < most_bytes) {
        const char c = text[at];
        if (c != '=') {
            if (c == '\r' || c == '\n')
                out.resize(keep);
            out += c;
            if (!base::is_blank(c))
                keep = out.size();
            ++at;
        } else if (const int byte = hex_byte(text, at + 1); byte >= 0) {
            out += static_cast<char>(static_cast<unsigned char>(byte));
            keep = out.size();
            at += 3;
        } else if (const std::size_t length = soft_break_length(text, at); length > 0) {
            keep = out.size();
            at += length;
        } else {
            defects.note(Defect::bad_quoted_printable);
            out += c;
            keep = out.size();
            ++at;
        }
    }
    if (at < text.size())
        defects.note(Defect::part_cut);
    else
        out.resize(keep);
    return out;
}

} // namespace backsift::message
