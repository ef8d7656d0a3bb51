#include "base/counted.hpp"

#include <gtest/gtest.h>

namespace backsift::base {
namespace {

TEST(Counted, KnowsOneFromMany) {
    EXPECT_EQ(counted(0, "reply", "replies"), "0 replies");
    EXPECT_EQ(counted(1, "reply", "replies"), "1 reply");
    EXPECT_EQ(messages(1200), "1200 messages");
}

} // namespace
} // namespace backsift::base
