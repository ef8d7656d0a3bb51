// The code tables of the charsets mail uses. generate_charsets.cpp makes them at build time from
// the build host's iconv, so the program itself needs none: iconv in a static binary loads modules
// at run time (25 to 550 µs a process), ICU brings 32 MB. About 190 KB that are only read when
// such a part is present.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace backsift::message {

// Charsets of one byte whose lower half is ASCII. Where a Windows code page extends an ISO set,
// only the former is here: mail labelled iso-8859-1 holds windows-1252 too often to read it
// otherwise.
enum class SingleByte : std::uint8_t {
    ibm437,
    ibm850,
    ibm852,
    ibm866,
    iso_8859_2,
    iso_8859_3,
    iso_8859_4,
    iso_8859_5,
    iso_8859_6,
    iso_8859_7,
    iso_8859_8,
    iso_8859_10,
    iso_8859_13,
    iso_8859_14,
    iso_8859_15,
    iso_8859_16,
    koi8_r,
    koi8_t,
    koi8_u,
    macintosh,
    windows_874, // and tis-620, iso-8859-11
    windows_1250,
    windows_1251,
    windows_1252, // and iso-8859-1
    windows_1253,
    windows_1254, // and iso-8859-9
    windows_1255,
    windows_1256,
    windows_1257,
    windows_1258
};
inline constexpr std::size_t k_single_bytes =
    static_cast<std::size_t>(SingleByte::windows_1258) + 1;

// Where a table begins and how wide a row is. A row belongs to a first byte.
struct TableShape {
    unsigned first_lead;
    unsigned last_lead;
    unsigned row;

    [[nodiscard]] constexpr std::size_t size() const {
        return std::size_t{last_lead - first_lead + 1} * row;
    }
    [[nodiscard]] constexpr std::size_t bit_bytes() const { return (size() + 7) / 8; }
};

inline constexpr TableShape k_gbk_shape = {0x81, 0xFE, 190};   // trails 40-7E, 80-FE
inline constexpr TableShape k_big5_shape = {0x87, 0xFE, 157};  // trails 40-7E, A1-FE
inline constexpr TableShape k_cp949_shape = {0x81, 0xFE, 190}; // trails 41-FE
inline constexpr TableShape k_jis0208_shape = {1, 120, 94};    // ku and ten; 95 up: CP932 only
inline constexpr TableShape k_jis0212_shape = {1, 94, 94};

// The first of a run of GB18030 four-byte codes that follow each other.
struct FourByteRun {
    std::uint16_t pointer;
    char16_t code_point;
};

// 0: the charset has no character there.
extern const std::array<std::array<char16_t, 128>, k_single_bytes> k_single_byte_tables;
extern const std::array<char16_t, k_gbk_shape.size()> k_gbk;
extern const std::array<char16_t, k_big5_shape.size()> k_big5;
extern const std::array<char16_t, k_cp949_shape.size()> k_cp949;
extern const std::array<char16_t, k_jis0208_shape.size()> k_jis0208;
extern const std::array<char16_t, k_jis0212_shape.size()> k_jis0212;
// One bit a code: the character stands in plane 2, the table holds its lower 16 bits.
extern const std::array<std::uint8_t, k_gbk_shape.bit_bytes()> k_gbk_plane_2;
extern const std::array<std::uint8_t, k_big5_shape.bit_bytes()> k_big5_plane_2;
extern const std::size_t k_four_byte_run_count;
extern const FourByteRun* const k_four_byte_runs;

} // namespace backsift::message
