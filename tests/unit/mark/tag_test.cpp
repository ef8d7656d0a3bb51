#include "mark/tag.hpp"

#include <gtest/gtest.h>

namespace backsift::mark {
namespace {

constexpr std::string_view k_name = "X-Your-Special-Header";
constexpr std::string_view k_value = "kV3x9QbLr7TzNw2m";
const std::string k_line = "X-Your-Special-Header: kV3x9QbLr7TzNw2m";

std::string tagged(std::string_view message) {
    const auto result = with_tag(message, k_name, k_value, base::Limits{});
    EXPECT_TRUE(result);
    return result ? *result : std::string("failed");
}

TEST(TagField, IsNameColonValue) {
    EXPECT_EQ(*tag_field(k_name, k_value), k_line);
    EXPECT_EQ(*tag_field("X-A", "With its content"), "X-A: With its content");
}

TEST(TagField, RefusesValuesThatWouldNotComeBackAsTheyWentOut) {
    for (const std::string_view value :
         {std::string_view(""), std::string_view(" a"), std::string_view("a "),
          std::string_view("a\nBcc: x@spam.test"), std::string_view("a\r\n\r\nbody"),
          std::string_view("a\tb"), std::string_view("a  b"), std::string_view("a\0b", 3),
          std::string_view("\xc3\xa4"), std::string_view("a\x7f")}) {
        const auto result = tag_field(k_name, value);
        ASSERT_FALSE(result) << value;
        EXPECT_EQ(result.error().kind, base::Kind::config);
    }
    EXPECT_FALSE(tag_field(k_name, std::string(998, 'a')));
    EXPECT_TRUE(tag_field("X-A", std::string(998 - 5, 'a')));
}

TEST(TagField, RefusesNamesThatAreNoneOrMeanSomething) {
    for (const char* name :
         {"", "X A", "X:A", "X-\xc3\xa4", "X\nA", "From", "bcc", "Message-Id", "Content-Type",
          "Resent-To", "List-Id", "dkim-signature", "Auto-Submitted"}) {
        EXPECT_FALSE(tag_field(name, k_value)) << name;
    }
}

TEST(TagField, NeverRepeatsTheValueInAFailure) {
    const auto result = tag_field(k_name, "hunter2hunter2\n");
    ASSERT_FALSE(result);
    EXPECT_EQ(base::describe(result.error()).find("hunter2"), std::string::npos);
}

TEST(WithTag, PutsTheFieldOnTopAndLeavesEveryOtherByte) {
    const std::string message("Subject: x\nTo:\ty\n\nbody\r\nmixed\rends \0 and no last", 48);
    EXPECT_EQ(tagged(message), k_line + '\n' + message);
}

TEST(WithTag, KeepsTheLineEndOfTheMessage) {
    EXPECT_EQ(tagged("A: b\r\n\r\nc\n"), k_line + "\r\nA: b\r\n\r\nc\n");
    EXPECT_EQ(tagged("A: b\r\rc"), k_line + "\rA: b\r\rc");
    EXPECT_EQ(tagged("A: b"), k_line + "\nA: b");
}

TEST(WithTag, StandsBelowAnMboxLine) {
    EXPECT_EQ(tagged("From a@example.org Sat Nov 21 05:13:35 2026\nA: b\n\nc\n"),
              "From a@example.org Sat Nov 21 05:13:35 2026\n" + k_line + "\nA: b\n\nc\n");
    EXPECT_EQ(tagged(">From a Sat\r\nA: b\r\n"), ">From a Sat\r\n" + k_line + "\r\nA: b\r\n");
    EXPECT_EQ(tagged("From a"), "From a\n" + k_line + '\n');
    EXPECT_EQ(tagged("From: a@example.org\n\n"), k_line + "\nFrom: a@example.org\n\n");
}

TEST(WithTag, IsDoneOnce) {
    for (const char* message : {"", "\nbody\n", "A: b\n\nc", "A: b\r\n\r\nc", "From a\nA: b\n\n",
                                " odd\n", "no header"}) {
        const std::string once = tagged(message);
        EXPECT_NE(once, message);
        EXPECT_EQ(tagged(once), once) << message;
    }
    const std::string folded = "x-your-SPECIAL-header:\n kV3x9QbLr7TzNw2m\n\nbody\n";
    EXPECT_EQ(tagged(folded), folded);
}

TEST(WithTag, AddsOursBesideAnotherOfTheName) {
    EXPECT_EQ(tagged("X-Your-Special-Header: theirs\n\n"),
              k_line + "\nX-Your-Special-Header: theirs\n\n");
}

TEST(WithTag, DoesNotTakeTheBodyForTheHeader) {
    const std::string message = "A: b\n\n" + k_line + '\n';
    EXPECT_EQ(tagged(message), k_line + '\n' + message);
}

TEST(WithTag, DoesNotLetTheBodyContinueTheField) {
    EXPECT_EQ(tagged(" indented\n"), k_line + "\n\n indented\n");
    EXPECT_EQ(tagged("\nbody"), k_line + "\n\nbody");
}

TEST(WithTag, FailsRatherThanWriteABrokenField) {
    EXPECT_FALSE(with_tag("A: b\n\n", k_name, "a\nb", base::Limits{}));
}

TEST(Weakness, WarnsOfWhatCanBeGuessed) {
    EXPECT_EQ(weakness(k_value), "");
    EXPECT_NE(weakness("short"), "");
    EXPECT_NE(weakness("aaaaaaaaaaaaaaaaaaaaaaaa"), "");
    EXPECT_NE(weakness("With its content"), "");
    EXPECT_EQ(weakness("password1password2").find("password1"), std::string::npos);
    EXPECT_NE(weakness("password1password2"), "");
}

} // namespace
} // namespace backsift::mark
