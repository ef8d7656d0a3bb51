#include "os/ancestry.hpp"

#include <gtest/gtest.h>

#include "support/children.hpp"

namespace backsift::os {
namespace {

int ask() {
    return is_handed_over() ? 1 : 0;
}

TEST(Ancestry, KnowsThatAProcessAboveHandsOver) {
    const HandingOver handing_over;
    EXPECT_EQ(test::run(ask), 1);
    EXPECT_EQ(test::run([] { return test::run(ask); }), 1) << "through another process";
}

TEST(Ancestry, IsNotHandedOverByItself) {
    const HandingOver handing_over;
    EXPECT_FALSE(is_handed_over());
}

TEST(Ancestry, ForgetsWhenTheHandingOverEnds) {
    { const HandingOver handing_over; }
    EXPECT_EQ(test::run(ask), 0);
}

} // namespace
} // namespace backsift::os
