#include "proof/host_pattern.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

TEST(ReadIp, TakesEveryNotationOfTraceFields) {
    const auto v4 = read_ip("192.0.2.10");
    ASSERT_TRUE(v4);
    EXPECT_TRUE(v4->v4);
    EXPECT_EQ(*read_ip("[192.0.2.10]"), *v4);
    EXPECT_EQ(*read_ip("::ffff:192.0.2.10"), *v4);
    EXPECT_EQ(*read_ip("[IPv6:::FFFF:c000:20a]"), *v4);
    EXPECT_EQ(*read_ip("2001:DB8:0:0::10"), *read_ip("[IPv6:2001:db8::10]"));
    EXPECT_EQ(*read_ip("fe80::1%eth0"), *read_ip("fe80::1"));
}

TEST(ReadIp, RefusesWhatIsNoAddress) {
    for (const char* text : {"", "mail.example.org", "192.0.2", "192.0.2.256", "192.0.2.10.",
                             "1.2.3.4.5", ":::", "0x7f.1", "2001:db8::g", "192.0.2.010.1"}) {
        EXPECT_FALSE(read_ip(text)) << text;
    }
    EXPECT_FALSE(read_ip(std::string(100'000, '1')));
    EXPECT_FALSE(read_ip(std::string_view("192.0.2.10\0x", 12)));
}

TEST(Internal, IsWhatNoStrangerCanConnectFrom) {
    for (const char* text :
         {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.0.9", "100.64.0.1", "::1",
          "fe80::1", "fd12::1", "::ffff:10.0.0.1", "2002:a05:6402:1::"}) {
        EXPECT_TRUE(is_internal(*read_ip(text))) << text;
    }
    for (const char* text : {"192.0.2.10", "172.32.0.1", "100.128.0.1", "2001:db8::1",
                             "::ffff:192.0.2.1", "2002:c000:20a::", "11.0.0.1", "::", "::2"}) {
        EXPECT_FALSE(is_internal(*read_ip(text))) << text;
    }
    EXPECT_TRUE(is_loopback(*read_ip("127.8.9.1")));
    EXPECT_FALSE(is_loopback(*read_ip("10.0.0.1")));
}

TEST(Site, IsWhatOneOwnerHolds) {
    EXPECT_EQ(site_of("mail.example.org"), "example.org");
    EXPECT_EQ(site_of("a.b.mail.example.org."), "example.org");
    EXPECT_EQ(site_of("example.org"), "example.org");
    EXPECT_EQ(site_of("mx.example.co.uk"), "example.co.uk");
    EXPECT_EQ(site_of("mx.abc.de"), "mx.abc.de");
    EXPECT_EQ(site_of("abc.de"), "abc.de");
    for (const char* host : {"", ".", "localhost", "192.0.2.10", "2001:db8::1", ".org",
                             "a b.example.org", "bob@example.org"}) {
        EXPECT_EQ(site_of(host), "") << host;
    }
}

TEST(SameSite, FitsOneHostAndItsNeighboursOnly) {
    EXPECT_TRUE(same_site("mail6.example.org", "Mail.Example.ORG."));
    EXPECT_TRUE(same_site("localhost", "localhost"));
    EXPECT_FALSE(same_site("mail.example.org", "mail.example.net"));
    EXPECT_FALSE(same_site("a.co.uk", "b.co.uk"));
    EXPECT_FALSE(same_site("", ""));
    EXPECT_FALSE(same_site("192.0.2.10", "192.0.2.11"));
}

TEST(HostPatterns, MatchNamesWithWildcards) {
    const HostPatterns ours({"mail.example.org", "*.out.example.org", "mx?.example.org"});
    for (const char* host : {"mail.example.org", "MAIL.Example.org.", "a.out.example.org",
                             "a.b.out.example.org", "mx1.example.org"}) {
        EXPECT_TRUE(ours.has_name(host)) << host;
    }
    for (const char* host :
         {"", "example.org", "out.example.org", "evilmail.example.org",
          "mail.example.org.spam.test", "mx12.example.org", "bob@a.out.example.org",
          "(a.out.example.org", "x a.out.example.org"}) {
        EXPECT_FALSE(ours.has_name(host)) << host;
    }
}

TEST(HostPatterns, NeverLetAWildcardReachIntoAnAddress) {
    const HostPatterns ours({"*", "192.0.2.*", "*.10", "?.?.?.?"});
    EXPECT_FALSE(ours.has("192.0.2.10"));
    EXPECT_FALSE(ours.has("2001:db8::10"));
    EXPECT_FALSE(ours.has("[192.0.2.10]"));
}

TEST(HostPatterns, MatchAddressesInAnyNotation) {
    const HostPatterns ours({"192.0.2.10", "[2001:db8::10]"});
    EXPECT_TRUE(ours.has_address("::ffff:192.0.2.10"));
    EXPECT_TRUE(ours.has_address("IPv6:2001:0db8:0:0:0:0:0:0010"));
    EXPECT_FALSE(ours.has_address("192.0.2.1"));
    EXPECT_FALSE(ours.has_address("192.0.2.100"));
    EXPECT_FALSE(ours.has_name("192.0.2.10"));
}

TEST(HostPatterns, MatchNetworksOfBothFamilies) {
    const HostPatterns ours({"192.0.2.0/25", "2001:db8::/48", "198.51.100.7/32"});
    EXPECT_TRUE(ours.has_address("192.0.2.127"));
    EXPECT_FALSE(ours.has_address("192.0.2.128"));
    EXPECT_TRUE(ours.has_address("2001:db8:0:ffff::1"));
    EXPECT_FALSE(ours.has_address("2001:db8:1::1"));
    EXPECT_TRUE(ours.has_address("198.51.100.7"));
    EXPECT_FALSE(ours.has_address("198.51.100.6"));
}

TEST(HostPatterns, CountTheBitsOfAMappedNetworkFromItsMappedForm) {
    const HostPatterns ours({"::ffff:192.0.2.0/120"});
    EXPECT_TRUE(ours.has_address("192.0.2.99"));
    EXPECT_FALSE(ours.has_address("192.0.3.99"));
}

TEST(HostPatterns, KeepTheFamiliesApart) {
    EXPECT_FALSE(HostPatterns({"::/0"}).has_address("192.0.2.10"));
    EXPECT_FALSE(HostPatterns({"0.0.0.0/0"}).has_address("2001:db8::1"));
    EXPECT_TRUE(HostPatterns({"0.0.0.0/0"}).has_address("192.0.2.10"));
    EXPECT_TRUE(HostPatterns({"192.0.2.10"}).knows_family_of("198.51.100.1"));
    EXPECT_FALSE(HostPatterns({"192.0.2.10", "a.example.org"}).knows_family_of("2001:db8::1"));
    EXPECT_FALSE(HostPatterns({"192.0.2.10"}).knows_family_of("nowhere"));
}

TEST(HostPatterns, LeaveOutWhatCanNeverMatch) {
    EXPECT_TRUE(
        HostPatterns({"", " ", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "2001:db8::/129",
                      "a b", "bob@example.org", "*", "192.0.2.*", "::ffff:192.0.2.0/24"})
            .empty());
}

TEST(HostPatterns, TellANeighbourThatIsNotListed) {
    EXPECT_TRUE(HostPatterns({"mail.example.org"}).is_near("mail6.example.org"));
    EXPECT_TRUE(HostPatterns({"*.out.example.org"}).is_near("mail.example.org"));
    EXPECT_FALSE(HostPatterns({"mail.example.org"}).is_near("mail.example.net"));
    EXPECT_FALSE(HostPatterns({"mail*", "192.0.2.10"}).is_near("mail.example.net"));
    EXPECT_FALSE(HostPatterns({"mail.example.org"}).is_near(""));
}

TEST(Complaint, SaysWhatIsWrongWithAPattern) {
    for (const char* fine : {"mail.example.org", "*.out.example.org", "mailhub", "192.0.2.10",
                             "2001:db8::/48", "[192.0.2.10]"}) {
        EXPECT_EQ(complaint(fine), "") << fine;
    }
    EXPECT_NE(complaint("192.0.2.*").find("192.0.2.0/24"), std::string::npos);
    EXPECT_NE(complaint("*").find("every host"), std::string::npos);
    EXPECT_NE(complaint("192.0.2.0/99").find("no network"), std::string::npos);
    EXPECT_NE(complaint("alice@example.org"), "");
    EXPECT_NE(complaint(""), "");
    EXPECT_EQ(complaint("a\x1b[31m b").find('\x1b'), std::string::npos);
}

} // namespace
} // namespace backsift::proof
