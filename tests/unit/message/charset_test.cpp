#include <gtest/gtest.h>

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

TEST(Charset, Utf8StaysAndItsBadBytesAreReplaced) {
    EXPECT_EQ(convert("Grüße", "UTF-8"), "Grüße");
    EXPECT_EQ(convert("a\xFF"
                      "b\xC3",
                      "utf-8"),
              "a\uFFFDb\uFFFD");
    EXPECT_TRUE(has_defect("\xFF", "utf-8", Defect::bad_charset_bytes));
}

TEST(Charset, Latin1IsReadAsWindows1252) {
    EXPECT_EQ(convert("\x93\xE9\x94 \x80", "ISO-8859-1"), "“é” €");
    EXPECT_EQ(convert("\x81", "windows-1252"), "\uFFFD");
}

TEST(Charset, AnUnknownOneIsUtf8WhereItCanBeAndElseWindows1252) {
    EXPECT_EQ(convert("Grüße", "x-no-such"), "Grüße");
    EXPECT_EQ(convert("Gr\xFC\xDF"
                      "e",
                      "x-no-such"),
              "Grüße");
    EXPECT_EQ(convert("Gr\xFC\xDF"
                      "e",
                      ""),
              "Grüße");
    EXPECT_TRUE(has_defect("a", "x-no-such", Defect::unknown_charset));
}

} // namespace
} // namespace backsift::message
