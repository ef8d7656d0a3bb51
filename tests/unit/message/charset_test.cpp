#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/charset.hpp"
#include "message/decode.hpp"

namespace backsift::message {
namespace {

std::string convert(std::string_view bytes, std::string_view charset) {
    Defects defects;
    return to_utf8(bytes, charset, defects);
}

bool has_defect(std::string_view bytes, std::string_view charset, Defect defect) {
    Defects defects;
    static_cast<void>(to_utf8(bytes, charset, defects));
    return defects.has(defect);
}

TEST(Charset, UnlabelledBytesAreReadAsUsAsciiIs) {
    for (const std::string_view bytes :
         {"plain", "Gr\xFC\xDF", "Gr\u00FC\u00DF", "\x1B$B%a\x1B(B"}) {
        Defects unlabelled;
        EXPECT_EQ(unlabelled_to_utf8(bytes, unlabelled), convert(bytes, "us-ascii"));
        EXPECT_EQ(unlabelled.has(Defect::bad_charset_bytes),
                  has_defect(bytes, "us-ascii", Defect::bad_charset_bytes));
    }
}

TEST(Charset, Iso2022JpSwitchesSetsAndRecovers) {
    EXPECT_EQ(convert("a\x1B$B%a!<%k\x1B(Bb", "ISO-2022-JP"), "aメールb");
    EXPECT_EQ(convert("\x1B$B%a\nabc", "ISO-2022-JP"), "メ\nabc");
    EXPECT_EQ(convert("\x1B(I1\x1B(J\\~\x1B(B\\", "ISO-2022-JP"), "ｱ¥‾\\");
    EXPECT_EQ(convert("\x1B$B%", "ISO-2022-JP"), "\uFFFD");
    EXPECT_EQ(convert("\x1B", "ISO-2022-JP"), "\x1B");
    EXPECT_EQ(convert("\xB1\xFF", "ISO-2022-JP"), "ｱ\uFFFD");
}

TEST(Charset, Iso2022KrShiftsAndRecovers) {
    EXPECT_EQ(convert("\x1B$)C\n\x0E\x30\x21\x0F!\x0E\x30\x21\nabc", "iso-2022-kr"),
              "\n가!가\nabc");
    EXPECT_EQ(convert("\x0E\x30", "iso-2022-kr"), "\uFFFD");
}

TEST(Charset, HzSwitchesByTildes) {
    EXPECT_EQ(convert("a~~b~{VPND~}c~\nd", "HZ-GB-2312"), "a~b中文cd");
    EXPECT_EQ(convert("~{VP\nabc", "hz-gb-2312"), "中\nabc");
    EXPECT_EQ(convert("~", "hz-gb-2312"), "~");
    EXPECT_EQ(convert("~{V", "hz-gb-2312"), "\uFFFD");
}

TEST(Charset, Utf16ReadsItsMarkOrGuessesTheOrder) {
    EXPECT_EQ(convert(std::string_view("\xFF\xFE"
                                       "a\0\xFC\0",
                                       6),
                      "utf-16"),
              "aü");
    EXPECT_EQ(convert(std::string_view("\xFE\xFF\0a\0\xFC", 6), "utf-16"), "aü");
    EXPECT_EQ(convert(std::string_view("a\0b\0", 4), "utf-16"), "ab");
    EXPECT_EQ(convert(std::string_view("\0a\0b", 4), "utf-16"), "ab");
    EXPECT_EQ(convert("\x3D\xD8\x09\xDE", "utf-16le"), "😉");
    EXPECT_EQ(convert("\xD8\x3D\xDE\x09", "utf-16be"), "😉");
    EXPECT_EQ(convert(std::string_view("\xD8\x3D\0a\xDE\x09\0", 7), "utf-16be"),
              "\uFFFDa\uFFFD\uFFFD");
}

TEST(Charset, Utf32ReadsEitherOrder) {
    EXPECT_EQ(convert(std::string_view("\0\0\0a\0\1\xF6\x09", 8), "utf-32be"), "a😉");
    EXPECT_EQ(convert(std::string_view("a\0\0\0", 4), "utf-32"), "a");
    EXPECT_EQ(convert(std::string_view("\xFF\xFE\0\0a\0\0\0", 8), "utf-32"), "a");
    EXPECT_EQ(convert(std::string_view("\0\x11\0\0\0\0\xD8\0\0", 9), "utf-32be"),
              "\uFFFD\uFFFD\uFFFD");
}

TEST(Charset, Utf7DecodesItsRuns) {
    EXPECT_EQ(convert("Gr+APwA3w-e 1 +- 1", "utf-7"), "Grüße 1 + 1");
    EXPECT_EQ(convert("+2D3eCQ-", "unicode-1-1-utf-7"), convert("+2D3eCQ-", "utf-7"));
    EXPECT_EQ(convert("+2D3eCQ", "utf-7"), "😉");
    EXPECT_EQ(convert("+\xFF", "utf-7"), "\uFFFD");
    EXPECT_EQ(convert("+2D0-", "utf-7"), "\uFFFD");
}

TEST(Charset, Utf8StaysAndItsBadBytesAreReplaced) {
    EXPECT_EQ(convert("Grüße", "UTF-8"), "Grüße");
    EXPECT_EQ(convert("a\xFF"
                      "b\xC3",
                      "utf-8"),
              "a\uFFFDb\uFFFD");
    EXPECT_TRUE(has_defect("\xFF", "utf-8", Defect::bad_charset_bytes));
    EXPECT_FALSE(has_defect("\xFF \uFFFD", "utf-8", Defect::unknown_charset));
    EXPECT_FALSE(has_defect("\uFFFD", "utf-8", Defect::bad_charset_bytes));
}

TEST(Charset, Latin1IsReadAsWindows1252) {
    EXPECT_EQ(convert("\x93\xE9\x94 \x80", "ISO-8859-1"), "“é” €");
    EXPECT_EQ(convert("\x81", "windows-1252"), "\uFFFD");
}

TEST(Charset, AsciiWithEightBitBytesIsGuessed) {
    EXPECT_EQ(convert("Grüße", "us-ascii"), "Grüße");
    EXPECT_EQ(convert("Gr\xFC\xDF", "us-ascii"), "Grüß");
    EXPECT_TRUE(has_defect("\xFC", "us-ascii", Defect::bad_charset_bytes));
    EXPECT_FALSE(has_defect("abc", "us-ascii", Defect::bad_charset_bytes));
}

TEST(Charset, AnUnknownOneIsUtf8WhereItCanBeAndElseWindows1252) {
    EXPECT_EQ(convert("Grüße", "x-no-such"), "Grüße");
    EXPECT_EQ(convert("Gr\xFC\xDF"
                      "e",
                      "x-no-such"),
              "Grüße");
    EXPECT_EQ(convert("\xFC", ""), "ü");
    EXPECT_TRUE(has_defect("a", "x-no-such", Defect::unknown_charset));
    EXPECT_TRUE(has_defect("a", std::string(100'000, 'x'), Defect::unknown_charset));
    EXPECT_TRUE(has_defect("a", " - ", Defect::unknown_charset));
}

TEST(Charset, NamesAreReadWhateverTheirCaseAndPunctuation) {
    for (const std::string_view name : {"cp1252",
                                        "CP-1252",
                                        "Windows-1252",
                                        "x-cp1252",
                                        "latin1",
                                        "ISO_8859-1:1987",
                                        "iso8859-1",
                                        "x-sjis",
                                        "Shift-JIS",
                                        "ks_c_5601-1987",
                                        "ansi_x3.4-1968",
                                        "utf8",
                                        "UTF_8",
                                        "windows-31j",
                                        "iso-8859-8-i",
                                        "GB_2312-80",
                                        "x-gbk",
                                        "x-euc-tw-not-this",
                                        "koi8r",
                                        "x-mac-roman",
                                        "cp932",
                                        "csISO2022JP",
                                        "euc-kr",
                                        "tis-620",
                                        "unicode-1-1-utf-7"}) {
        EXPECT_EQ(is_known_charset(name), name != "x-euc-tw-not-this") << name;
    }
    EXPECT_EQ(convert("\xE0", "ISO-8859-8-I"), "א");
}

TEST(Charset, Utf8UnderAnotherNameIsReadAsUtf8WhereThatNameDoesNotFit) {
    const std::string text = "\xE6\x8C\x87\xE5\xAE\x9A\xE3\x81\x95\xE3\x82\x8C\xE3\x81\x9F";
    Defects defects;
    EXPECT_EQ(to_utf8(text, "iso-2022-jp", defects), text);
    EXPECT_TRUE(defects.has(Defect::bad_charset_bytes));
    // Half a character more and it is none of both; what fits its name stays what that says.
    EXPECT_NE(convert(text + "\xE3", "iso-2022-jp"), text + "\xE3");
    EXPECT_EQ(convert("\xC3\xA4", "iso-8859-15"), "\xC3\x83\xE2\x82\xAC");
}

TEST(Charset, ACutCharacterDoesNotSwallowALineEnd) {
    EXPECT_EQ(convert("\xB0\n", "gb2312"), "\uFFFD\n");
    EXPECT_EQ(convert("\xB0\n", "big5"), "\uFFFD\n");
    EXPECT_EQ(convert("\xB0\n", "euc-kr"), "\uFFFD\n");
    EXPECT_EQ(convert("\x90\n", "shift_jis"), "\uFFFD\n");
    EXPECT_EQ(convert("\xB0\n\x8F\xB0\n\x8F\n", "euc-jp"), "\uFFFD\n\uFFFD\n\uFFFD\n");
}

TEST(Charset, AnyBytesInAnyCharsetGiveValidUtf8) {
    std::string noise;
    std::uint32_t state = 1;
    for (int i = 0; i < 50'000; ++i) {
        state = state * 1664525U + 1013904223U;
        noise += static_cast<char>(static_cast<unsigned char>(state >> 24U));
    }
    for (const std::string_view name :
         {"utf-8",    "us-ascii",    "gb18030",   "hz",           "big5",
          "euc-kr",   "iso-2022-kr", "shift_jis", "euc-jp",       "iso-2022-jp",
          "utf-7",    "utf-16",      "utf-16be",  "utf-16le",     "utf-32",
          "utf-32be", "utf-32le",    "koi8-r",    "windows-1252", "x-unknown"}) {
        EXPECT_TRUE(base::is_valid_utf8(convert(noise, name))) << name;
        for (std::size_t length = 0; length < 40; ++length)
            EXPECT_TRUE(base::is_valid_utf8(
                convert(std::string_view(noise).substr(length * 7, length), name)));
        EXPECT_EQ(convert("", name), "");
    }
}

} // namespace
} // namespace backsift::message
