#include <gtest/gtest.h>

#include "message/decode.hpp"

namespace backsift::message {
namespace {

constexpr std::size_t k_plenty = 1U << 20U;

std::string decode(std::string_view text) {
    Defects defects;
    return decode_quoted_printable(text, k_plenty, defects);
}

bool is_bad(std::string_view text) {
    Defects defects;
    static_cast<void>(decode_quoted_printable(text, k_plenty, defects));
    return defects.has(Defect::bad_quoted_printable);
}

TEST(QuotedPrintable, DecodesHexDigitsOfEitherCase) {
    EXPECT_EQ(decode("a=3D=c3=A9b"), "a=\xC3\xA9"
                                     "b");
}

TEST(QuotedPrintable, JoinsLinesAtSoftLineBreaks) {
    EXPECT_EQ(decode("mail.=\r\nexample.=\nor=\rg"), "mail.example.org");
    EXPECT_EQ(decode("mail.= \t\r\nexample"), "mail.example");
    EXPECT_EQ(decode("end="), "end");
    EXPECT_EQ(decode("end= \t"), "end");
}

TEST(QuotedPrintable, DropsBlanksThatAGatewayAddedButKeepsEncodedOnes) {
    EXPECT_EQ(decode("a \t\r\nb=20\r\nc =20 \n d "), "a\r\nb \r\nc  \n d");
    EXPECT_EQ(decode("a =\nb"), "a b");
}

TEST(QuotedPrintable, KeepsLineEndsAsTheyAre) {
    EXPECT_EQ(decode("a\r\nb\nc\rd"), "a\r\nb\nc\rd");
}

TEST(QuotedPrintable, KeepsBrokenSequencesAndSaysSo) {
    EXPECT_EQ(decode("1 = 2, =zz =4"), "1 = 2, =zz =4");
    EXPECT_TRUE(is_bad("=zz"));
    EXPECT_TRUE(is_bad("==\n"));
    EXPECT_FALSE(is_bad("=3D=\n="));
}

TEST(QuotedPrintable, NeverGivesMoreThanWasAskedFor) {
    Defects defects;
    EXPECT_EQ(decode_quoted_printable("=41=42=43", 2, defects), "AB");
    EXPECT_TRUE(defects.has(Defect::part_cut));
    EXPECT_EQ(decode_quoted_printable("abc", 0, defects), "");
}

TEST(QuotedPrintable, ReadsHugeRunsOfBlanksAndEqualSigns) {
    EXPECT_EQ(decode(std::string(200'000, ' ') + "x"), std::string(200'000, ' ') + "x");
    EXPECT_EQ(decode(std::string(200'000, ' ')), "");
    EXPECT_EQ(decode(std::string(1000, '=') + "x").size(), 1001U);
    EXPECT_EQ(decode(std::string("\0=00", 4)), std::string("\0\0", 2));
}

} // namespace
} // namespace backsift::message
