// Foreign text made fit to be shown (text.hpp).
#include "base/text.hpp"

#include <algorithm>

namespace backsift::base {

namespace {

bool is_invisible(char32_t c) {
    return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F)
           || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
           || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool is_any_blank(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x2028
           || c == 0x2029 || c == 0x3000;
}

// How many at the begin are letters, digits and punctuation of ASCII.
std::size_t graphic_bytes(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text[at] > ' ' && text[at] < '\x7F')
        ++at;
    return at;
}

void drop_last_character(std::string& text) {
    while (!text.empty()) {
        const bool continues = is_continuation(text.back());
        text.pop_back();
        if (!continues)
            return;
    }
}

} // namespace

std::string clean_lines(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t word = graphic_bytes(text.substr(at)); word != 0) {
            out += text.substr(at, word);
            at += word;
            continue;
        }
        const char32_t c = next_code_point(text, at);
        const bool ends_line = c == '\r' && at < text.size() && text[at] == '\n';
        if (ends_line || is_invisible(c))
            continue;
        if (c == 0x2028 || c == 0x2029)
            out += ' ';
        else if (is_control(c) && c != '\n' && c != '\t')
            append_utf8(out, 0xFFFD);
        else
            append_utf8(out, c);
    }
    return out;
}

std::string clean(std::string_view text, std::size_t most_bytes) {
    constexpr std::string_view k_cut = "…";
    std::string out;
    bool blank_pending = false;
    std::size_t at = 0;
    while (at < text.size()) {
        // Plain words as they are, as far as they surely fit.
        const std::size_t room = most_bytes - std::min(most_bytes, out.size() + 1);
        if (const std::size_t word = graphic_bytes(text.substr(at, room)); word != 0) {
            if (blank_pending)
                out += ' ';
            blank_pending = false;
            out += text.substr(at, word);
            at += word;
            continue;
        }
        char32_t c = next_code_point(text, at);
        if (is_any_blank(c)) {
            blank_pending = !out.empty();
            continue;
        }
        if (is_invisible(c))
            continue;
        if (is_control(c))
            c = 0xFFFD;
        const std::size_t before = out.size();
        if (blank_pending)
            out += ' ';
        blank_pending = false;
        append_utf8(out, c);
        if (out.size() > most_bytes) {
            out.resize(before);
            while (!out.empty() && out.size() + k_cut.size() > most_bytes)
                drop_last_character(out);
            if (k_cut.size() <= most_bytes)
                out += k_cut;
            return out;
        }
    }
    return out;
}

} // namespace backsift::base
