#include "setup/relay_pattern.hpp"

#include <gtest/gtest.h>

namespace backsift::setup {
namespace {

// "error can never match", "warning sends for everybody", "" for no objection.
std::string told(std::string_view pattern) {
    const auto objection = object_to_relay(pattern);
    if (!objection)
        return {};
    const std::string severity = objection->severity == Severity::error ? "error " : "warning ";
    return severity + objection->sentence.substr(0, objection->sentence.find(':'));
}

TEST(RelayPattern, IsFineWhereItNamesOnesOwnServers) {
    for (const char* pattern :
         {"mail.example.org", "*.out.example.org", "*.example.org", "mx?.example.org",
          "example.org", "mail.example.co.uk", "*.example.co.uk", "192.0.2.10", "192.0.2.0/24",
          "2001:db8::/48", "2001:db8::25", "mail.ex\xC3\xA4mple.org", "MAIL.EXAMPLE.ORG",
          "xn--exmple-cua.test"}) {
        EXPECT_EQ(told(pattern), "") << pattern;
    }
}

TEST(RelayPattern, CannotMatchWhereItIsNoHostName) {
    for (const char* pattern :
         {"ann@example.org", "mail.example.org:25", "https://example.org", "mail example.org",
          "[192.0.2.10]", "mail.example.org.", "mail..example.org", ".example.org", "", ".",
          "192.0.2", "192.0.2.300", "192.0.2.0/33", "192.0.2.0/", "2001:db8::/129", "2001:db8:::1",
          "::g"}) {
        EXPECT_EQ(told(pattern), "error can never match") << pattern;
    }
    EXPECT_EQ(told(std::string(64, 'a') + ".example.org"), "error can never match");
    EXPECT_EQ(told(std::string("a\0b.example.org", 15)), "error can never match");
}

TEST(RelayPattern, MatchesTooMuchWhereStrangersFit) {
    for (const char* pattern :
         {"*", "?", "*.com", "*com", "*.*", "mail.*", "mail.example.*", "*.co.uk", "co.uk",
          "*example.org", "ex*mple.org", "0.0.0.0/0", "192.0.0.0/8", "::/0", "2001::/16"}) {
        EXPECT_EQ(told(pattern), "error matches too much") << pattern;
    }
}

TEST(RelayPattern, ProposesTheDotThatWasForgotten) {
    EXPECT_EQ(object_to_relay("*example.org")->hint, "\"*.example.org\"");
}

TEST(RelayPattern, ShouldHaveADomain) {
    EXPECT_EQ(told("localhost"), "warning has no domain");
    EXPECT_EQ(told("mail"), "warning has no domain");
}

TEST(RelayPattern, ShouldNotBePrivate) {
    for (const char* pattern : {"127.0.0.1", "10.1.2.3", "172.16.0.0/16", "192.168.1.0/24", "::1",
                                "fd00::1", "fe80::1", "169.254.0.1"}) {
        EXPECT_EQ(told(pattern), "warning is a private address") << pattern;
    }
    EXPECT_EQ(told("172.32.0.1"), "");
}

TEST(RelayPattern, ShouldNotBeOfAProviderThatSendsForEverybody) {
    for (const char* pattern : {"*.google.com", "outlook.com", "*.outbound.protection.outlook.com",
                                "*.amazonses.com", "MAIL-SOR-F41.GOOGLE.COM"}) {
        EXPECT_EQ(told(pattern), "warning sends for everybody") << pattern;
    }
    EXPECT_EQ(told("*.notgoogle.com"), "");
    EXPECT_EQ(told("google.com.example.org"), "");
}

TEST(RelayPattern, GoesByThePublicSuffixListWhereThereIsOne) {
    constexpr const char* k_list = "// a comment\nexample\nparts.example\n*.wild.example\n"
                                   "!own.wild.example\n";
    EXPECT_FALSE(object_to_relay("*.parts.example"));
    EXPECT_TRUE(object_to_relay("*.parts.example", k_list));
    EXPECT_TRUE(object_to_relay("*.any.wild.example", k_list));
    EXPECT_FALSE(object_to_relay("*.own.wild.example", k_list));
    EXPECT_FALSE(object_to_relay("mail.parts.example", k_list));
    EXPECT_FALSE(object_to_relay("*.mine.parts.example", k_list));
}

} // namespace
} // namespace backsift::setup
