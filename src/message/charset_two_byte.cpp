// The East Asian charsets whose bytes mean the same wherever they stand. A first byte that nothing
// valid follows becomes U+FFFD; an ASCII byte behind it is read again, so that a cut character
// does not take a line end or a quote with it.
#include <algorithm>

#include "message/charset.hpp"

namespace backsift::message {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

constexpr bool is_between(unsigned value, unsigned least, unsigned most) {
    return value >= least && value <= most;
}

// Puts the character of a two-byte code and answers how many bytes it took.
std::size_t put_pair(char32_t code_point, unsigned trail, Utf8Sink& sink) {
    sink.put_from_table(code_point);
    return code_point == 0 && trail < 0x80 ? 1 : 2;
}

// Runs `read(at)`, which answers the number of bytes it took, over everything that is not ASCII.
template<class Read>
void for_each_code(std::string_view bytes, Utf8Sink& sink, Read read) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const unsigned byte = byte_at(bytes, at);
        if (byte < 0x80) {
            sink.put(byte);
            ++at;
        } else {
            at += read(at);
        }
    }
}

// GB18030 four-byte codes: 81-FE 30-39 81-FE 30-39.
constexpr unsigned k_first_beyond_bmp = 189'000;
constexpr unsigned k_last_in_bmp = 39'419;

char32_t four_byte_code_point(unsigned pointer) {
    if (pointer >= k_first_beyond_bmp) {
        const char32_t code_point = 0x10000 + (pointer - k_first_beyond_bmp);
        return code_point <= 0x10FFFF ? code_point : 0;
    }
    if (pointer > k_last_in_bmp)
        return 0;
    const FourByteRun* const end = k_four_byte_runs + k_four_byte_run_count;
    const FourByteRun* const after = std::upper_bound(
        k_four_byte_runs, end, pointer,
        [](unsigned wanted, const FourByteRun& run) { return wanted < run.pointer; });
    const FourByteRun& run = *(after - 1);
    return run.code_point == 0 ? 0 : run.code_point + (pointer - run.pointer);
}

// Answers the number of bytes taken, 0 when this is no four-byte code.
std::size_t put_four_bytes(std::string_view bytes, std::size_t at, Utf8Sink& sink) {
    const unsigned b1 = byte_at(bytes, at);
    const unsigned b2 = byte_at(bytes, at + 1);
    const unsigned b3 = byte_at(bytes, at + 2);
    const unsigned b4 = byte_at(bytes, at + 3);
    if (!is_between(b1, 0x81, 0xFE) || !is_between(b2, 0x30, 0x39) || !is_between(b3, 0x81, 0xFE)
        || !is_between(b4, 0x30, 0x39))
        return 0;
    const unsigned pointer =
        (b1 - 0x81) * 12'600 + (b2 - 0x30) * 1'260 + (b3 - 0x81) * 10 + (b4 - 0x30);
    sink.put_from_table(four_byte_code_point(pointer));
    return 4;
}

template<std::size_t size>
char32_t plane_offset(const std::array<std::uint8_t, size>& plane_2, std::size_t index) {
    return (unsigned{plane_2[index / 8]} >> index % 8 & 1U) != 0 ? 0x20000 : 0;
}

std::size_t big5_index(unsigned lead, unsigned trail) {
    const bool low = is_between(trail, 0x40, 0x7E);
    if (!is_between(lead, k_big5_shape.first_lead, k_big5_shape.last_lead)
        || (!low && !is_between(trail, 0xA1, 0xFE)))
        return k_big5_shape.size();
    return std::size_t{lead - k_big5_shape.first_lead} * k_big5_shape.row + trail
           - (low ? 0x40 : 0x62);
}

char32_t big5_code_point(unsigned lead, unsigned trail) {
    const std::size_t index = big5_index(lead, trail);
    if (index == k_big5_shape.size())
        return 0;
    return k_big5[index] + plane_offset(k_big5_plane_2, index);
}

// The four codes of HKSCS that stand for a letter with a combining mark; 0 for all others.
char32_t big5_combining_mark(unsigned lead, unsigned trail) {
    if (lead != 0x88)
        return 0;
    if (trail == 0x62 || trail == 0xA3)
        return 0x0304;
    return trail == 0x64 || trail == 0xA5 ? 0x030C : 0;
}

// The position in JIS X 0208 and its extensions of a Shift_JIS pair; {0, 0} when it is none.
struct KuTen {
    unsigned ku;
    unsigned ten;
};

KuTen shift_jis_ku_ten(unsigned lead, unsigned trail) {
    const bool valid = (is_between(lead, 0x81, 0x9F) || is_between(lead, 0xE0, 0xFC))
                       && (is_between(trail, 0x40, 0x7E) || is_between(trail, 0x80, 0xFC));
    if (!valid)
        return {0, 0};
    const unsigned pair = lead - (lead < 0xA0 ? 0x81 : 0xC1);
    const unsigned in_pair = trail - (trail < 0x7F ? 0x40 : 0x41);
    return {pair * 2 + in_pair / 94 + 1, in_pair % 94 + 1};
}

} // namespace

char32_t gbk_code_point(unsigned lead, unsigned trail) {
    if (!is_between(lead, k_gbk_shape.first_lead, k_gbk_shape.last_lead)
        || !is_between(trail, 0x40, 0xFE) || trail == 0x7F)
        return 0;
    const std::size_t index = std::size_t{lead - k_gbk_shape.first_lead} * k_gbk_shape.row + trail
                              - (trail < 0x7F ? 0x40 : 0x41);
    return k_gbk[index] + plane_offset(k_gbk_plane_2, index);
}

char32_t cp949_code_point(unsigned lead, unsigned trail) {
    if (!is_between(lead, k_cp949_shape.first_lead, k_cp949_shape.last_lead)
        || !is_between(trail, 0x41, 0xFE))
        return 0;
    return k_cp949[std::size_t{lead - k_cp949_shape.first_lead} * k_cp949_shape.row + trail - 0x41];
}

char32_t jis0208_code_point(unsigned ku, unsigned ten) {
    if (!is_between(ku, 1, k_jis0208_shape.last_lead) || !is_between(ten, 1, 94))
        return 0;
    return k_jis0208[std::size_t{ku - 1} * 94 + ten - 1];
}

char32_t jis0212_code_point(unsigned ku, unsigned ten) {
    if (!is_between(ku, 1, 94) || !is_between(ten, 1, 94))
        return 0;
    return k_jis0212[std::size_t{ku - 1} * 94 + ten - 1];
}

void decode_gb18030(std::string_view bytes, Utf8Sink& sink) {
    for_each_code(bytes, sink, [&](std::size_t at) -> std::size_t {
        const unsigned lead = byte_at(bytes, at);
        if (lead == 0x80) { // the euro sign of Windows code page 936
            sink.put(0x20AC);
            return 1;
        }
        if (const std::size_t taken = put_four_bytes(bytes, at, sink); taken > 0)
            return taken;
        const unsigned trail = byte_at(bytes, at + 1);
        return put_pair(gbk_code_point(lead, trail), trail, sink);
    });
}

void decode_big5(std::string_view bytes, Utf8Sink& sink) {
    for_each_code(bytes, sink, [&](std::size_t at) {
        const unsigned lead = byte_at(bytes, at);
        const unsigned trail = byte_at(bytes, at + 1);
        const std::size_t taken = put_pair(big5_code_point(lead, trail), trail, sink);
        if (const char32_t mark = big5_combining_mark(lead, trail); mark != 0)
            sink.put(mark);
        return taken;
    });
}

void decode_cp949(std::string_view bytes, Utf8Sink& sink) {
    for_each_code(bytes, sink, [&](std::size_t at) {
        const unsigned trail = byte_at(bytes, at + 1);
        return put_pair(cp949_code_point(byte_at(bytes, at), trail), trail, sink);
    });
}

void decode_shift_jis(std::string_view bytes, Utf8Sink& sink) {
    for_each_code(bytes, sink, [&](std::size_t at) -> std::size_t {
        const unsigned lead = byte_at(bytes, at);
        if (is_between(lead, 0xA1, 0xDF)) {
            sink.put(k_half_width_katakana + (lead - 0xA1));
            return 1;
        }
        const unsigned trail = byte_at(bytes, at + 1);
        const auto [ku, ten] = shift_jis_ku_ten(lead, trail);
        return put_pair(jis0208_code_point(ku, ten), trail, sink);
    });
}

void decode_euc_jp(std::string_view bytes, Utf8Sink& sink) {
    for_each_code(bytes, sink, [&](std::size_t at) -> std::size_t {
        const unsigned lead = byte_at(bytes, at);
        const unsigned trail = byte_at(bytes, at + 1);
        if (lead == 0x8E && is_between(trail, 0xA1, 0xDF)) {
            sink.put(k_half_width_katakana + (trail - 0xA1));
            return 2;
        }
        if (lead == 0x8F && trail > 0xA0) {
            const unsigned third = byte_at(bytes, at + 2);
            return 1
                   + put_pair(third > 0xA0 ? jis0212_code_point(trail - 0xA0, third - 0xA0) : 0,
                              third, sink);
        }
        const bool in_set = lead > 0xA0 && trail > 0xA0;
        return put_pair(in_set ? jis0208_code_point(lead - 0xA0, trail - 0xA0) : 0, trail, sink);
    });
}

} // namespace backsift::message
