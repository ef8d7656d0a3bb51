#include "message/charset.hpp"

#include <array>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {

namespace {

// windows-1252 from 0x80 to 0x9F; 0 where it has no character.
constexpr std::array<char16_t, 32> k_windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes, Defects& defects) {
    std::string out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        char32_t code_point = byte;
        if (byte >= 0x80 && byte < 0xA0)
            code_point = k_windows_1252[byte - 0x80U];
        if (code_point == 0 && byte != 0) {
            defects.note(Defect::bad_charset_bytes);
            code_point = 0xFFFD;
        }
        base::append_utf8(out, code_point);
    }
    return out;
}

std::string from_utf8(std::string_view bytes, Defects& defects) {
    if (base::is_valid_utf8(bytes))
        return std::string(bytes);
    defects.note(Defect::bad_charset_bytes);
    std::string out;
    out.reserve(bytes.size());
    std::size_t at = 0;
    while (at < bytes.size())
        base::append_utf8(out, base::next_code_point(bytes, at));
    return out;
}

bool is_utf8(std::string_view name) {
    return base::iequals(name, "utf-8") || base::iequals(name, "utf8");
}

bool is_latin1(std::string_view name) {
    return base::iequals(name, "iso-8859-1") || base::iequals(name, "windows-1252")
           || base::iequals(name, "us-ascii");
}

} // namespace

bool is_known_charset(std::string_view name) {
    return is_utf8(name) || is_latin1(name);
}

std::string to_utf8(std::string_view bytes, std::string_view charset, Defects& defects) {
    if (is_utf8(charset))
        return from_utf8(bytes, defects);
    if (is_latin1(charset))
        return from_windows_1252(bytes, defects);
    defects.note(Defect::unknown_charset);
    return base::is_valid_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes, defects);
}

} // namespace backsift::message
