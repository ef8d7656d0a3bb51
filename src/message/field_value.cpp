// A field's value: unfolded, and decoded.
#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/header.hpp"

namespace backsift::message {

std::string unfold(std::string_view raw_value) {
    const std::string_view trimmed = base::trim(raw_value);
    std::string out;
    out.reserve(trimmed.size());
    std::size_t at = 0;
    while (at < trimmed.size()) {
        const char c = trimmed[at];
        if (c != '\r' && c != '\n') {
            out += c == '\0' ? ' ' : c;
            ++at;
            continue;
        }
        while (!out.empty() && base::is_blank(out.back()))
            out.pop_back();
        while (at < trimmed.size() && base::is_space(trimmed[at]))
            ++at;
        out += ' ';
    }
    return out;
}

std::string decode_value(std::string_view raw_value) {
    Defects unnoted;
    return decode_words(unfold(raw_value), unnoted);
}

} // namespace backsift::message
