#include <gtest/gtest.h>

#include "message/address.hpp"

namespace backsift::message {
namespace {

using Ids = std::vector<std::string>;

Ids read(std::string_view value) {
    return parse_message_ids(value, base::Limits());
}

TEST(MessageId, ReadsOneOrSeveral) {
    EXPECT_EQ(read("<1@example.org>"), Ids{"1@example.org"});
    EXPECT_EQ(read(" <1@example.org>\t<2@example.org><3@example.org>,<4@x>"),
              (Ids{"1@example.org", "2@example.org", "3@example.org", "4@x"}));
    EXPECT_EQ(read(""), Ids{});
}

TEST(MessageId, KeepsCaseAndOddCharacters) {
    EXPECT_EQ(read("<AbC$1=2/x%y@Example.ORG>"), Ids{"AbC$1=2/x%y@Example.ORG"});
    EXPECT_EQ(read("<no-at-sign>"), Ids{"no-at-sign"});
}

TEST(MessageId, SkipsCommentsAndProse) {
    EXPECT_EQ(read("Message from ann@x.test of \"Fri, 3 Apr\" <1@example.org> (see <0@x>)"),
              Ids{"1@example.org"});
    EXPECT_EQ(read("(a (b) c) <1@example.org>"), Ids{"1@example.org"});
}

TEST(MessageId, DropsBlanksThatFoldingLeft) {
    EXPECT_EQ(read("< 1@example. org >"), Ids{"1@example.org"});
}

TEST(MessageId, ReadsIdsWithoutBrackets) {
    EXPECT_EQ(read("1@example.org"), Ids{"1@example.org"});
    EXPECT_EQ(read("1@example.org, 2@example.org;"), (Ids{"1@example.org", "2@example.org"}));
    EXPECT_EQ(read("1@example.org> (x)"), Ids{"1@example.org"});
    EXPECT_EQ(read("12345"), Ids{"12345"});
    EXPECT_EQ(read("Your message of Friday"), Ids{});
}

TEST(MessageId, RepairsMissingBrackets) {
    EXPECT_EQ(read("<1@example.org <2@example.org>"), (Ids{"1@example.org", "2@example.org"}));
    EXPECT_EQ(read("<1@example.org and more"), Ids{"1@example.org"});
    EXPECT_EQ(read("<<1@example.org>>"), Ids{"1@example.org"});
    EXPECT_EQ(read("<> < >"), Ids{});
}

TEST(MessageId, KeepsAtMostTheBoundedNumber) {
    base::Limits limits;
    limits.message_ids = 2;
    EXPECT_EQ(parse_message_ids("<1@x><2@x><3@x>", limits).size(), 2U);
    EXPECT_EQ(parse_message_ids("1@x 2@x 3@x", limits).size(), 2U);
}

TEST(MessageId, HostileInputIsReadInOnePass) {
    for (const std::string_view piece : {"<", ">", "(", ")", "<a", "a@b ", "<(", " "}) {
        std::string value;
        while (value.size() < 64'000)
            value += piece;
        EXPECT_LE(read(value).size(), base::Limits().message_ids) << piece;
    }
}

} // namespace
} // namespace backsift::message
