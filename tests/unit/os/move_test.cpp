#include "os/move.hpp"

#include <gtest/gtest.h>
#include <sys/syscall.h>

#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

TEST(MoveBeside, GivesTheFileItsNewNameInOneStep) {
    const test::TempDir dir;
    const std::string from = dir.write("a", "text");
    const auto moved = move_beside(from, dir / "b");
    ASSERT_TRUE(moved);
    EXPECT_EQ(*moved, Moved::renamed);
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"b"});
}

TEST(MoveBeside, NeverTakesTheNameOfAnother) {
    const test::TempDir dir;
    const std::string from = dir.write("a", "mine");
    const std::string taken = dir.write("b", "another's");
    EXPECT_FALSE(move_beside(from, taken));
    EXPECT_EQ(test::read_file(from), "mine");
    EXPECT_EQ(test::read_file(taken), "another's");
}

TEST(MoveBeside, LinksWhereTheFileSystemDoesNotKnowTheOneStep) {
    const test::TempDir dir;
    const std::string from = dir.write("a", "text");
    const int status = test::run([&] {
        if (!test::forbid({SYS_renameat2}))
            return 77;
        const auto moved = move_beside(from, dir / "b");
        return moved && *moved == Moved::linked ? 0 : 1;
    });
    if (status == 77)
        GTEST_SKIP() << "no seccomp here";
    EXPECT_EQ(status, 0);
    EXPECT_EQ(test::read_file(from), "text"); // goes when the new name is durable
    EXPECT_EQ(test::read_file(dir / "b"), "text");
}

TEST(MoveBeside, RenamesWhereThereAreNoLinksEitherAndStillTakesNoName) {
    const test::TempDir dir;
    const std::string from = dir.write("a", "mine");
    const std::string taken = dir.write("b", "another's");
    const int status = test::run([&] {
        if (!test::forbid({SYS_renameat2, SYS_link, SYS_linkat}))
            return 77;
        if (move_beside(from, taken))
            return 1;
        const auto moved = move_beside(from, dir / "c");
        return moved && *moved == Moved::renamed ? 0 : 2;
    });
    if (status == 77)
        GTEST_SKIP() << "no seccomp here";
    EXPECT_EQ(status, 0);
    EXPECT_EQ(test::names_in(dir.path()), (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(test::read_file(taken), "another's");
    EXPECT_EQ(test::read_file(dir / "c"), "mine");
}

} // namespace
} // namespace backsift::os
