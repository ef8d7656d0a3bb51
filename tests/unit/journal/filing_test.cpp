#include "journal/filing.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "journal/journal.hpp"
#include "mailbox/maildir.hpp"
#include "support/children.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::journal {
namespace {

const auto k_all = [](const Move&) { return true; };

class Filing : public testing::Test {
  protected:
    Filing() {
        dir_.make_maildir("Maildir");
        for (std::size_t i = 0; i < 3; ++i)
            static_cast<void>(dir_.write("Maildir/" + names_[i], "message " + std::to_string(i)));
    }

    Move move(const std::string& name) {
        Move made;
        made.from = maildir_ + '/' + name;
        made.to = folder_ + '/' + name;
        made.record.id = "0123456789ab";
        made.record.place = verdict::Place::folder;
        made.record.run = "r";
        return made;
    }

    // The id of a run that is ready to move everything.
    std::string plan() {
        ++world_.moment.microseconds;
        auto run = RunPlan::begin(state_, "scan", world_);
        EXPECT_TRUE(run);
        if (!mailbox::is_maildir(folder_)) {
            EXPECT_TRUE(run->made(folder_));
        }
        EXPECT_TRUE(mailbox::ensure_maildir(folder_));
        for (const std::string& name : names_) {
            EXPECT_TRUE(run->add(move(name)));
        }
        EXPECT_TRUE(run->ready());
        return run->id();
    }

    [[nodiscard]] std::vector<std::string> tree() const {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(maildir_)) {
            const std::string path = entry.path().string();
            out.push_back(path + (entry.is_directory() ? "/" : " " + test::read_file(path)));
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    test::TempDir dir_;
    test::FakeWorld world_;
    std::string state_ = dir_ / "state/backsift";
    std::string maildir_ = dir_ / "Maildir";
    std::string folder_ = dir_ / "Maildir/.Backscatter";
    std::vector<std::string> names_{"new/1.M1.mx", "cur/2.M2.mx:2,S", "cur/3.M3.mx:2,"};
};

TEST_F(Filing, MovesAndTakesBackToTheSameTree) {
    const auto before = tree();
    const std::string id = plan();
    const auto done = carry_out(state_, id);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->moved, 3U);
    for (const std::string& name : names_)
        EXPECT_TRUE(std::filesystem::exists(folder_ + '/' + name));
    EXPECT_TRUE(read_run(state_, id)->ended);
    const auto back = take_back(state_, id, k_all, world_);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->moved, 3U);
    EXPECT_EQ(tree(), before);
    EXPECT_EQ(read_run(state_, id)->count(Fate::undone), 3U);
    EXPECT_EQ(take_back(state_, id, k_all, world_)->moved, 0U);
}

TEST_F(Filing, FeedsTheJournal) {
    const std::string id = plan();
    ASSERT_TRUE(carry_out(state_, id));
    ASSERT_TRUE(take_back(state_, id, k_all, world_));
    std::vector<std::string> seen;
    ASSERT_TRUE(read_back(state_, 0, [&](const Record& record) {
        seen.push_back(std::string(verdict::word(record.place)) + ' ' + record.run + record.note);
        return true;
    }));
    EXPECT_EQ(seen, (std::vector<std::string>{"folder r", "folder r", "folder r", "inbox rundone",
                                              "inbox rundone", "inbox rundone"}));
}

TEST_F(Filing, KeepsFlagsThatAMailProgramChangedMeanwhile) {
    const std::string id = plan();
    std::filesystem::rename(maildir_ + "/new/1.M1.mx", maildir_ + "/cur/1.M1.mx:2,S");
    const auto done = carry_out(state_, id);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->moved, 3U);
    EXPECT_EQ(done->renamed, 1U);
    EXPECT_TRUE(std::filesystem::exists(folder_ + "/cur/1.M1.mx:2,S"));
    std::filesystem::rename(folder_ + "/cur/3.M3.mx:2,", folder_ + "/cur/3.M3.mx:2,F");
    const auto back = take_back(state_, id, k_all, world_);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->moved, 3U);
    EXPECT_EQ(test::names_in(maildir_ + "/cur"),
              (std::vector<std::string>{"1.M1.mx:2,S", "2.M2.mx:2,S", "3.M3.mx:2,F"}));
}

TEST_F(Filing, TellsOfWhatIsGoneAndGoesOn) {
    const std::string id = plan();
    std::filesystem::remove(maildir_ + "/new/1.M1.mx");
    const auto done = carry_out(state_, id);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->moved, 2U);
    EXPECT_EQ(done->gone, 1U);
    std::filesystem::remove(folder_ + "/cur/2.M2.mx:2,S");
    const auto back = take_back(state_, id, k_all, world_);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->moved, 1U);
    EXPECT_EQ(back->gone, 1U);
    ASSERT_EQ(back->troubles.size(), 1U);
    EXPECT_NE(back->troubles[0].sentence.find("no longer there"), std::string::npos);
}

TEST_F(Filing, LeavesAMessageWhereItIsWhenItsFolderIsGone) {
    dir_.make_maildir("Maildir/.Lists");
    names_ = {"new/1.M1.mx"};
    static_cast<void>(dir_.write("Maildir/.Lists/cur/9.M9.mx:2,", "x"));
    auto run = RunPlan::begin(state_, "scan", world_);
    Move other = move("cur/9.M9.mx:2,");
    other.from = maildir_ + "/.Lists/cur/9.M9.mx:2,";
    ASSERT_TRUE(mailbox::ensure_maildir(folder_));
    ASSERT_TRUE(run->add(other));
    ASSERT_TRUE(run->ready());
    ASSERT_EQ(carry_out(state_, run->id())->moved, 1U);
    std::filesystem::remove_all(maildir_ + "/.Lists");
    const auto back = take_back(state_, run->id(), k_all, world_);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->failed, 1U);
    EXPECT_NE(back->troubles[0].sentence.find("folder is gone"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(folder_ + "/cur/9.M9.mx:2,"));
}

TEST_F(Filing, NeverTakesTheNameOfAnotherMessage) {
    const std::string id = plan();
    static_cast<void>(dir_.write("Maildir/.Backscatter/cur/2.M2.mx:2,S", "another"));
    const auto done = carry_out(state_, id);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->failed, 1U);
    EXPECT_EQ(test::read_file(folder_ + "/cur/2.M2.mx:2,S"), "another");
    EXPECT_EQ(test::read_file(maildir_ + "/cur/2.M2.mx:2,S"), "message 1");
}

TEST_F(Filing, TakesBackOneMessageAndKeepsTheFolderForTheOthers) {
    const std::string id = plan();
    ASSERT_TRUE(carry_out(state_, id));
    const auto one = [&](const Move& m) { return m.to.ends_with("2,S"); };
    EXPECT_EQ(take_back(state_, id, one, world_)->moved, 1U);
    EXPECT_TRUE(std::filesystem::exists(maildir_ + "/cur/2.M2.mx:2,S"));
    EXPECT_TRUE(std::filesystem::exists(folder_ + "/new/1.M1.mx"));
}

TEST_F(Filing, SettlesARunThatWasKilled) {
    const auto before = tree();
    const std::string id = plan();
    // Two moved, of which nobody knows; one did not.
    for (std::size_t i = 0; i < 2; ++i)
        std::filesystem::rename(maildir_ + '/' + names_[i], folder_ + '/' + names_[i]);
    ASSERT_TRUE(settle(state_));
    const auto run = read_run(state_, id);
    ASSERT_TRUE(run);
    EXPECT_TRUE(run->ended);
    EXPECT_EQ(run->fates, (std::vector<Fate>{Fate::moved, Fate::moved, Fate::failed}));
    EXPECT_EQ(take_back(state_, id, k_all, world_)->moved, 2U);
    EXPECT_EQ(tree(), before);
}

TEST_F(Filing, FinishesAMoveOfTwoStepsThatWasInterrupted) {
    const std::string id = plan();
    std::filesystem::create_hard_link(maildir_ + '/' + names_[0], folder_ + '/' + names_[0]);
    ASSERT_TRUE(settle(state_));
    EXPECT_FALSE(std::filesystem::exists(maildir_ + '/' + names_[0]));
    EXPECT_TRUE(std::filesystem::exists(folder_ + '/' + names_[0]));
}

TEST_F(Filing, WorksWhereTheFileSystemDoesNotKnowTheOneStep) {
    const auto before = tree();
    const int status = test::run([&] {
        if (!test::forbid({SYS_renameat2}))
            return 77;
        // The log itself would need the one step to be published: it is linked.
        const std::string id = plan();
        if (carry_out(state_, id)->moved != 3 || !test::names_in(maildir_ + "/new").empty())
            return 1;
        return take_back(state_, id, k_all, world_)->moved == 3 ? 0 : 2;
    });
    if (status == 77)
        GTEST_SKIP() << "no seccomp here";
    EXPECT_EQ(status, 0);
    EXPECT_EQ(tree(), before);
    EXPECT_EQ(test::names_in(state_ + "/runs").size(), 1U);
}

TEST_F(Filing, LeavesNoLogBehindThatNeverBecameReady) {
    { auto run = RunPlan::begin(state_, "scan", world_); }
    EXPECT_TRUE(test::names_in(state_ + "/runs").empty());
    // Another that was killed over it; one that still lives keeps its own.
    static_cast<void>(dir_.write("state/backsift/runs/20261121-101429.000001.plan", "1\t"));
    const auto alive = RunPlan::begin(state_, "scan", world_);
    ASSERT_TRUE(alive);
    prune_runs(state_);
    EXPECT_EQ(test::names_in(state_ + "/runs"), std::vector<std::string>{alive->id() + ".plan"});
}

TEST_F(Filing, GivesTwoRunsOfOneMicrosecondTheirOwnNames) {
    world_.moment.microseconds = 999'999;
    auto first = RunPlan::begin(state_, "scan", world_);
    ASSERT_TRUE(first && first->ready());
    const auto second = RunPlan::begin(state_, "scan", world_);
    const auto third = RunPlan::begin(state_, "scan", world_);
    ASSERT_TRUE(second && third);
    EXPECT_EQ(first->id(), "20261121-100429.999999");
    EXPECT_EQ(second->id(), "20261121-100430.000000");
    EXPECT_EQ(third->id(), "20261121-100430.000001");
}

TEST_F(Filing, FailsBeforeAnythingMovesWhenTheLogDoesNotFitOnTheDisk) {
    static_cast<void>(dir_.make_directory("small"));
    const test::SmallDisk disk(dir_ / "small", "size=64k");
    if (!disk.mounted())
        GTEST_SKIP() << "may not mount";
    state_ = dir_ / "small/backsift";
    auto run = RunPlan::begin(state_, "scan", world_);
    ASSERT_TRUE(run);
    Move large = move(names_[0]);
    large.record.subject = std::string(80, 's');
    base::Result<base::Done> added = base::Done{};
    for (int i = 0; i < 5000 && added; ++i)
        added = run->add(large);
    EXPECT_FALSE(added && run->ready());
    EXPECT_TRUE(run_ids(state_).empty());
}

TEST_F(Filing, KeepsOnlySoManyLogs) {
    for (std::size_t i = 0; i < k_most_runs + 5; ++i) {
        ++world_.moment.microseconds;
        auto run = RunPlan::begin(state_, "scan", world_);
        ASSERT_TRUE(run && run->ready());
    }
    prune_runs(state_);
    EXPECT_EQ(run_ids(state_).size(), k_most_runs);
}

TEST_F(Filing, ReadsAlmostAnythingAsNoRun) {
    for (const char* text : {"", "1\n", "2\t2026-11-21T10:14:29Z\twhat=scan\n",
                             "1\tnow\twhat=scan\n", "move\ta\tb\tc\n"}) {
        static_cast<void>(dir_.write("state/backsift/runs/20261121-101429.000001", text));
        EXPECT_FALSE(read_run(state_, "20261121-101429.000001")) << text;
    }
    EXPECT_FALSE(read_run(state_, "../../etc/passwd"));
    EXPECT_FALSE(read_run(state_, "20261121-101429.000002"));
}

} // namespace
} // namespace backsift::journal
