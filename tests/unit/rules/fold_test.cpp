#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {
namespace {

TEST(Fold, LowersEveryScriptThatHasCase) {
    EXPECT_EQ(fold("Undelivered MAIL"), "undelivered mail");
    EXPECT_EQ(fold("ÀÖØÞ ĀŽŸ ẞ Ǆǅ ỸẠ"), "àöøþ āžÿ ß ǆǆ ỹạ");
    EXPECT_EQ(fold("ΑΩΆΏ ς"), "αωάώ σ");
    EXPECT_EQ(fold("АЯЁЂҐ"), "аяёђґ");
    EXPECT_EQ(fold("ԱՖ"), "աֆ");
    EXPECT_EQ(fold("ＡＺ"), "ａｚ");
    EXPECT_EQ(fold("İstanbul ı"), "istanbul ı");
    EXPECT_EQ(fold("𐐀"), "𐐨");
}

TEST(Fold, LeavesWhatHasNoCase) {
    EXPECT_EQ(fold("配信できません 무엇 ÷×ß"), "配信できません 무엇 ÷×ß");
}

TEST(Fold, PlainsQuotesAndDashes) {
    EXPECT_EQ(fold("‘a’ ‚b‛ don´t ʼ ‹c›"), "'a' 'b' don't ' 'c'");
    EXPECT_EQ(fold("“a” „b‟ «c» ″"), "\"a\" \"b\" \"c\" \"");
    EXPECT_EQ(fold("e‐m‑a‒i–l—x―y−z－"), "e-m-a-i-l-x-y-z-");
}

TEST(Fold, DropsInvisibleMarks) {
    EXPECT_EQ(fold("un\u00ADde\u200Bliver\uFEFFed \u200E\u202Amail\u202C"), "undelivered mail");
    EXPECT_EQ(fold("a \u200B b"), "a b");
}

TEST(Fold, RunsOfWhiteSpaceAreOneBlank) {
    EXPECT_EQ(fold("a \t\n b\r\nc\rd\u00A0\u3000\u2003e\u2028f\vg"), "a b c d e f g");
    EXPECT_EQ(fold("  a  "), "a");
    EXPECT_EQ(fold(" \r\n "), "");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold("One\u00C4Two \u200BTHREE\u2019s"), "one\u00E4two three's");
}

TEST(Fold, AnEmptyLineIsOneLineFeed) {
    EXPECT_EQ(fold("a\n\nb\r\n\r\nc\r\rd\n \t\n\n\n e"), "a\nb\nc\nd\ne");
    EXPECT_EQ(fold("\n\na\n\n"), "a");
    EXPECT_EQ(fold("a\r\nb"), "a b");
}

TEST(Fold, FoldingTwiceChangesNoCharacter) {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        const char32_t once = fold_code_point(c);
        ASSERT_EQ(fold_code_point(once), once) << std::hex << static_cast<std::uint32_t>(c);
    }
}

TEST(Fold, FoldingTwiceTurnsOnlyParagraphMarksIntoBlanks) {
    std::string once = fold("“Ünzustellbar”\n\nİhre  E‑Mail\n \n Ω");
    EXPECT_EQ(once, "\"ünzustellbar\"\nihre e-mail\nω");
    const std::string twice = fold(once);
    std::replace(once.begin(), once.end(), '\n', ' ');
    EXPECT_EQ(twice, once);
    EXPECT_EQ(fold(twice), twice);
}

TEST(Fold, TextAndCodePointsFoldAlike) {
    for (char32_t c = 0x21; c <= 0x2FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        std::string written = "x";
        std::string wanted = "x";
        base::append_utf8(written, c);
        const char32_t folded = fold_code_point(c);
        if (folded != 0)
            base::append_utf8(wanted, folded);
        ASSERT_EQ(fold(written + 'x'), wanted + 'x') << std::hex << static_cast<std::uint32_t>(c);
    }
}

TEST(Fold, BytesThatAreNoUtf8AreReplaced) {
    EXPECT_EQ(fold("A\xFF"
                   "B\xC3"),
              "a\uFFFDb\uFFFD");
    EXPECT_TRUE(base::is_valid_utf8(fold(std::string(1000, '\xE2'))));
    EXPECT_EQ(fold(std::string("A\0B", 3)), std::string("a\0b", 3));
}

} // namespace
} // namespace backsift::rules
