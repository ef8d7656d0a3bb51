#include "cli/progress.hpp"

#include <gtest/gtest.h>

#include "report/table.hpp"

namespace backsift::cli {
namespace {

TEST(Progress, SaysWhatIsDoneAndWhenItEnds) {
    EXPECT_EQ(progress_line({1234, 41'203, 2.0}, 100),
              "1,234 of 41,203 messages ░░░░░░░░░░░░░░░░░░░░░░░░ 617/s, 1:04 left");
    EXPECT_EQ(progress_line({20'000, 40'000, 4'000.0}, 100),
              "20,000 of 40,000 messages ████████████░░░░░░░░░░░░ 5/s, 1:06:40 left");
}

TEST(Progress, PromisesNothingBeforeItKnows) {
    EXPECT_EQ(progress_line({100, 0, 1.0}, 100), "100 messages 100/s");
    EXPECT_EQ(progress_line({0, 0, 0}, 100), "0 messages");
    EXPECT_EQ(progress_line({7, 5, 1.0}, 100), "7 messages 7/s"); // more came while it ran
}

TEST(Progress, FitsAnyTerminal) {
    for (std::size_t columns = 20; columns < 100; ++columns)
        EXPECT_LE(report::columns(progress_line({10, 100, 1.0}, columns)), columns);
}

} // namespace
} // namespace backsift::cli
