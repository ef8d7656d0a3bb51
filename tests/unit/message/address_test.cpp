#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/address.hpp"

namespace backsift::message {
namespace {

// "display|local|domain" for each.
std::vector<std::string> read(std::string_view value) {
    std::vector<std::string> out;
    for (const Address& address : parse_addresses(value, base::Limits()))
        out.push_back(address.display + '|' + address.local + '|' + address.domain);
    return out;
}

using Lines = std::vector<std::string>;

TEST(Address, ReadsTheUsualForms) {
    EXPECT_EQ(read("ann@example.org"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("<ann@example.org>"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("Ann Example <ann@Example.ORG.>"), Lines{"Ann Example|ann|example.org"});
    EXPECT_EQ(read("\"Example, Ann\" <Ann@example.org>"), Lines{"Example, Ann|Ann|example.org"});
    EXPECT_EQ(read("ann@example.org (Ann Example)"), Lines{"Ann Example|ann|example.org"});
    EXPECT_EQ(read("a@x.test, B <b@y.test>,c@z.test"),
              (Lines{"|a|x.test", "B|b|y.test", "|c|z.test"}));
}

TEST(Address, ReadsQuotedLocalParts) {
    EXPECT_EQ(read("\"a b,c\"@example.org"), Lines{"|a b,c|example.org"});
    EXPECT_EQ(read("<\"a\\\"b@c\"@example.org>"), Lines{"|a\"b@c|example.org"});
    EXPECT_EQ(read("a@b@example.org"), Lines{"|a@b|example.org"});
}

TEST(Address, ReadsGroups) {
    EXPECT_EQ(read("undisclosed-recipients:;"), Lines{});
    EXPECT_EQ(read("undisclosed-recipients:"), Lines{});
    EXPECT_EQ(read("Team: a@x.test, B <b@y.test>; c@z.test"),
              (Lines{"|a|x.test", "B|b|y.test", "|c|z.test"}));
}

TEST(Address, SkipsCommentsEverywhere) {
    EXPECT_EQ(read("(x) Ann (y(z)) <(a)ann(b)@example.org(c)> (d)"), Lines{"Ann|ann|example.org"});
    EXPECT_EQ(read("ann(x)@(y)example.org"), Lines{"y|ann|example.org"});
    EXPECT_EQ(read("ann@example.org (never closed"), Lines{"never closed|ann|example.org"});
    EXPECT_EQ(read("ann@example.org (a \\) b)"), Lines{"a ) b|ann|example.org"});
}

TEST(Address, DropsSourceRoutesAndSchemes) {
    EXPECT_EQ(read("<@relay.test,@b.test:ann@example.org>, b@y.test"),
              (Lines{"|ann|example.org", "|b|y.test"}));
    EXPECT_EQ(read("<mailto:ann@example.org>"), Lines{"|ann|example.org"});
}

TEST(Address, ReadsDaemonsWithoutDomain) {
    EXPECT_EQ(read("<MAILER-DAEMON>"), Lines{"|MAILER-DAEMON|"});
    EXPECT_EQ(read("MAILER-DAEMON (Mail Delivery System)"),
              Lines{"Mail Delivery System|MAILER-DAEMON|"});
    EXPECT_EQ(read("Mail Delivery System <MAILER-DAEMON@>"),
              Lines{"Mail Delivery System|MAILER-DAEMON|"});
    EXPECT_EQ(read("Mail Delivery System"), Lines{"Mail Delivery System||"});
}

TEST(Address, TheNullPathIsNoAddressButItsNameStays) {
    EXPECT_EQ(read("<>"), Lines{});
    EXPECT_EQ(read("Mail Delivery System <>"), Lines{"Mail Delivery System||"});
    EXPECT_EQ(read(""), Lines{});
    EXPECT_EQ(read(" , ,; "), Lines{});
}

TEST(Address, DecodesDisplayNames) {
    EXPECT_EQ(read("=?utf-8?Q?M=C3=BCller?= =?utf-8?Q?_Ann?= <ann@example.org>"),
              Lines{"Müller Ann|ann|example.org"});
    EXPECT_EQ(read("\"=?utf-8?B?TcO8bGxlcg==?=\" <ann@example.org>"),
              Lines{"Müller|ann|example.org"});
    EXPECT_EQ(read("=?utf-8?Q?M=C3=BCller,_Ann?= <ann@example.org>"),
              Lines{"Müller, Ann|ann|example.org"});
    EXPECT_EQ(read("ann@example.org (=?utf-8?Q?M=C3=BCller?=)"), Lines{"Müller|ann|example.org"});
    EXPECT_EQ(read("M\xFCller <ann@example.org>"), Lines{"Müller|ann|example.org"});
}

TEST(Address, ReadsAnAddressThatWasEncodedWhole) {
    EXPECT_EQ(read("=?utf-8?Q?Ann_=3Cann=40example.org=3E?="), Lines{"Ann|ann|example.org"});
}

TEST(Address, KeepsInternationalAddresses) {
    EXPECT_EQ(read("Jürgen <jürgen@bücher.example>"), Lines{"Jürgen|jürgen|bücher.example"});
    EXPECT_TRUE(base::is_valid_utf8(read("<j\xFCrgen@b\xFC.example>")[0]));
}

TEST(Address, ReadsDomainLiterals) {
    EXPECT_EQ(read("ann@[192.0.2.1]"), Lines{"|ann|[192.0.2.1]"});
    EXPECT_EQ(read("<ann@[IPv6:2001:db8::1]>"), Lines{"|ann|[ipv6:2001:db8::1]"});
    EXPECT_EQ(read("ann@[IPv6:2001:db8::1], b@y.test"),
              (Lines{"|ann|[ipv6:2001:db8::1]", "|b|y.test"}));
}

TEST(Address, RepairsBrokenBrackets) {
    EXPECT_EQ(read("Ann ann@example.org"), Lines{"Ann|ann|example.org"});
    EXPECT_EQ(read("Ann <ann@example.org"), Lines{"Ann|ann|example.org"});
    EXPECT_EQ(read("Ann <ann@example.org, b@y.test"), (Lines{"Ann|ann|example.org", "|b|y.test"}));
    EXPECT_EQ(read("ann@example.org>"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("<<ann@example.org>>"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("< ann @ example.org >"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("ann @ example.org"), Lines{"|ann|example.org"});
    EXPECT_EQ(read("\"Ann <ann@example.org>"), Lines{"Ann|ann|example.org"});
    EXPECT_EQ(read("ann@example.org <ann@example.org>"), Lines{"ann@example.org|ann|example.org"});
}

TEST(Address, KeepsAtMostTheBoundedNumber) {
    base::Limits limits;
    limits.addresses = 3;
    EXPECT_EQ(parse_addresses("a@b,c@d,e@f,g@h,i@j", limits).size(), 3U);
}

TEST(Address, HostileInputIsReadInOnePass) {
    for (const std::string_view piece : {"(", ")", "\"", "<", ">", "<\"", ",", ";", ":", "@", "=?",
                                         "=?a?q?", "\\", "[", "a ", "<@a,", "\"a\" ", "a@b "}) {
        std::string value;
        while (value.size() < 64'000)
            value += piece;
        EXPECT_LE(read(value).size(), base::Limits().addresses) << piece;
    }
    EXPECT_EQ(read(std::string("a\0b@c", 5)), Lines{std::string("|a\0b|c", 6)});
}

TEST(Address, SameMailboxIgnoresCaseBracketsAndTheRootDot) {
    EXPECT_TRUE(same_mailbox("Ann@Example.org", "<ann@example.ORG.>"));
    EXPECT_FALSE(same_mailbox("ann@example.org", "ann@example.net"));
    EXPECT_FALSE(same_mailbox("", ""));
    EXPECT_FALSE(same_mailbox("<>", "<>"));
}

} // namespace
} // namespace backsift::message
