#include "cli/since.hpp"

#include <gtest/gtest.h>

namespace backsift::cli {
namespace {

constexpr message::UnixTime k_now = 1'795'262'400; // 2026-11-21T12:00:00Z

TEST(Since, ReadsADayAndATimeAgo) {
    const auto midnight = read_since("2026-11-21", k_now).value(); // somewhere on earth
    EXPECT_LE(midnight, k_now + 2 * 3600);
    EXPECT_GE(midnight, k_now - 26 * 3600);
    EXPECT_EQ(read_since("36h", k_now).value(), k_now - 36 * 3600);
    EXPECT_EQ(read_since("7d", k_now).value(), k_now - 7 * 86'400);
    EXPECT_EQ(read_since("2w", k_now).value(), k_now - 14 * 86'400);
}

TEST(Since, RefusesWhatIsNeither) {
    for (const char* const text : {"", "d", "-1d", "2026-13-01", "2026-02-30", "yesterday", "7",
                                   "26-1-1", "99999999999999999999w", "2026-11-21T10:00"})
        EXPECT_FALSE(read_since(text, k_now)) << text;
}

} // namespace
} // namespace backsift::cli
