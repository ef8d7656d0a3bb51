#include "os/fresh_file.hpp"

#include <array>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

Source source_of(const std::string_view& text) {
    return {std::span(&text, 1), -1};
}

TEST(FreshFile, IsSeenWholeOrNotAtAll) {
    const test::TempDir dir;
    {
        auto file = FreshFile::create(dir / "tmp");
        ASSERT_TRUE(file);
        const std::string_view text = "whole";
        ASSERT_EQ(*file->write(source_of(text)), 5U);
        EXPECT_FALSE(std::filesystem::exists(dir / "target"));
        ASSERT_TRUE(file->commit(dir / "target", Publish::beside));
    }
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"target"});
    EXPECT_EQ(test::read_file(dir / "target"), "whole");
    struct stat seen {};
    ASSERT_EQ(::stat((dir / "target").c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0600U);
}

TEST(FreshFile, GoesAwayWithoutCommitAlsoAfterAMove) {
    const test::TempDir dir;
    {
        auto file = FreshFile::create(dir / "tmp");
        ASSERT_TRUE(file);
        const FreshFile moved = std::move(*file);
        EXPECT_EQ(test::names_in(dir.path()).size(), 1U);
    }
    EXPECT_TRUE(test::names_in(dir.path()).empty());
}

TEST(FreshFile, NeverTakesAnothersName) {
    const test::TempDir dir;
    static_cast<void>(dir.write("taken", "old"));
    EXPECT_FALSE(FreshFile::create(dir / "taken"));
    EXPECT_EQ(test::read_file(dir / "taken"), "old");
    {
        auto file = FreshFile::create(dir / "tmp");
        ASSERT_TRUE(file);
        EXPECT_FALSE(file->commit(dir / "taken", Publish::beside));
    }
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"taken"});
    EXPECT_EQ(test::read_file(dir / "taken"), "old");
}

TEST(FreshFile, ReplacesWhereItIsAskedTo) {
    const test::TempDir dir;
    static_cast<void>(dir.write("list", "old"));
    auto file = FreshFile::create(dir / "list.tmp");
    ASSERT_TRUE(file);
    const std::string_view text = "new";
    ASSERT_TRUE(file->write(source_of(text)));
    ASSERT_TRUE(file->commit(dir / "list", Publish::replace));
    EXPECT_EQ(test::read_file(dir / "list"), "new");
}

TEST(WriteFresh, PutsAllBytesUnderTheNameAndTakesAwayWhatADeadProcessLeft) {
    const test::TempDir dir;
    static_cast<void>(dir.write("list", "old"));
    static_cast<void>(dir.write("list.new", "half of what was to be wri"));
    ASSERT_TRUE(write_fresh(dir / "list.new", "new", dir / "list", Publish::replace));
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"list"});
    EXPECT_EQ(test::read_file(dir / "list"), "new");
}

TEST(WriteFresh, LeavesNeitherNameWhereTheTargetMayNotBeReplaced) {
    const test::TempDir dir;
    static_cast<void>(dir.write("list", "old"));
    EXPECT_FALSE(write_fresh(dir / "list.new", "new", dir / "list", Publish::beside));
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"list"});
    EXPECT_EQ(test::read_file(dir / "list"), "old");
}

TEST(FreshFile, DoesNotWriteThroughALink) {
    const test::TempDir dir;
    ASSERT_EQ(::symlink((dir / "elsewhere").c_str(), (dir / "tmp").c_str()), 0);
    EXPECT_FALSE(FreshFile::create(dir / "tmp"));
    EXPECT_FALSE(std::filesystem::exists(dir / "elsewhere"));
}

// What a child process of these tests ends with.
enum End : int { k_published = 11, k_refused, k_no_seccomp, k_wrong };

// Publishes "new" beside what is there, where the given system calls do not exist.
End publish_without(const std::vector<long>& calls, const std::string& directory,
                    const std::string& name) {
    if (!test::forbid(calls))
        return k_no_seccomp;
    auto file = FreshFile::create(directory + "/tmp");
    const std::string_view text = "new";
    if (!file || !file->write(source_of(text)))
        return k_wrong;
    return file->commit(directory + '/' + name, Publish::beside) ? k_published : k_refused;
}

class FreshFileWithout : public testing::TestWithParam<std::vector<long>> {};

TEST_P(FreshFileWithout, StillPublishesBesideAndNeverInPlace) {
    const test::TempDir dir;
    static_cast<void>(dir.write("taken", "old"));
    const int free = test::run([&] { return publish_without(GetParam(), dir.path(), "free"); });
    if (free == k_no_seccomp)
        GTEST_SKIP() << "needs seccomp";
    EXPECT_EQ(free, k_published);
    EXPECT_EQ(test::run([&] { return publish_without(GetParam(), dir.path(), "taken"); }),
              k_refused);
    EXPECT_EQ(test::names_in(dir.path()), (std::vector<std::string>{"free", "taken"}));
    EXPECT_EQ(test::read_file(dir / "free"), "new");
    EXPECT_EQ(test::read_file(dir / "taken"), "old");
}

std::vector<long> linking() {
    std::vector<long> calls{SYS_renameat2, SYS_linkat};
#ifdef SYS_link // only the older architectures have it
    calls.push_back(SYS_link);
#endif
    return calls;
}

INSTANTIATE_TEST_SUITE_P(SystemCalls, FreshFileWithout,
                         testing::Values(std::vector<long>{SYS_renameat2}, linking()));

TEST(FreshFile, LeavesNothingOnAFullDisk) {
    const test::TempDir dir;
    const test::SmallDisk disk(dir.path(), "size=64k");
    if (!disk.mounted())
        GTEST_SKIP() << "needs the right to mount";
    {
        auto file = FreshFile::create(dir / "tmp");
        ASSERT_TRUE(file);
        const std::string large(200'000, 'x');
        const std::string_view text = large;
        const auto written = file->write(source_of(text));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().kind, base::Kind::temporary);
    }
    EXPECT_TRUE(test::names_in(dir.path()).empty());
}

TEST(FreshFile, LeavesNothingBeyondTheFileSizeLimit) {
    const test::TempDir dir;
    const int status = test::run([&] {
        guard_process(20);
        const rlimit limit{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        auto file = FreshFile::create(dir / "tmp");
        const std::string large(5000, 'x');
        const std::string_view text = large;
        return file && !file->write(source_of(text)) ? 7 : 8;
    });
    EXPECT_EQ(status, 7);
    EXPECT_TRUE(test::names_in(dir.path()).empty());
}

} // namespace
} // namespace backsift::os
