#include "mailbox/subscription.hpp"

#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

TEST(Subscribe, AddsALineOnceToTheListsThatThereAre) {
    const test::TempDir dir;
    const std::string dovecot = dir.write("subscriptions", "Sent\nDrafts");
    ::chmod(dovecot.c_str(), 0640);
    const std::string courier = dir.write("courierimapsubscribed", "INBOX.Sent\n");
    for (int i = 0; i < 2; ++i)
        ASSERT_TRUE(subscribe(dir.path(), ".Lists.Backscatter"));
    EXPECT_EQ(test::read_file(dovecot), "Sent\nDrafts\nLists.Backscatter\n");
    EXPECT_EQ(test::read_file(courier), "INBOX.Sent\nINBOX.Lists.Backscatter\n");
    struct stat seen {};
    ASSERT_EQ(::stat(dovecot.c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0640U);
    EXPECT_EQ(test::names_in(dir.path()).size(), 2U);
}

TEST(Subscribe, KnowsTheSecondVersionOfDovecotsList) {
    const test::TempDir dir;
    const std::string dovecot = dir.write("subscriptions", "V\t2\n\nSent\n");
    ASSERT_TRUE(subscribe(dir.path(), ".Lists.Backscatter"));
    EXPECT_EQ(test::read_file(dovecot), "V\t2\n\nSent\nLists\tBackscatter\n");
}

TEST(Subscribe, MakesNoListAndTouchesNoLink) {
    const test::TempDir dir;
    ASSERT_TRUE(subscribe(dir.path(), ".Backscatter"));
    EXPECT_TRUE(test::names_in(dir.path()).empty());
    const std::string real = dir.write("elsewhere/list", "Sent\n");
    ASSERT_EQ(::symlink(real.c_str(), (dir / "subscriptions").c_str()), 0);
    ASSERT_TRUE(subscribe(dir.path(), ".Backscatter"));
    EXPECT_EQ(test::read_file(real), "Sent\n");
}

TEST(Subscribe, GivesWayToAServerThatIsWriting) {
    const test::TempDir dir;
    static_cast<void>(dir.write("subscriptions.lock", "half"));
    const std::string list = dir.write("subscriptions", "Sent\n");
    EXPECT_FALSE(subscribe(dir.path(), ".Backscatter"));
    EXPECT_EQ(test::read_file(list), "Sent\n");
    EXPECT_EQ(test::read_file(dir / "subscriptions.lock"), "half");
}

TEST(Unsubscribe, TakesOutTheLineAndNoOther) {
    const test::TempDir dir;
    const std::string dovecot = dir.write("subscriptions", "Sent\nBackscatter\nBackscatter.Old");
    const std::string courier = dir.write("courierimapsubscribed", "INBOX.Sent\nINBOX.Backscatter");
    ASSERT_TRUE(unsubscribe(dir.path(), ".Backscatter"));
    EXPECT_EQ(test::read_file(dovecot), "Sent\nBackscatter.Old");
    EXPECT_EQ(test::read_file(courier), "INBOX.Sent\n");
    ASSERT_TRUE(unsubscribe(dir.path(), ".Backscatter"));
    EXPECT_EQ(test::read_file(dovecot), "Sent\nBackscatter.Old");
}

TEST(Unsubscribe, LeavesAListAloneThatOthersMayWrite) {
    const test::TempDir dir;
    const std::string list = dir.write("subscriptions", "Backscatter\n");
    ASSERT_EQ(::chmod(list.c_str(), 0666), 0);
    EXPECT_EQ(unsubscribe(dir.path(), ".Backscatter").error().kind, base::Kind::permission);
    EXPECT_EQ(test::read_file(list), "Backscatter\n");
}

} // namespace
} // namespace backsift::mailbox
