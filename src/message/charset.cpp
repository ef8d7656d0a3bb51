#include "message/charset.hpp"

#include <algorithm>

#include "message/decode.hpp"

namespace backsift::message {

namespace {

void decode_utf8(std::string_view bytes, Utf8Sink& sink) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t start = at;
        const char32_t code_point = base::next_code_point(bytes, at);
        // A true U+FFFD takes three bytes, a bad byte one.
        if (code_point == 0xFFFD && at - start == 1)
            sink.bad();
        else
            sink.put(code_point);
    }
}

void decode_single_byte(std::string_view bytes, SingleByte table, Utf8Sink& sink) {
    const auto& upper_half = k_single_byte_tables[static_cast<std::size_t>(table)];
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            sink.put(byte);
        else
            sink.put_from_table(upper_half[byte - 0x80U]);
    }
}

void decode(std::string_view bytes, Charset charset, Utf8Sink& sink) {
    switch (charset.coding) {
    case Coding::ascii:
    case Coding::utf8:
        return decode_utf8(bytes, sink);
    case Coding::single_byte:
        return decode_single_byte(bytes, charset.table, sink);
    case Coding::gb18030:
        return decode_gb18030(bytes, sink);
    case Coding::hz:
        return decode_hz(bytes, sink);
    case Coding::big5:
        return decode_big5(bytes, sink);
    case Coding::cp949:
        return decode_cp949(bytes, sink);
    case Coding::iso_2022_kr:
        return decode_iso_2022_kr(bytes, sink);
    case Coding::shift_jis:
        return decode_shift_jis(bytes, sink);
    case Coding::euc_jp:
        return decode_euc_jp(bytes, sink);
    case Coding::iso_2022_jp:
        return decode_iso_2022_jp(bytes, sink);
    case Coding::utf7:
        return decode_utf7(bytes, sink);
    case Coding::utf16:
    case Coding::utf16_be:
    case Coding::utf16_le:
        return decode_utf16(bytes, charset.coding, sink);
    case Coding::utf32:
    case Coding::utf32_be:
    case Coding::utf32_le:
        return decode_utf32(bytes, charset.coding, sink);
    }
}

constexpr std::string_view k_mark = "\xEF\xBB\xBF"; // which may stand before UTF-8

// What nobody told us: UTF-8 where the bytes are that, else what Windows wrote in the west.
// Japanese mail without a charset writes seven bits with its escape sequences.
Charset guess(std::string_view bytes) {
    if (bytes.find("\x1B$") != std::string_view::npos)
        return {Coding::iso_2022_jp, {}};
    if (base::is_valid_utf8(bytes))
        return {Coding::utf8, {}};
    return {Coding::single_byte, SingleByte::windows_1252};
}

bool is_seven_bit(Coding coding) {
    return coding == Coding::iso_2022_jp || coding == Coding::iso_2022_kr || coding == Coding::hz
           || coding == Coding::utf7;
}

std::string known_to_utf8(std::string_view bytes, Charset charset, Defects& defects) {
    if (charset.coding == Coding::utf8 && bytes.starts_with(k_mark))
        bytes.remove_prefix(k_mark.size());
    if (charset.coding == Coding::utf8 && base::is_valid_utf8(bytes))
        return std::string(bytes);
    Utf8Sink sink(bytes.size() + bytes.size() / 2);
    decode(bytes, charset, sink);
    if (!sink.saw_bad())
        return sink.take();
    defects.note(Defect::bad_charset_bytes);
    // A charset of seven bits explains no byte above; where these are UTF-8, the label is wrong.
    const bool mislabelled = is_seven_bit(charset.coding) && base::is_valid_utf8(bytes)
                             && std::any_of(bytes.begin(), bytes.end(), [](char c) {
                                    return static_cast<unsigned char>(c) >= 0x80;
                                });
    return mislabelled ? std::string(bytes) : sink.take();
}

} // namespace

std::string to_utf8(std::string_view bytes, std::string_view name, Defects& defects) {
    const std::optional<Charset> charset = find_charset(name);
    if (charset && charset->coding == Coding::ascii)
        return unlabelled_to_utf8(bytes, defects);
    if (charset)
        return known_to_utf8(bytes, *charset, defects);
    defects.note(Defect::unknown_charset);
    return known_to_utf8(bytes, guess(bytes), defects);
}

std::optional<std::string_view> utf8_as_it_is(std::string_view bytes, std::string_view name) {
    const std::optional<Charset> charset = find_charset(name);
    if (!charset || bytes.starts_with(k_mark))
        return std::nullopt;
    const bool is_utf8 = charset->coding == Coding::ascii
                             ? guess(bytes).coding == Coding::utf8
                             : charset->coding == Coding::utf8 && base::is_valid_utf8(bytes);
    return is_utf8 ? std::optional(bytes) : std::nullopt;
}

std::string unlabelled_to_utf8(std::string_view bytes, Defects& defects) {
    const Charset guessed = guess(bytes);
    if (guessed.coding == Coding::utf8 && !bytes.starts_with(k_mark))
        return std::string(bytes);
    if (guessed.coding == Coding::single_byte)
        defects.note(Defect::bad_charset_bytes);
    return known_to_utf8(bytes, guessed, defects);
}

} // namespace backsift::message
