#include "proof/verp.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

const VerpPatterns k_patterns({"ann-*@example.org", "*+bounce@lists.example.org", "no star", "*"});

TEST(Verp, NamesTheRecipient) {
    EXPECT_EQ(k_patterns.recipient_in("Ann-Bob=Example.net@example.org"), "bob@example.net");
    EXPECT_EQ(k_patterns.recipient_in("bob=example.net+bounce@lists.example.org"),
              "bob@example.net");
    EXPECT_EQ(k_patterns.recipient_in("ann-b=ob=example.net@example.org"), "b=ob@example.net");
}

TEST(Verp, IsNoneWhereThePatternOrAMailboxIsMissing) {
    for (const char* address : {"", "ann@example.org", "ann-@example.org", "ann-lists@example.org",
                                "ann-=x@example.org", "ann-x=@example.org", "ann-bob=example.net",
                                "ann-bob@x=y@example.org", "eve-bob=example.net@example.org"}) {
        EXPECT_EQ(k_patterns.recipient_in(address), "") << address;
    }
}

TEST(Verp, PatternsHaveOneStarBeforeTheDomain) {
    EXPECT_TRUE(VerpPatterns::is_pattern("ann-*@example.org"));
    for (const char* text :
         {"", "*", "ann@example.org", "ann@*.example.org", "a*b*@example.org", "a?*@example.org"}) {
        EXPECT_FALSE(VerpPatterns::is_pattern(text)) << text;
    }
}

} // namespace
} // namespace backsift::proof
