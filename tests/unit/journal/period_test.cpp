#include "journal/period.hpp"

#include <gtest/gtest.h>

namespace backsift::journal {
namespace {

std::string name(const char* day, Period period) {
    return period_name(period_of(*read_day(day), period), period);
}

TEST(Period, NamesDaysWeeksAndMonths) {
    for (const char* day : {"1969-12-31", "1970-01-01", "2024-02-29", "2026-11-21"})
        EXPECT_EQ(name(day, Period::day), day);
    EXPECT_EQ(name("2026-11-21", Period::month), "2026-11");
    EXPECT_EQ(name("1969-12-31", Period::month), "1969-12");
    EXPECT_EQ(name("2026-11-21", Period::week), "2026-W47");
}

TEST(Period, HasTheWeeksOfIso8601) {
    EXPECT_EQ(name("2026-11-22", Period::week), "2026-W47"); // a Sunday
    EXPECT_EQ(name("2026-11-23", Period::week), "2026-W48");
    EXPECT_EQ(name("2027-01-03", Period::week), "2026-W53");
    EXPECT_EQ(name("2024-12-30", Period::week), "2025-W01");
    EXPECT_EQ(name("1970-01-01", Period::week), "1970-W01");
    EXPECT_EQ(name("1969-12-28", Period::week), "1969-W52");
}

TEST(Period, FollowsTheOneBefore) {
    for (const Period period : {Period::day, Period::week, Period::month}) {
        std::int64_t last = period_of(-1000, period);
        for (std::int64_t day = -999; day < 3000; ++day) {
            const std::int64_t now = period_of(day, period);
            EXPECT_TRUE(now == last || now == last + 1) << day;
            last = now;
        }
    }
}

TEST(ReadDay, TakesADateAndNothingElse) {
    EXPECT_EQ(read_day("1970-01-02"), 1);
    for (const char* text :
         {"", "yesterday", "2026-13-01", "2026-02-30", "2026-1-1", "2026-11-21Z"})
        EXPECT_FALSE(read_day(text)) << text;
}

} // namespace
} // namespace backsift::journal
