#include "journal/journal.hpp"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/children.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::journal {
namespace {

constexpr message::UnixTime k_always = std::numeric_limits<message::UnixTime>::min();

Record record(message::UnixTime time, const std::string& id) {
    Record made;
    made.time = time;
    made.id = id;
    return made;
}

class Journal : public testing::Test {
  protected:
    std::vector<std::string> ids(message::UnixTime since = k_always) {
        std::vector<std::string> out;
        const auto read = read_back(state_, since, [&](const Record& seen) {
            out.push_back(seen.id);
            return true;
        });
        EXPECT_TRUE(read);
        damaged_ = read ? read->damaged : 0;
        return out;
    }

    using Ids = std::vector<std::string>;
    test::TempDir dir_;
    std::string state_ = dir_ / "state/backsift";
    std::size_t damaged_ = 0;
};

TEST_F(Journal, MakesItsPlaceForUsOnlyAndReadsBack) {
    ASSERT_TRUE(append(state_, record(1000, "a")));
    ASSERT_TRUE(append(state_, record(2000, "b")));
    EXPECT_EQ(ids(), (Ids{"a", "b"}));
    EXPECT_EQ(ids(1500), Ids{"b"});
    struct stat seen {};
    ASSERT_EQ(::stat(state_.c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0700U);
    ASSERT_EQ(::stat(journal_path(state_).c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0600U);
}

TEST_F(Journal, IsEmptyWhereThereIsNone) {
    EXPECT_TRUE(ids().empty());
    EXPECT_TRUE(read_back("", k_always, [](const Record&) { return true; }));
    EXPECT_FALSE(append("", record(1, "a")));
}

TEST_F(Journal, RefusesAFileThatOthersMayWriteAndALink) {
    ASSERT_TRUE(append(state_, record(1, "a")));
    ::chmod(journal_path(state_).c_str(), 0666);
    EXPECT_FALSE(append(state_, record(2, "b")));
    std::filesystem::remove(journal_path(state_));
    ASSERT_EQ(::symlink((dir_ / "elsewhere").c_str(), journal_path(state_).c_str()), 0);
    EXPECT_FALSE(append(state_, record(3, "c")));
    EXPECT_FALSE(std::filesystem::exists(dir_ / "elsewhere"));
    std::filesystem::remove(journal_path(state_));
    ASSERT_EQ(::mkfifo(journal_path(state_).c_str(), 0600), 0);
    EXPECT_FALSE(append(state_, record(4, "d")));
}

TEST_F(Journal, SaysThatItsPlaceIsTaken) {
    static_cast<void>(dir_.write("state", "a file"));
    EXPECT_FALSE(append(state_, record(1, "a")));
}

TEST_F(Journal, ReadsOnBehindDamage) {
    ASSERT_TRUE(append(state_, record(1, "a")));
    static_cast<void>(
        dir_.write("state/backsift/journal", test::read_file(journal_path(state_)) + "half a li"
                                                 + std::string(100'000, 'x') + "\n\n"
                                                 + format(record(2, "b")) + "1\tcut"));
    EXPECT_EQ(ids(), (Ids{"a", "b"}));
    EXPECT_EQ(damaged_, 2U); // an empty line is two writers at once, no damage
}

TEST_F(Journal, PutsALargeFileAsideAndReadsBoth) {
    ASSERT_TRUE(append(state_, record(1, "a")));
    std::filesystem::resize_file(journal_path(state_), k_journal_bytes);
    ASSERT_TRUE(append(state_, record(2, "b")));
    EXPECT_TRUE(std::filesystem::exists(journal_path(state_) + ".1"));
    ASSERT_TRUE(append(state_, record(3, "c")));
    const Ids seen = ids();
    EXPECT_EQ(seen.front(), "a");
    EXPECT_EQ(seen.back(), "c");
}

TEST_F(Journal, StopsWhenTold) {
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(append(state_, record(i, std::to_string(i))));
    int seen = 0;
    ASSERT_TRUE(read_back(state_, k_always, [&](const Record&) { return ++seen < 3; }));
    EXPECT_EQ(seen, 3);
}

TEST_F(Journal, KeepsLinesOfManyProcessesApart) {
    std::vector<pid_t> children;
    for (int p = 0; p < 8; ++p) {
        children.push_back(test::start([&] {
            Record mine = record(1, "a");
            mine.subject = std::string(80, 's');
            for (int i = 0; i < 200; ++i) {
                if (!append(state_, mine))
                    return 1;
            }
            return 0;
        }));
    }
    for (const pid_t child : children)
        EXPECT_EQ(test::end_of(child), 0);
    EXPECT_EQ(ids().size(), 1600U);
    EXPECT_EQ(damaged_, 0U);
}

TEST(StateDirectory, FollowsTheXdgRulesAndGuessesNothing) {
    test::FakeWorld world;
    EXPECT_EQ(state_directory(world), "/home/ann/.local/state/backsift");
    world.environment["XDG_STATE_HOME"] = "relative";
    EXPECT_EQ(state_directory(world), "/home/ann/.local/state/backsift");
    world.environment["XDG_STATE_HOME"] = "/srv/state";
    EXPECT_EQ(state_directory(world), "/srv/state/backsift");
    world.environment.clear();
    world.who.home = "";
    EXPECT_EQ(state_directory(world), "");
}

} // namespace
} // namespace backsift::journal
