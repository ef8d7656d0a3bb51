#include "journal/storm.hpp"

#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::journal {
namespace {

using rules::Kind;

constexpr message::UnixTime k_now = 1'795'239'060;

class Storm : public testing::Test {
  protected:
    [[nodiscard]] std::uint32_t count(Kind kind, message::UnixTime now = k_now) const {
        return count_unverifiable(state_, now).at(static_cast<std::size_t>(kind));
    }
    void put(const std::string& name, const std::string& text) {
        ASSERT_TRUE(note_unverifiable(state_, Kind::bounce, 0)); // makes the directory
        const int fd = ::open((state_ + '/' + name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ASSERT_GE(fd, 0);
        EXPECT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
        ::close(fd);
    }

    test::TempDir dir_;
    std::string state_ = dir_ / "state/backsift";
};

TEST_F(Storm, IsNoneWhereNothingCame) {
    for (const std::uint32_t n : count_unverifiable(state_, k_now)) {
        EXPECT_EQ(n, 0U);
    }
    EXPECT_EQ(count_unverifiable("", k_now), StormCounts{});
    EXPECT_TRUE(note_unverifiable("", Kind::bounce, k_now));
}

TEST_F(Storm, CountsEachKindWithinTheHourAndEndsByItself) {
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(note_unverifiable(state_, Kind::bounce, k_now + i));
    }
    ASSERT_TRUE(note_unverifiable(state_, Kind::scanner_notice, k_now));
    EXPECT_EQ(count(Kind::bounce, k_now + 4), 5U);
    EXPECT_EQ(count(Kind::bounce, k_now + 2), 3U);
    EXPECT_EQ(count(Kind::scanner_notice, k_now + 4), 1U);
    EXPECT_EQ(count(Kind::delay, k_now + 4), 0U);
    EXPECT_EQ(count(Kind::bounce, k_now + k_storm_seconds + 1), 3U);
    EXPECT_EQ(count(Kind::bounce, k_now + k_storm_seconds + 4), 0U);
    EXPECT_EQ(count(Kind::bounce, k_now - 1), 0U);
}

TEST_F(Storm, PassesOverWhatIsNoLineOfIts) {
    put("storm", "\n \nbounce\n1795239060\n1795239060 nonsense\n1795239060x bounce\n"
                 "99999999999999999999 bounce\n1795239060 bounce\n\0\0\n1795239060 bounce");
    EXPECT_EQ(count(Kind::bounce), 1U);
}

TEST_F(Storm, KeepsTheHourWhenTheFileIsPutAside) {
    constexpr std::uint32_t k_times = k_storm_bytes / 18 + 50; // a line has 18 bytes
    for (std::uint32_t i = 0; i < k_times; ++i) {
        ASSERT_TRUE(note_unverifiable(state_, Kind::bounce, k_now));
    }
    EXPECT_EQ(count(Kind::bounce), k_times);
    struct stat seen {};
    ASSERT_EQ(::stat((storm_path(state_) + ".1").c_str(), &seen), 0);
    EXPECT_LE(static_cast<std::size_t>(seen.st_size), k_storm_bytes + 18);
    EXPECT_EQ(seen.st_mode & 0777U, 0600U);
}

TEST_F(Storm, LosesNothingToAnotherProcess) {
    put("storm", "");
    constexpr int k_children = 4;
    constexpr int k_each = 200;
    std::vector<pid_t> children;
    for (int child = 0; child < k_children; ++child) {
        children.push_back(test::start([this] {
            int failed = 0;
            for (int i = 0; i < k_each; ++i) {
                failed += note_unverifiable(state_, Kind::delay, k_now) ? 0 : 1;
            }
            return failed;
        }));
    }
    for (const pid_t child : children) {
        EXPECT_EQ(test::end_of(child), 0);
    }
    EXPECT_EQ(count(Kind::delay), static_cast<std::uint32_t>(k_children * k_each));
}

TEST_F(Storm, BelievesNoFileThatOthersMayWrite) {
    put("storm", "1795239060 bounce\n");
    ASSERT_EQ(::chmod(storm_path(state_).c_str(), 0666), 0);
    EXPECT_EQ(count(Kind::bounce), 0U);
    EXPECT_FALSE(note_unverifiable(state_, Kind::bounce, k_now));
}

} // namespace
} // namespace backsift::journal
