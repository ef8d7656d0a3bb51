#include "mailbox/maildir.hpp"

#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailbox/maildir_name.hpp"
#include "os/fd.hpp"
#include "os/guard.hpp"
#include "support/children.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

os::Source source_of(const std::string_view& text) {
    return {std::span(&text, 1), -1};
}

class Maildir : public testing::Test {
  protected:
    [[nodiscard]] std::vector<std::string> in(const std::string& part) const {
        return test::names_in(inbox_ + '/' + part);
    }

    test::TempDir dir_;
    std::string inbox_ = dir_.make_maildir("Maildir");
    test::FakeWorld world_;
    os::RealWorld real_;
};

TEST_F(Maildir, HoldsTheBytesExactlyAndSaysWhere) {
    const std::string text("NUL \0 CR \r CRLF \r\n 8bit \xff no end", 33);
    const std::string_view view = text;
    const auto delivered = deliver(inbox_, source_of(view), Missing::fail, world_);
    ASSERT_TRUE(delivered);
    EXPECT_EQ(in("new"), std::vector<std::string>{delivered->name});
    EXPECT_TRUE(in("tmp").empty());
    EXPECT_EQ(test::read_file(delivered->path), text);
    EXPECT_EQ(delivered->bytes, text.size());
    EXPECT_TRUE(delivered->name.ends_with(",S=33")) << delivered->name;
    EXPECT_FALSE(delivered->made);
}

TEST_F(Maildir, TakesTheRestFromADescriptorAndCountsIt) {
    const os::Fd rest(::open(dir_.write("rest", std::string(100'000, 'r')).c_str(), O_RDONLY));
    const std::array<std::string_view, 2> pieces{"Subject: x\n\n", "begin "};
    const auto delivered = deliver(inbox_, os::Source{pieces, rest.get()}, Missing::fail, world_);
    ASSERT_TRUE(delivered);
    EXPECT_EQ(delivered->bytes, 100'018U);
    EXPECT_TRUE(delivered->name.ends_with(",S=100018"));
    EXPECT_EQ(std::filesystem::file_size(delivered->path), 100'018U);
}

TEST_F(Maildir, IsNotMadeByGuess) {
    const std::string_view text = "x";
    const auto delivered = deliver(dir_ / "Other", source_of(text), Missing::fail, world_);
    ASSERT_FALSE(delivered);
    EXPECT_EQ(delivered.error().kind, base::Kind::no_input);
    EXPECT_FALSE(std::filesystem::exists(dir_ / "Other"));
}

TEST_F(Maildir, IsMadeAsASubfolderWithItsMarker) {
    const std::string_view text = "x";
    const std::string folder = inbox_ + "/.Backscatter";
    const auto delivered = deliver(folder, source_of(text), Missing::make, world_);
    ASSERT_TRUE(delivered);
    EXPECT_TRUE(delivered->made);
    EXPECT_TRUE(is_maildir(folder));
    EXPECT_TRUE(std::filesystem::exists(folder + "/maildirfolder"));
    struct stat seen {};
    ASSERT_EQ(::stat((folder + "/new").c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0700U);
    const auto again = deliver(folder, source_of(text), Missing::make, world_);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
}

TEST_F(Maildir, ElsewhereGetsNoMarkerAndNoParents) {
    const std::string_view text = "x";
    ASSERT_TRUE(deliver(dir_ / "Bounces", source_of(text), Missing::make, world_));
    EXPECT_FALSE(std::filesystem::exists(dir_ / "Bounces/maildirfolder"));
    EXPECT_FALSE(deliver(dir_ / "no/such/parent", source_of(text), Missing::make, world_));
    EXPECT_FALSE(std::filesystem::exists(dir_ / "no"));
}

TEST_F(Maildir, FailsWhereAFileStandsInItsPlace) {
    const std::string_view text = "x";
    const std::string mbox =
        dir_.write("mbox", "From ann@example.org Sat Oct  4 08:00:09 2025\n\n");
    EXPECT_FALSE(deliver(mbox, source_of(text), Missing::fail, world_));
    EXPECT_FALSE(deliver(mbox, source_of(text), Missing::make, world_));
    std::filesystem::remove_all(inbox_ + "/new");
    static_cast<void>(dir_.write("Maildir/new", "a file"));
    EXPECT_FALSE(deliver(inbox_, source_of(text), Missing::make, world_));
    EXPECT_TRUE(in("tmp").empty());
}

TEST_F(Maildir, NeverReplacesAMessageEvenIfEveryNameRepeats) {
    const std::string_view text = "second";
    test::FakeWorld twin;
    static_cast<void>(
        dir_.write("Maildir/new/" + with_size(unique_name(twin), text.size()), "first"));
    EXPECT_FALSE(deliver(inbox_, source_of(text), Missing::fail, world_));
    ASSERT_EQ(in("new").size(), 1U);
    EXPECT_EQ(test::read_file(inbox_ + "/new/" + in("new")[0]), "first");
    EXPECT_TRUE(in("tmp").empty());
}

TEST_F(Maildir, GivesNoNameTwiceAmongThreads) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 125; ++i) {
                const std::string text = std::to_string(t) + '.' + std::to_string(i);
                const std::string_view view = text;
                EXPECT_TRUE(deliver(inbox_, source_of(view), Missing::fail, real_));
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(in("new").size(), 1000U);
    std::set<std::string> texts;
    for (const auto& name : in("new"))
        texts.insert(test::read_file(inbox_ + "/new/" + name));
    EXPECT_EQ(texts.size(), 1000U);
}

TEST_F(Maildir, GivesNoNameTwiceAmongProcessesThatAlsoMakeTheFolder) {
    std::vector<pid_t> children;
    const std::string folder = inbox_ + "/.Backscatter";
    for (int p = 0; p < 20; ++p) {
        children.push_back(test::start([&] {
            for (int i = 0; i < 50; ++i) {
                const std::string_view text = "x";
                if (!deliver(folder, source_of(text), Missing::make, real_))
                    return 1;
            }
            return 0;
        }));
    }
    for (const pid_t child : children)
        EXPECT_EQ(test::end_of(child), 0);
    EXPECT_EQ(test::names_in(folder + "/new").size(), 1000U);
    EXPECT_TRUE(test::names_in(folder + "/tmp").empty());
}

TEST_F(Maildir, LeavesNothingOnAFullDisk) {
    const std::string small = dir_.make_directory("small");
    const test::SmallDisk disk(small, "size=64k");
    if (!disk.mounted())
        GTEST_SKIP() << "needs the right to mount";
    const std::string maildir = dir_.make_maildir("small/Maildir");
    const std::string large(100'000, 'x');
    const std::string_view view = large;
    const auto full = deliver(maildir, source_of(view), Missing::fail, real_);
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().kind, base::Kind::temporary);
    EXPECT_TRUE(test::names_in(maildir + "/new").empty());
    EXPECT_TRUE(test::names_in(maildir + "/tmp").empty());
    const std::string_view text = "x";
    EXPECT_TRUE(deliver(maildir, source_of(text), Missing::fail, real_)) << "there is room again";
}

TEST_F(Maildir, LeavesNothingWithoutInodes) {
    const std::string small = dir_.make_directory("small");
    const test::SmallDisk disk(small, "size=64k,nr_inodes=6");
    if (!disk.mounted())
        GTEST_SKIP() << "needs the right to mount";
    const std::string maildir = dir_.make_maildir("small/Maildir");
    const std::string_view text = "x";
    EXPECT_TRUE(deliver(maildir, source_of(text), Missing::fail, real_));
    EXPECT_FALSE(deliver(maildir, source_of(text), Missing::fail, real_));
    EXPECT_EQ(test::names_in(maildir + "/new").size(), 1U);
    EXPECT_TRUE(test::names_in(maildir + "/tmp").empty());
}

TEST_F(Maildir, IsCleanAfterASignalWhileTheMessageStillComes) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = test::start([&] {
        os::guard_process(20);
        const std::array<std::string_view, 1> pieces{"begin "};
        return deliver(inbox_, os::Source{pieces, ends[0]}, Missing::fail, real_) ? 0 : 1;
    });
    while (in("tmp").empty())
        ::usleep(1000);
    ::kill(child, SIGTERM);
    EXPECT_EQ(test::end_of(child), 75);
    EXPECT_TRUE(in("tmp").empty());
    EXPECT_TRUE(in("new").empty());
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_F(Maildir, SweepsOnlyStaleFilesOfItsOwn) {
    const auto leave = [&](const std::string& name, std::int64_t age) {
        const std::string path = dir_.write("Maildir/tmp/" + name, "x");
        const std::array<timespec, 2> times{
            {{world_.moment.seconds - age, 0}, {world_.moment.seconds - age, 0}}};
        ::utimensat(AT_FDCWD, path.c_str(), times.data(), 0);
    };
    const std::string stale = unique_name(world_);
    const std::string young = unique_name(world_);
    leave(stale, 37 * 3600);
    leave(young, 35 * 3600);
    leave("1795255469.4711_1.mx", 1000 * 3600);
    leave("precious", 1000 * 3600);
    EXPECT_EQ(sweep(inbox_, world_), 1U);
    EXPECT_EQ(in("tmp").size(), 3U);
    EXPECT_FALSE(std::filesystem::exists(inbox_ + "/tmp/" + stale));
    EXPECT_EQ(sweep(dir_ / "none", world_), 0U);
}

} // namespace
} // namespace backsift::mailbox
