#include "mailbox/maildir_name.hpp"

#include <gtest/gtest.h>

#include "support/fake_world.hpp"

namespace backsift::mailbox {
namespace {

TEST(MaildirName, HoldsClockProcessCountChanceHostAndSize) {
    test::FakeWorld world;
    EXPECT_EQ(with_size(unique_name(world), 42),
              "1795255469.M123456P4711Q1R0123456789abcdef.mx.example.org,S=42");
}

TEST(MaildirName, DiffersWhenOnlyTheCountDoes) {
    test::FakeWorld world;
    EXPECT_NE(unique_name(world), unique_name(world));
}

TEST(MaildirName, EscapesWhatAHostMayNotBringIn) {
    EXPECT_EQ(escape_host("a/b:c"), "a\\057b\\072c");
    EXPECT_EQ(escape_host("a,S=1 b\n\xff"), "a_S=1_b__");
    EXPECT_EQ(escape_host(""), "localhost");
    EXPECT_LT(escape_host(std::string(1000, '/')).size(), 200U);
}

TEST(MaildirName, KnowsItsOwnAndNoOthers) {
    test::FakeWorld world;
    EXPECT_TRUE(is_our_name(unique_name(world)));
    EXPECT_TRUE(is_our_name(with_size(unique_name(world), 1)));
    for (const char* other :
         {"", "1", "1.M2", "1.M2P3.host,S=1", "1.M2P3Q4R.host", "1.M2P3Q4R5", "1.M2P3Q4R5.", "x",
          "1795255469.4711_1.mx", "important.txt", ".M1P1Q1R1.h", "1.M2P3Q4RX.h"}) {
        EXPECT_FALSE(is_our_name(other)) << other;
    }
}

} // namespace
} // namespace backsift::mailbox
