#include "base/text.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace backsift::base {
namespace {

using namespace std::string_literals;

TEST(Text, ComparesWithoutAsciiCase) {
    EXPECT_TRUE(iequals("MAILER-Daemon", "mailer-dAEMON"));
    EXPECT_FALSE(iequals("a", "ab"));
    EXPECT_TRUE(istarts_with("Re: x", "rE:"));
    EXPECT_TRUE(iends_with("mail.EXAMPLE.org", ".example.ORG"));
    EXPECT_EQ(ifind("one TWO three", "two"), 4U);
    EXPECT_EQ(ifind("one", "two"), std::string_view::npos);
    EXPECT_EQ(ifind("one", "one", 9), std::string_view::npos);
}

TEST(Text, SplitsAndTrims) {
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
    EXPECT_EQ(split("", ',').size(), 1U);
    EXPECT_EQ(words(" a\t b\nc ").size(), 3U);
    EXPECT_EQ(trim("\r\n x y\t"), "x y");
}

TEST(Text, NextLineTakesEveryLineEnd) {
    const std::string_view text = "a\nb\r\nc\rd";
    std::size_t at = 0;
    std::string seen;
    while (at < text.size())
        seen += std::string(next_line(text, at)) + '|';
    EXPECT_EQ(seen, "a|b|c|d|");
}

TEST(Text, GlobIsAnchoredAndLinear) {
    EXPECT_TRUE(glob_matches("*.example.org", "MAIL.example.org"));
    EXPECT_FALSE(glob_matches("*.example.org", "example.org"));
    EXPECT_FALSE(glob_matches("mail.*", "xmail.y"));
    EXPECT_TRUE(glob_matches("h?st*", "host"));
    const std::string many(50'000, 'a');
    EXPECT_FALSE(glob_matches("*a*a*a*a*b", many));
}

TEST(Text, NumbersFillTheWholeText) {
    EXPECT_EQ(to_number("42"), 42U);
    EXPECT_FALSE(to_number("42 "));
    EXPECT_FALSE(to_number("-1"));
    EXPECT_FALSE(to_number(""));
    EXPECT_FALSE(to_number("99999999999999999999999"));
}

TEST(Utf8, RefusesOverlongSurrogatesAndCutSequences) {
    EXPECT_TRUE(is_valid_utf8("grün 漢字 🐟"));
    EXPECT_TRUE(is_valid_utf8("\xEF\xBF\xBD"));
    EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(is_valid_utf8("a\xE2\x82"));
    EXPECT_FALSE(is_valid_utf8("\xFF"));
}

TEST(Utf8, EveryCodePointSurvivesARoundTrip) {
    for (const char32_t c : {U'a', U'é', U'漢', U'🐟', U'\x10FFFF'}) {
        std::string text;
        append_utf8(text, c);
        std::size_t at = 0;
        EXPECT_EQ(next_code_point(text, at), c);
        EXPECT_EQ(at, text.size());
    }
}

TEST(Clean, MakesOneLineWithoutControlsOrBidi) {
    EXPECT_EQ(clean("a\r\nb\tc", 100), "a b c");
    EXPECT_EQ(clean("x\x1b[2J\x07y", 100), "x\xEF\xBF\xBD[2J\xEF\xBF\xBDy");
    EXPECT_EQ(clean("pay\u202Egnp.exe\u200B!", 100), "paygnp.exe!");
    EXPECT_EQ(clean("nul\0nul"s, 100), "nul\xEF\xBF\xBDnul");
    EXPECT_EQ(clean("\xC2\x9B"
                    "31m",
                    100),
              "\xEF\xBF\xBD"
              "31m");
    EXPECT_TRUE(is_valid_utf8(clean("\xFF\xFE\x80 abc", 100)));
}

TEST(CleanLines, KeepsLinesBlanksAndTabsAndNoOtherControl) {
    EXPECT_EQ(clean_lines("a  b\r\n\tc\n\nd"), "a  b\n\tc\n\nd");
    EXPECT_EQ(clean_lines("x\x1b[2J\x07\b\x7Fy\rz\r"), "x�[2J���y�z�");
    EXPECT_EQ(clean_lines("pay\u202Egnp.exe\u200B! f\u00FCr\u2028dich"), "paygnp.exe! für dich");
    EXPECT_EQ(clean_lines("\xC2\x9B"
                          "1m\x9B"
                          "2m"),
              "�1m�2m");
    EXPECT_EQ(clean_lines("nul\0nul"s), "nul�nul");
    EXPECT_EQ(clean_lines(""), "");
}

TEST(Clean, CutsOnACharacterWithinTheBound) {
    for (std::size_t most = 0; most < 30; ++most) {
        const std::string cut = clean("ääh 漢字 🐟 ordinary words follow", most);
        EXPECT_LE(cut.size(), most);
        EXPECT_TRUE(is_valid_utf8(cut));
    }
    EXPECT_EQ(clean("abcdef", 6), "abcdef");
    EXPECT_EQ(clean("abcdefg", 6), "abc…");
    EXPECT_EQ(clean("abc def", 7), "abc def");
    EXPECT_EQ(clean("abc def", 6), "abc…");
    EXPECT_EQ(clean("abcdef  ", 6), "abcdef");
}

// Every short text, every place to begin: as comparing everywhere would find it.
TEST(Text, FindsWhatStandsFirstWhateverItsCase) {
    std::vector<std::string> texts{""};
    for (std::size_t i = 0; texts[i].size() < 6; ++i) {
        for (const char c : {'a', 'A', 'b', '-'})
            texts.push_back(texts[i] + c);
    }
    for (const std::string& text : texts) {
        for (const std::string_view wanted : {"", "a", "ab", "-", "a-", "b-a", "aba"}) {
            for (std::size_t from = 0; from <= text.size() + 1; ++from) {
                std::size_t expected = std::string_view::npos;
                for (std::size_t at = text.size() + 1; at-- > from;) {
                    if (istarts_with(std::string_view(text).substr(at), wanted))
                        expected = at;
                }
                ASSERT_EQ(ifind(text, wanted, from), expected)
                    << '"' << wanted << "\" in \"" << text << "\" from " << from;
            }
        }
    }
}

TEST(Utf8, IsCheckedBeyondTheEighthByte) {
    for (std::size_t before = 0; before < 20; ++before) {
        EXPECT_TRUE(is_valid_utf8(std::string(before, 'x') + "\xC3\xA4" + std::string(9, 'x')));
        EXPECT_FALSE(is_valid_utf8(std::string(before, 'x') + "\xC3" + std::string(9, 'x')));
        EXPECT_FALSE(is_valid_utf8(std::string(before, 'x') + "\x80"));
    }
}

TEST(Closest, FindsTheWordThatWasMeant) {
    const std::vector<std::string_view> keys{"since", "covers", "value"};
    EXPECT_EQ(closest("sicne", keys), "since");
    EXPECT_EQ(closest("cover", keys), "covers");
    EXPECT_FALSE(closest("folder", keys));
}

TEST(Secrets, AreComparedWhole) {
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secrets"));
}

} // namespace
} // namespace backsift::base
