#include "os/local_time.hpp"

#include <cstdlib>
#include <ctime>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace backsift::os {
namespace {

// A zone by its rule (POSIX TZ), so that no zone data is needed.
class LocalTime : public testing::Test {
  protected:
    LocalTime() {
        if (const char* zone = std::getenv("TZ"))
            before_ = zone;
    }
    ~LocalTime() override {
        if (before_.empty())
            ::unsetenv("TZ");
        else
            ::setenv("TZ", before_.c_str(), 1);
        ::tzset();
    }
    LocalTime(const LocalTime&) = delete;
    LocalTime& operator=(const LocalTime&) = delete;

    static void live_in(const char* zone) { ::setenv("TZ", zone, 1); }

  private:
    std::string before_;
};

constexpr std::int64_t k_hour = 3600;
constexpr std::int64_t k_day = 24 * k_hour;

TEST_F(LocalTime, TheDayIsThatOfTheUsersClock) {
    live_in("UTC0");
    EXPECT_EQ(local_day(0), 0);
    EXPECT_EQ(local_day(k_day - 1), 0);
    EXPECT_EQ(local_day(-1), -1);
    live_in("EAST-13");
    EXPECT_EQ(local_day(11 * k_hour - 1), 0);
    EXPECT_EQ(local_day(11 * k_hour), 1);
    live_in("WEST10");
    EXPECT_EQ(local_day(10 * k_hour - 1), -1);
    EXPECT_EQ(local_day(10 * k_hour), 0);
}

TEST_F(LocalTime, ADayBeginsWhereItsNumberChanges) {
    for (const char* zone : {"UTC0", "EAST-13", "WEST10", "CET-1CEST,M3.5.0,M10.5.0/3"}) {
        live_in(zone);
        for (std::int64_t day = 20'735; day < 20'735 + 366;
             ++day) { // 2026-10-09 on, over both changes
            const std::int64_t begin = begin_of_local_day(day);
            ASSERT_EQ(local_day(begin), day) << zone;
            ASSERT_EQ(local_day(begin - 1), day - 1) << zone;
        }
    }
}

TEST_F(LocalTime, AYearBeyondTheCalendarIsCountedInUtc) {
    live_in("EAST-13");
    constexpr std::int64_t k_last = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(local_day(k_last), k_last / k_day);
}

} // namespace
} // namespace backsift::os
