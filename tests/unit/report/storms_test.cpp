#include "report/storms.hpp"

#include <gtest/gtest.h>

namespace backsift::report {
namespace {

constexpr message::UnixTime k_noon = 1'795'262'400; // 2026-11-21T12:00:00Z
constexpr message::UnixTime k_minute = 60;

void replies(StormWatch& watch, message::UnixTime from, int count, message::UnixTime apart) {
    for (int i = 0; i < count; ++i)
        watch.add_reply(from + i * apart);
}

TEST(StormWatch, SeesNoneWhereAsManyCameAsIsUsual) {
    StormWatch watch(20);
    replies(watch, k_noon, 20, k_minute);
    EXPECT_TRUE(watch.storms().empty());
    EXPECT_TRUE(StormWatch(20).storms().empty());
}

TEST(StormWatch, SeesOneThatLiesAcrossAFullHour) {
    StormWatch watch(20);
    replies(watch, k_noon - 15 * k_minute, 30, k_minute);
    const auto storms = watch.storms();
    ASSERT_EQ(storms.size(), 1U);
    EXPECT_EQ(storms[0].replies, 30U);
    EXPECT_LE(storms[0].begin, k_noon - 15 * k_minute);
    EXPECT_GE(storms[0].end, k_noon + 14 * k_minute);
}

TEST(StormWatch, TakesTheOrderOfAddingForNothing) {
    StormWatch forwards(5);
    StormWatch backwards(5);
    for (int i = 0; i < 50; ++i) {
        forwards.add_reply(k_noon + i * k_minute);
        backwards.add_reply(k_noon + (49 - i) * k_minute);
    }
    ASSERT_EQ(forwards.storms().size(), backwards.storms().size());
    EXPECT_EQ(forwards.storms()[0].begin, backwards.storms()[0].begin);
    EXPECT_EQ(forwards.storms()[0].replies, backwards.storms()[0].replies);
}

TEST(StormWatch, KeepsStormsOfDifferentDaysApart) {
    StormWatch watch(5);
    replies(watch, k_noon, 30, k_minute);
    replies(watch, k_noon + 86'400, 12, k_minute);
    const auto storms = watch.storms();
    ASSERT_EQ(storms.size(), 2U);
    EXPECT_EQ(storms[0].replies, 30U);
    EXPECT_EQ(storms[1].replies, 12U);
}

TEST(StormWatch, CountsTheOrdinaryMailOfTheSameTimeOnly) {
    StormWatch watch(5);
    replies(watch, k_noon, 30, k_minute);
    watch.add_ordinary(k_noon + k_minute);
    watch.add_ordinary(k_noon + 86'400);
    ASSERT_EQ(watch.storms().size(), 1U);
    EXPECT_EQ(watch.storms()[0].ordinary, 1U);
}

TEST(StormWatch, TakesTimesBefore1970) {
    StormWatch watch(2);
    replies(watch, -90, 3, k_minute);
    ASSERT_EQ(watch.storms().size(), 1U);
    EXPECT_EQ(watch.storms()[0].begin, -600);
    EXPECT_EQ(watch.storms()[0].end, 600);
}

} // namespace
} // namespace backsift::report
