#include "os/file.hpp"

#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

constexpr std::size_t k_most = 1000;

TEST(ReadFile, ReadsAFileOfOurs) {
    const test::TempDir dir;
    const auto text = read_file(dir.write("config.toml", "a = 1\n"), k_most, Trust::ours);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->view(), "a = 1\n");
}

TEST(ReadFile, TellsMissingFromUnreadableFromTooLarge) {
    const test::TempDir dir;
    EXPECT_EQ(read_file(dir / "none", k_most, Trust::ours).error().kind, base::Kind::no_input);
    EXPECT_EQ(read_file(dir / "none/below", k_most, Trust::anyone).error().kind,
              base::Kind::no_input);
    EXPECT_EQ(read_file(dir.path(), k_most, Trust::ours).error().kind, base::Kind::permission);
    const auto large =
        read_file(dir.write("large", std::string(k_most + 1, 'x')), k_most, Trust::ours);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().kind, base::Kind::config);
    EXPECT_TRUE(read_file(dir.write("exact", std::string(k_most, 'x')), k_most, Trust::ours));
}

TEST(ReadFile, RefusesWhatOthersMayWrite) {
    const test::TempDir dir;
    const std::string file = dir.write("config.toml", "");
    ::chmod(file.c_str(), 0646);
    const auto refused = read_file(file, k_most, Trust::ours);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, base::Kind::permission);
    EXPECT_EQ(refused.error().place.file, file);
    EXPECT_TRUE(read_file(file, k_most, Trust::anyone));
}

TEST(ReadFile, RefusesAForeignGroupAndAForeignOwner) {
    if (::geteuid() != 0)
        GTEST_SKIP() << "needs root to give files away";
    const test::TempDir dir;
    const std::string file = dir.write("config.toml", "");
    ::chmod(file.c_str(), 0660);
    EXPECT_TRUE(read_file(file, k_most, Trust::ours)) << "root's private group";
    ASSERT_EQ(::chown(file.c_str(), 0, 54321), 0);
    ::chmod(file.c_str(), 0660);
    EXPECT_FALSE(read_file(file, k_most, Trust::ours));
    ASSERT_EQ(::chown(file.c_str(), 54321, 54321), 0);
    ::chmod(file.c_str(), 0600);
    EXPECT_FALSE(read_file(file, k_most, Trust::ours));
}

TEST(ReadFile, FollowsLinksOfOursAndNoOthers) {
    const test::TempDir dir;
    static_cast<void>(dir.write("dotfiles/config.toml", "a = 1\n"));
    ASSERT_EQ(::symlink("dotfiles/config.toml", (dir / "relative").c_str()), 0);
    ASSERT_EQ(::symlink((dir / "relative").c_str(), (dir / "absolute").c_str()), 0);
    EXPECT_TRUE(read_file(dir / "absolute", k_most, Trust::ours));
    ASSERT_EQ(::symlink("loop", (dir / "loop").c_str()), 0);
    EXPECT_EQ(read_file(dir / "loop", k_most, Trust::ours).error().kind, base::Kind::permission);
    if (::geteuid() != 0)
        return;
    ASSERT_EQ(::lchown((dir / "relative").c_str(), 54321, 54321), 0);
    EXPECT_FALSE(read_file(dir / "absolute", k_most, Trust::ours));
}

TEST(ReadFile, IsNotHeldUpByAFifo) {
    const test::TempDir dir;
    ASSERT_EQ(::mkfifo((dir / "fifo").c_str(), 0600), 0);
    EXPECT_FALSE(read_file(dir / "fifo", k_most, Trust::ours));
}

TEST(ReadFile, ReadsAMailOfAnybodyButNoFolder) {
    const test::TempDir dir;
    const std::string mail = dir.write("mail", "Subject: x\n\n");
    ASSERT_EQ(::chmod(mail.c_str(), 0666), 0);
    EXPECT_FALSE(read_file(mail, k_most, Trust::ours));
    EXPECT_TRUE(read_file(mail, k_most, Trust::anyone));
    const auto folder = read_file(dir.path(), k_most, Trust::anyone);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().kind, base::Kind::no_input);
    EXPECT_EQ(folder.error().place.file, dir.path());
}

} // namespace
} // namespace backsift::os
