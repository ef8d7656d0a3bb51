// Charsets inside the room: which one a name means, and one decoder per kind of coding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "message/charset_tables.hpp"

namespace backsift::message {

enum class Coding : std::uint8_t {
    ascii,
    utf8,
    single_byte,
    gb18030, // and GBK, GB2312
    hz,      // HZ-GB-2312
    big5,    // with HKSCS
    cp949,   // and EUC-KR
    iso_2022_kr,
    shift_jis, // CP932
    euc_jp,
    iso_2022_jp,
    utf7,
    utf16, // the byte order by its mark, else by where the zero bytes are
    utf16_be,
    utf16_le,
    utf32,
    utf32_be,
    utf32_le
};

struct Charset {
    Coding coding = Coding::ascii;
    SingleByte table = SingleByte::windows_1252;
};

// Any IANA or common alias name; case, punctuation and a leading "x-" do not matter.
[[nodiscard]] std::optional<Charset> find_charset(std::string_view name);

[[nodiscard]] inline bool is_known_charset(std::string_view name) {
    return find_charset(name).has_value();
}

// Where decoders put characters. What is no Unicode character becomes U+FFFD.
class Utf8Sink {
  public:
    explicit Utf8Sink(std::size_t expected) { out_.reserve(expected); }

    void put(char32_t code_point) {
        if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
            bad();
        else
            base::append_utf8(out_, code_point);
    }
    // What a table says: 0 is no character.
    void put_from_table(char32_t code_point) { code_point == 0 ? bad() : put(code_point); }
    void bad() {
        saw_bad_ = true;
        base::append_utf8(out_, 0xFFFD);
    }

    [[nodiscard]] bool saw_bad() const { return saw_bad_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    std::string out_;
    bool saw_bad_ = false;
};

void decode_gb18030(std::string_view bytes, Utf8Sink& sink);
void decode_big5(std::string_view bytes, Utf8Sink& sink);
void decode_cp949(std::string_view bytes, Utf8Sink& sink);
void decode_shift_jis(std::string_view bytes, Utf8Sink& sink);
void decode_euc_jp(std::string_view bytes, Utf8Sink& sink);
void decode_iso_2022_jp(std::string_view bytes, Utf8Sink& sink);
void decode_iso_2022_kr(std::string_view bytes, Utf8Sink& sink);
void decode_hz(std::string_view bytes, Utf8Sink& sink);
void decode_utf7(std::string_view bytes, Utf8Sink& sink);
void decode_utf16(std::string_view bytes, Coding order, Utf8Sink& sink);
void decode_utf32(std::string_view bytes, Coding order, Utf8Sink& sink);

// Two-byte codes as the tables hold them; 0 when there is no such character.
[[nodiscard]] char32_t gbk_code_point(unsigned lead, unsigned trail);
[[nodiscard]] char32_t cp949_code_point(unsigned lead, unsigned trail);
[[nodiscard]] char32_t jis0208_code_point(unsigned ku, unsigned ten);
[[nodiscard]] char32_t jis0212_code_point(unsigned ku, unsigned ten);

inline constexpr char32_t k_half_width_katakana = 0xFF61; // of the byte 0xA1

} // namespace backsift::message
