// The seven-bit East Asian charsets that switch sets by escape sequences: ISO-2022-JP (RFC 1468,
// with the sets of RFC 1554), ISO-2022-KR (RFC 1557), HZ (RFC 1843). A line end switches back to
// ASCII, as these RFCs demand of the writer; one who forgot would spoil the rest of the text.
#include <array>

#include "message/charset.hpp"

namespace backsift::message {

namespace {

enum class Set : std::uint8_t { ascii, jis_roman, katakana, jis0208, jis0212, gb2312, ks_x_1001 };

struct Escape {
    std::string_view sequence; // behind ESC
    Set set;
};

// Longer ones before their beginnings.
constexpr std::array<Escape, 11> k_escapes = {{
    {"$(@", Set::jis0208},
    {"$(B", Set::jis0208},
    {"$(D", Set::jis0212},
    {"$(C", Set::ks_x_1001},
    {"$@", Set::jis0208},
    {"$A", Set::gb2312},
    {"$B", Set::jis0208},
    {"(B", Set::ascii},
    {"(I", Set::katakana},
    {"(J", Set::jis_roman},
    {"(H", Set::jis_roman}, // a Swedish set that old Japanese programs wrote for it
}};

const Escape* find_escape(std::string_view behind_esc) {
    for (const Escape& escape : k_escapes)
        if (behind_esc.starts_with(escape.sequence))
            return &escape;
    return nullptr;
}

bool is_two_byte(Set set) {
    return set >= Set::jis0208;
}

bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

char32_t one_byte_code_point(Set set, unsigned byte) {
    if (set == Set::katakana)
        return byte >= 0x21 && byte <= 0x5F ? k_half_width_katakana + (byte - 0x21) : 0;
    if (set == Set::jis_roman && byte == 0x5C)
        return 0xA5;
    return set == Set::jis_roman && byte == 0x7E ? 0x203E : byte;
}

// Both bytes within 0x21 to 0x7E.
char32_t two_byte_code_point(Set set, unsigned lead, unsigned trail) {
    switch (set) {
    case Set::jis0208:
        return jis0208_code_point(lead - 0x20, trail - 0x20);
    case Set::jis0212:
        return jis0212_code_point(lead - 0x20, trail - 0x20);
    case Set::gb2312:
        return gbk_code_point(lead + 0x80, trail + 0x80);
    default:
        return cp949_code_point(lead + 0x80, trail + 0x80);
    }
}

bool is_graphic(char c) {
    return c >= 0x21 && c <= 0x7E;
}

// One character of a two-byte set; answers the number of bytes taken. Blanks and control characters
// between characters stand for themselves.
std::size_t put_two_bytes(std::string_view bytes, std::size_t at, Set set, Utf8Sink& sink) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead <= 0x20) {
        sink.put(lead);
        return 1;
    }
    if (!is_graphic(bytes[at]) || at + 1 >= bytes.size() || !is_graphic(bytes[at + 1])) {
        sink.bad();
        return 1;
    }
    sink.put_from_table(two_byte_code_point(set, lead, static_cast<unsigned char>(bytes[at + 1])));
    return 2;
}

void put_one_byte(char c, Set set, Utf8Sink& sink) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xA1 && byte <= 0xDF) // half-width katakana without their escape sequence
        sink.put(k_half_width_katakana + (byte - 0xA1));
    else if (byte >= 0x80)
        sink.bad();
    else if (byte <= 0x20)
        sink.put(byte);
    else
        sink.put_from_table(one_byte_code_point(set, byte));
}

} // namespace

void decode_iso_2022_jp(std::string_view bytes, Utf8Sink& sink) {
    Set set = Set::ascii;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const char c = bytes[at];
        const Escape* const escape = c == '\x1B' ? find_escape(bytes.substr(at + 1, 3)) : nullptr;
        if (escape != nullptr) {
            set = escape->set;
            at += 1 + escape->sequence.size();
            continue;
        }
        if (is_line_end(c))
            set = Set::ascii;
        if (is_two_byte(set)) {
            at += put_two_bytes(bytes, at, set, sink);
        } else {
            put_one_byte(c, set, sink);
            ++at;
        }
    }
}

void decode_iso_2022_kr(std::string_view bytes, Utf8Sink& sink) {
    constexpr std::string_view k_designator = "\x1B$)C";
    bool shifted = false;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const char c = bytes[at];
        if (c == '\x1B' && bytes.substr(at).starts_with(k_designator)) {
            at += k_designator.size();
        } else if (c == '\x0E' || c == '\x0F') {
            shifted = c == '\x0E';
            ++at;
        } else {
            shifted = shifted && !is_line_end(c);
            if (shifted) {
                at += put_two_bytes(bytes, at, Set::ks_x_1001, sink);
            } else {
                static_cast<unsigned char>(c) < 0x80 ? sink.put(static_cast<unsigned char>(c))
                                                     : sink.bad();
                ++at;
            }
        }
    }
}

void decode_hz(std::string_view bytes, Utf8Sink& sink) {
    bool shifted = false;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const char c = bytes[at];
        const char next = at + 1 < bytes.size() ? bytes[at + 1] : '\0';
        if (c == '~' && (next == '{' || next == '}')) {
            shifted = next == '{';
            at += 2;
        } else if (c == '~' && !shifted && (next == '~' || next == '\n')) {
            if (next == '~')
                sink.put('~');
            at += 2;
        } else {
            shifted = shifted && !is_line_end(c);
            if (shifted) {
                at += put_two_bytes(bytes, at, Set::gb2312, sink);
            } else {
                static_cast<unsigned char>(c) < 0x80 ? sink.put(static_cast<unsigned char>(c))
                                                     : sink.bad();
                ++at;
            }
        }
    }
}

} // namespace backsift::message
