#include "deliver/execute.hpp"

#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "os/ancestry.hpp"
#include "os/fd.hpp"
#include "os/guard.hpp"
#include "raw_mail.hpp"
#include "support/children.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::deliver {
namespace {

constexpr std::string_view k_text =
    "From bob@example.net Sat Nov 21 10:04:29 2026\nSubject: a\n\nbody\n";
constexpr std::string_view k_bare = "Subject: a\n\nbody\n";

class Execute : public testing::Test {
  protected:
    void SetUp() override { ::signal(SIGPIPE, SIG_IGN); }

    static Plan to_inbox(const std::string& inbox) {
        Plan plan;
        plan.inbox = *parse_target(inbox);
        plan.program_seconds = 20;
        return plan;
    }
    [[nodiscard]] Plan to_folder(const std::string& folder) const {
        Plan plan = to_inbox(inbox_);
        plan.place = verdict::Place::folder;
        plan.folder = *parse_target(folder);
        return plan;
    }
    [[nodiscard]] static std::vector<std::string> delivered(const std::string& maildir) {
        std::vector<std::string> texts;
        for (const auto& name : test::names_in(maildir + "/new")) {
            texts.push_back(test::read_file(maildir + "/new/" + name));
        }
        return texts;
    }

    test::TempDir dir_;
    std::string inbox_ = dir_.make_maildir("Maildir");
    test::FakeWorld world_;
};

TEST_F(Execute, DeliversIntoTheInboxWithoutTheFromLine) {
    const auto receipt = execute(to_inbox(inbox_), raw_mail(k_text), world_);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->place, verdict::Place::inbox);
    EXPECT_EQ(receipt->bytes, k_bare.size());
    EXPECT_EQ(test::read_file(receipt->path), k_bare);
    EXPECT_TRUE(receipt->notes.empty());
}

TEST_F(Execute, FindsTheHomeDirectory) {
    world_.who.home = dir_.path();
    EXPECT_TRUE(execute(to_inbox("~/Maildir"), raw_mail(k_text), world_));
    EXPECT_EQ(delivered(inbox_).size(), 1U);
    world_.who.home = "";
    const auto homeless = execute(to_inbox("~/Maildir"), raw_mail(k_text), world_);
    EXPECT_EQ(homeless.error().kind, base::Kind::temporary);
}

TEST_F(Execute, MakesTheFolderAndFilesInto) {
    const auto receipt = execute(to_folder(inbox_ + "/.Backscatter"), raw_mail(k_text), world_);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->place, verdict::Place::folder);
    EXPECT_EQ(delivered(inbox_ + "/.Backscatter").size(), 1U);
    EXPECT_TRUE(delivered(inbox_).empty());
}

TEST_F(Execute, TakesTheInboxWhenTheFolderFails) {
    static_cast<void>(dir_.write("Maildir/.Backscatter", "a file stands here"));
    for (const std::string& folder :
         {inbox_ + "/.Backscatter", dir_ / "no/such/parent", std::string("|false"),
          std::string("|/no/such/program"), std::string("/dev/null/x")}) {
        const auto receipt = execute(to_folder(folder), raw_mail(k_text), world_);
        ASSERT_TRUE(receipt) << folder;
        EXPECT_EQ(receipt->place, verdict::Place::inbox);
        EXPECT_EQ(receipt->notes.size(), 1U);
        EXPECT_EQ(test::read_file(receipt->path), k_bare);
    }
}

TEST_F(Execute, TakesTheInboxWhenTheFoldersDiskIsFull) {
    const std::string small = dir_.make_directory("small");
    const test::SmallDisk disk(small, "size=64k");
    if (!disk.mounted())
        GTEST_SKIP() << "needs the right to mount";
    const std::string large = "Subject: a\n\n" + std::string(200'000, 'x');
    const auto receipt = execute(to_folder(small + "/Bounces"), raw_mail(large), world_);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->place, verdict::Place::inbox);
    EXPECT_EQ(test::read_file(receipt->path), large);
    EXPECT_TRUE(test::names_in(small + "/Bounces/tmp").empty());
    EXPECT_TRUE(test::names_in(small + "/Bounces/new").empty());
}

TEST_F(Execute, FailsForNowWhenTheInboxFails) {
    for (const std::string& inbox : {dir_ / "none", std::string("|no-such-program"),
                                     std::string("|false"), dir_.write("mbox", "x")}) {
        const auto receipt = execute(to_inbox(inbox), raw_mail(k_text), world_);
        ASSERT_FALSE(receipt) << inbox;
        EXPECT_EQ(receipt.error().kind, base::Kind::temporary);
    }
    EXPECT_EQ(execute(Plan{}, raw_mail(k_text), world_).error().kind, base::Kind::temporary);
}

TEST_F(Execute, HandsAProgramTheFromLineAndTheEnvelope) {
    world_.who.home = dir_.path();
    world_.environment = {{"EXTENSION", "list"}};
    message::Mail mail = raw_mail(k_text);
    mail.envelope.reverse_path = std::string("bob@example.net");
    mail.envelope.recipients = {"ann@example.org"};
    static_cast<void>(dir_.write(
        "store", "#!/bin/sh\ncat > mail; echo \"$1 $SENDER $RECIPIENT $HOME\" > told\n"));
    std::filesystem::permissions(dir_ / "store", std::filesystem::perms::owner_all);
    const auto receipt = execute(to_inbox("|~/store $EXTENSION"), mail, world_);
    ASSERT_TRUE(receipt) << receipt.error().sentence;
    EXPECT_EQ(receipt->way, Way::program);
    EXPECT_EQ(test::read_file(dir_ / "mail"), k_text);
    EXPECT_EQ(test::read_file(dir_ / "told"),
              "list bob@example.net ann@example.org " + dir_.path() + '\n');
}

TEST_F(Execute, HandsNoProgramWhatGoesRoundInCircles) {
    std::string header;
    for (std::size_t i = 0; i <= base::Limits().visits; ++i)
        header += "Delivered-To: ann@example.org\n";
    const auto parse = [](const std::string& text) {
        return message::parse(base::Bytes(text), {}, {});
    };
    const auto round = execute(to_inbox("|cat"), parse(header + "\nbody\n"), world_);
    ASSERT_FALSE(round);
    EXPECT_EQ(round.error().kind, base::Kind::temporary);
    EXPECT_TRUE(execute(to_inbox(inbox_), parse(header + "\nbody\n"), world_))
        << "a Maildir ends it";
    header.resize(header.find('\n') + 1);
    EXPECT_TRUE(execute(to_inbox("|cat"), parse(header + "\nbody\n"), world_));
}

TEST_F(Execute, HandsNoProgramWhatComesFromOneThatWeHandedItTo) {
    const os::HandingOver above;
    EXPECT_EQ(test::run([&] {
                  const auto mail = raw_mail(k_text);
                  const bool to_program = execute(to_inbox("|cat"), mail, world_).has_value();
                  const bool to_maildir = execute(to_inbox(inbox_), mail, world_).has_value();
                  return (to_program ? 2 : 0) + (to_maildir ? 1 : 0);
              }),
              1);
}

TEST_F(Execute, StampsOnRequest) {
    Plan plan = to_inbox(inbox_);
    plan.field = "X-Backsift: v";
    const auto receipt =
        execute(plan, raw_mail("X-Backsift: forged\nSubject: a\n\nbody\n"), world_);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(test::read_file(receipt->path), "X-Backsift: v\nSubject: a\n\nbody\n");
    EXPECT_TRUE(receipt->path.ends_with(",S=" + std::to_string(receipt->bytes)));
}

TEST_F(Execute, StreamsTheRestOfALargeMessage) {
    const std::string rest(3'000'000, 'r');
    const std::string file = dir_.write("rest", rest);
    const os::Fd first(::open(file.c_str(), O_RDONLY));
    const auto receipt = execute(to_inbox(inbox_), raw_mail(k_text), world_, first.get());
    ASSERT_TRUE(receipt);
    EXPECT_EQ(test::read_file(receipt->path), std::string(k_bare) + rest);
    world_.who.home = dir_.path();
    const os::Fd second(::open(file.c_str(), O_RDONLY));
    ASSERT_TRUE(execute(to_inbox("|cp /dev/stdin out"), raw_mail(k_text), world_, second.get()));
    EXPECT_EQ(test::read_file(dir_ / "out"), std::string(k_text) + rest);
}

TEST_F(Execute, DoesNotTryTwiceWithHalfAMessage) {
    const os::Fd rest(::open(dir_.write("rest", "r").c_str(), O_RDONLY));
    EXPECT_FALSE(execute(to_folder("|false"), raw_mail(k_text), world_, rest.get()));
    EXPECT_TRUE(delivered(inbox_).empty());
}

TEST_F(Execute, KeepsTheMessageStandingAtWhateverMomentItIsKilled) {
    for (int delay = 0; delay < 40; ++delay) {
        os::RealWorld world;
        const message::Mail mail = raw_mail(k_text);
        const std::string folder = inbox_ + "/.Backscatter";
        const pid_t child = test::start([&] {
            os::guard_process(20);
            return execute(to_folder(folder), mail, world) ? 0 : 75;
        });
        ::usleep(static_cast<useconds_t>(delay * 25));
        ::kill(child, SIGTERM);
        const int status = test::end_of(child);
        const auto texts = delivered(folder);
        if (status == 0) {
            EXPECT_EQ(texts.size(), 1U);
        } else {
            EXPECT_TRUE(status == 75 || status == -SIGTERM) << status; // before the guard stood
        }
        for (const auto& text : texts)
            EXPECT_EQ(text, k_bare);
        EXPECT_TRUE(test::names_in(folder + "/tmp").empty());
        std::filesystem::remove_all(folder);
    }
}

TEST_F(Execute, PassesThroughEveryByteWithOrWithoutTheField) {
    const std::string path = dir_.write("out", "");
    const auto out = [&](const Plan& plan, int rest) {
        const os::Fd file(::open(path.c_str(), O_WRONLY | O_TRUNC));
        EXPECT_TRUE(pass_through(plan, raw_mail(k_text), file.get(), rest));
        return test::read_file(path);
    };
    EXPECT_EQ(out(Plan{}, -1), k_text);
    Plan plan;
    plan.field = "X-Backsift: v";
    EXPECT_EQ(out(plan, -1), "From bob@example.net Sat Nov 21 10:04:29 2026\nX-Backsift: v\n"
                                 + std::string(k_bare));
    const os::Fd rest(::open(dir_.write("rest", "rest").c_str(), O_RDONLY));
    EXPECT_EQ(out(Plan{}, rest.get()), std::string(k_text) + "rest");
}

TEST_F(Execute, SaysThatPassingThroughFailed) {
    const os::Fd full(::open("/dev/full", O_WRONLY));
    const auto no_room = pass_through(Plan{}, raw_mail(k_text), full.get());
    EXPECT_EQ(no_room.error().kind, base::Kind::temporary);
    EXPECT_EQ(pass_through(Plan{}, raw_mail(k_text), -1).error().kind, base::Kind::temporary);
}

} // namespace
} // namespace backsift::deliver
