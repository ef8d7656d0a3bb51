#include "mailbox/message_path.hpp"

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

TEST(MessagePath, KnowsWhatChangesAndWhatDoesNot) {
    const auto path = read_message_path("/home/ann/Maildir/.A/cur/1.M2P3.mx,S=4:2,FS");
    ASSERT_TRUE(path);
    EXPECT_EQ(path->maildir, "/home/ann/Maildir/.A");
    EXPECT_EQ(path->part, "cur");
    EXPECT_EQ(path->unique, "1.M2P3.mx,S=4");
    EXPECT_EQ(path->info, ":2,FS");
    EXPECT_EQ(path->text(), "/home/ann/Maildir/.A/cur/1.M2P3.mx,S=4:2,FS");
    EXPECT_EQ(read_message_path("/m/new/1")->info, "");
    EXPECT_FALSE(read_message_path("/m/tmp/1"));
    EXPECT_FALSE(read_message_path("/mail.eml"));
}

TEST(RootOf, IsTheTopmostMaildir) {
    const test::TempDir dir;
    dir.make_maildir("Maildir");
    dir.make_maildir("Maildir/.A");
    dir.make_maildir("Maildir/B/C"); // B itself is none
    EXPECT_EQ(root_of(dir / "Maildir/.A"), dir / "Maildir");
    EXPECT_EQ(root_of(dir / "Maildir"), dir / "Maildir");
    EXPECT_EQ(root_of(dir / "Maildir/B/C"), dir / "Maildir/B/C");
}

TEST(Finder, FindsAMessageWhoseFlagsWereChanged) {
    const test::TempDir dir;
    const std::string maildir = dir.make_maildir("m");
    static_cast<void>(dir.write("m/new/1.a", "x"));
    static_cast<void>(dir.write("m/cur/2.b:2,", "x"));
    Finder finder;
    EXPECT_EQ(finder.find({maildir, "new", "1.a", ""})->text(), maildir + "/new/1.a");
    std::filesystem::rename(maildir + "/new/1.a", maildir + "/cur/1.a:2,S");
    EXPECT_EQ(finder.find({maildir, "new", "1.a", ""})->text(), maildir + "/cur/1.a:2,S");
    std::filesystem::rename(maildir + "/cur/1.a:2,S", maildir + "/cur/1.a:2,FS");
    std::filesystem::rename(maildir + "/cur/2.b:2,", maildir + "/cur/2.b:2,R");
    EXPECT_EQ(finder.find({maildir, "new", "1.a", ""})->info, ":2,FS"); // the listing was stale
    EXPECT_EQ(finder.find({maildir, "cur", "2.b", ":2,"})->info, ":2,R");
    std::filesystem::remove(maildir + "/cur/1.a:2,FS");
    EXPECT_FALSE(finder.find({maildir, "new", "1.a", ""}));
    EXPECT_FALSE(finder.find({dir / "nowhere", "new", "1.a", ""}));
}

} // namespace
} // namespace backsift::mailbox
