#include "os/dir.hpp"

#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

TEST(Path, SplitsIntoParentAndName) {
    EXPECT_EQ(parent_of("/a/b"), "/a");
    EXPECT_EQ(parent_of("/a/b//"), "/a");
    EXPECT_EQ(parent_of("/a"), "/");
    EXPECT_EQ(parent_of("a"), ".");
    EXPECT_EQ(parent_of("a//b"), "a");
    EXPECT_EQ(name_of("/a/.b/"), ".b");
    EXPECT_EQ(name_of("a"), "a");
}

TEST(MakeDirectories, MakesEveryLevelForUsOnly) {
    const test::TempDir dir;
    ASSERT_TRUE(make_directories(dir / "a/b/c"));
    ASSERT_TRUE(make_directories(dir / "a/b/c"));
    struct stat seen {};
    ASSERT_EQ(::stat((dir / "a/b").c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0700U);
}

TEST(MakeDirectories, FailsWhereAFileStandsInTheWay) {
    const test::TempDir dir;
    static_cast<void>(dir.write("file", ""));
    EXPECT_FALSE(make_directories(dir / "file"));
    EXPECT_FALSE(make_directories(dir / "file/below"));
}

TEST(ListDirectory, SeesEveryNameAndMayStop) {
    const test::TempDir dir;
    for (const char* name : {"a", ".b", "c"})
        static_cast<void>(dir.write(name, ""));
    std::size_t seen = 0;
    ASSERT_TRUE(
        list_directory(dir.path(), [&](std::string_view, EntryType) { return ++seen, true; }));
    EXPECT_EQ(seen, 3U);
    seen = 0;
    ASSERT_TRUE(
        list_directory(dir.path(), [&](std::string_view, EntryType) { return ++seen < 2; }));
    EXPECT_EQ(seen, 2U);
    EXPECT_EQ(list_directory(dir / "none", [](auto, auto) { return true; }).error().kind,
              base::Kind::no_input);
}

TEST(RealPath, FollowsLinksAndDots) {
    const test::TempDir dir;
    const std::string folder = dir.make_directory("a/b");
    ASSERT_EQ(::symlink(folder.c_str(), (dir / "link").c_str()), 0);
    const auto direct = real_path(folder);
    ASSERT_TRUE(direct);
    EXPECT_EQ(*real_path(dir / "link/../b/."), *direct);
    EXPECT_EQ(real_path(dir / "none").error().kind, base::Kind::no_input);
}

TEST(ListDirectory, FailsWhereThereIsNone) {
    const test::TempDir dir;
    const auto none =
        list_directory(dir / "none", [](std::string_view, EntryType) { return true; });
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, base::Kind::no_input);
    EXPECT_EQ(none.error().place.file, dir / "none");
}

} // namespace
} // namespace backsift::os
