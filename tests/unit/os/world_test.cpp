#include "os/world.hpp"

#include <cstdlib>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/children.hpp"

namespace backsift::os {
namespace {

TEST(RealWorld, ReadsTheEnvironmentAsItIsNow) {
    RealWorld world;
    ::setenv("BACKSIFT_TEST_WORD", "here", 1);
    EXPECT_EQ(world.variable("BACKSIFT_TEST_WORD"), "here");
    ::unsetenv("BACKSIFT_TEST_WORD");
    EXPECT_EQ(world.variable("BACKSIFT_TEST_WORD"), "");
}

TEST(RealWorld, CallsTheUserByLognameThenByUser) {
    const int status = test::run([] {
        RealWorld world;
        ::setenv("HOME", "/srv/ann", 1);
        ::setenv("LOGNAME", "ann", 1);
        ::setenv("USER", "bob", 1);
        if (world.account().user != "ann" || world.account().home != "/srv/ann")
            return 1;
        ::unsetenv("LOGNAME");
        return world.account().user == "bob" ? 0 : 2;
    });
    EXPECT_EQ(status, 0);
}

TEST(RealWorld, GivesNoNumberTwice) {
    RealWorld world;
    EXPECT_EQ(world.count(), 1U);
    EXPECT_EQ(world.count(), 2U);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(world.random());
    EXPECT_EQ(seen.size(), 100U);
    EXPECT_EQ(world.process_id(), ::getpid());
    EXPECT_FALSE(world.host_name().empty());
}

} // namespace
} // namespace backsift::os
