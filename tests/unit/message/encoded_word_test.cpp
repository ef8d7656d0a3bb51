#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {
namespace {

std::string decode(std::string_view value) {
    Defects defects;
    return decode_words(value, defects);
}

bool has_defect(std::string_view value, Defect defect) {
    Defects defects;
    static_cast<void>(decode_words(value, defects));
    return defects.has(defect);
}

TEST(EncodedWord, DecodesQAndB) {
    EXPECT_EQ(decode("=?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?="), "Grüße an alle");
    EXPECT_EQ(decode("=?UTF-8?b?R3LDvMOfZQ==?="), "Grüße");
    EXPECT_EQ(decode("=?iso-8859-1?q?=E9t=e9?="), "été");
}

TEST(EncodedWord, LeavesPlainTextAlone) {
    EXPECT_EQ(decode(""), "");
    EXPECT_EQ(decode("Undelivered Mail = what?"), "Undelivered Mail = what?");
    EXPECT_EQ(decode("a =? b ?= c"), "a =? b ?= c");
}

TEST(EncodedWord, DropsBlanksBetweenWordsOnly) {
    EXPECT_EQ(decode("a =?utf-8?q?b?=  =?utf-8?q?c?= d"), "a bc d");
    EXPECT_EQ(decode("=?utf-8?q?b?= \t =?iso-8859-1?q?=E9?="), "bé");
    EXPECT_EQ(decode("=?utf-8?q?b?= x =?utf-8?q?c?="), "b x c");
}

TEST(EncodedWord, JoinsACharacterSplitBetweenTwoWords) {
    EXPECT_EQ(decode("=?utf-8?Q?Gr=C3?= =?UTF-8?Q?=BC=C3=9Fe?="), "Grüße");
    EXPECT_EQ(decode("=?utf-8?B?R3LD?= =?utf-8?Q?=BC?="), "Grü");
}

TEST(EncodedWord, ToleratesMissingPadding) {
    EXPECT_EQ(decode("=?utf-8?B?Zg?= =?utf-8?B?Zm8?="), "ffo");
}

TEST(EncodedWord, IsReadInsideQuotesAndGluedToText) {
    EXPECT_EQ(decode("\"=?utf-8?Q?M=C3=BCller?=, Ann\" <a@example.org>"),
              "\"Müller, Ann\" <a@example.org>");
    EXPECT_EQ(decode("Re:=?utf-8?Q?=C3=BC?=ber"), "Re:über");
    EXPECT_EQ(decode("=?utf-8?Q?blanks in it?="), "blanks in it");
}

TEST(EncodedWord, MayNameALanguage) {
    EXPECT_EQ(decode("=?utf-8*en?Q?=C3=BC?="), "ü");
}

TEST(EncodedWord, StaysAsItIsWhenItCannotBeRead) {
    for (const std::string_view value :
         {"=?utf-8?Q?no end",
          "=?utf-8?X?abc?=", "=?no-such-charset?Q?abc?=", "=?utf-8?B?%%?=", "=?utf-8?Q", "=?utf-8",
          "=?", "=?=", "=?\?=", "=?\?\?=", "=?\?\?\?=", "=?utf-8?Q?", "=?utf-8 ?Q?a?="}) {
        EXPECT_EQ(decode(value), value);
    }
    EXPECT_TRUE(has_defect("=?utf-8?Q?no end", Defect::bad_encoded_word));
    EXPECT_TRUE(has_defect("=?no-such-charset?Q?abc?=", Defect::unknown_charset));
}

TEST(EncodedWord, FollowsABrokenOne) {
    EXPECT_EQ(decode("=?utf-8?Q?no end =?utf-8?Q?good?="), "=?utf-8?Q?no end good");
}

TEST(EncodedWord, EmptyWordGivesNothing) {
    EXPECT_EQ(decode("a=?utf-8?Q?\?=b"), "ab");
    EXPECT_EQ(decode("a=?utf-8?B?\?=b"), "ab");
}

TEST(EncodedWord, CannotSmuggleALineEndOrANulIntoAValue) {
    EXPECT_EQ(decode("=?utf-8?Q?a=0D=0Ab=00c?="), "a  b c");
}

TEST(EncodedWord, RawBytesAreUtf8OrElseWindows1252) {
    EXPECT_EQ(decode("Gr\xC3\xBC\xC3\x9F"
                     "e"),
              "Grüße");
    EXPECT_EQ(decode("Gr\xFC\xDF"
                     "e \x80"),
              "Grüße €");
    EXPECT_TRUE(has_defect("Gr\xFC", Defect::eight_bit_header));
    EXPECT_FALSE(has_defect("Gr\xC3\xBC", Defect::eight_bit_header));
}

TEST(EncodedWord, AlwaysGivesValidUtf8) {
    EXPECT_TRUE(base::is_valid_utf8(decode("=?utf-8?Q?=C3?= \xFF =?utf-8?Q?=FF=ED=A0=80?=")));
}

TEST(EncodedWord, TenThousandWordsAreRead) {
    std::string value;
    for (int i = 0; i < 10'000; ++i)
        value += "=?utf-8?Q?x?= ";
    EXPECT_EQ(decode(value), std::string(10'000, 'x') + " ");
}

TEST(EncodedWord, ManyUnclosedWordsStayAsTheyAre) {
    std::string value;
    for (int i = 0; i < 50'000; ++i)
        value += "=?a?q?x";
    EXPECT_EQ(decode(value), value);
}

} // namespace
} // namespace backsift::message
