#include "os/process.hpp"

#include <array>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "os/fd.hpp"
#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

class Process : public testing::Test {
  protected:
    void SetUp() override { ::signal(SIGPIPE, SIG_IGN); }

    base::Result<std::uint64_t> shell(const std::string& script, std::string_view input = {},
                                      std::int64_t seconds = 20) {
        const Program program{
            {"sh", "-c", script}, {"PATH=/usr/bin:/bin", "MARK=here"}, dir_.path(), seconds};
        return run_program(program, Source{std::span(&input, 1), -1});
    }

    test::TempDir dir_;
};

TEST_F(Process, HandsOverEveryByte) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{3'000'000}}) {
        const std::string text(size, 'm');
        const auto ran = shell("cat > out", text);
        ASSERT_TRUE(ran) << ran.error().sentence;
        EXPECT_EQ(*ran, size);
        EXPECT_EQ(test::read_file(dir_ / "out"), text);
    }
}

TEST_F(Process, MapsEveryOtherEndToTemporary) {
    for (const char* script :
         {"cat >/dev/null; exit 1", "cat >/dev/null; exit 67", "cat >/dev/null; exit 75",
          "cat >/dev/null; exit 99", "cat >/dev/null; exit 255", "kill -9 $$", "kill -TERM $$"}) {
        const auto ran = shell(script);
        ASSERT_FALSE(ran) << script;
        EXPECT_EQ(ran.error().kind, base::Kind::temporary) << script;
    }
    EXPECT_EQ(run_program(Program{{"no-such-program"}, {}, "", 5}, {}).error().kind,
              base::Kind::temporary);
    EXPECT_EQ(run_program(Program{{"/no/such/program"}, {}, "", 5}, {}).error().kind,
              base::Kind::temporary);
    EXPECT_EQ(run_program(Program{{"/"}, {}, "", 5}, {}).error().kind, base::Kind::temporary);
    EXPECT_EQ(run_program(Program{{}, {}, "", 5}, {}).error().kind, base::Kind::temporary);
}

TEST_F(Process, DoesNotBelieveAProgramThatStoppedReading) {
    EXPECT_FALSE(shell("exit 0", std::string(1'000'000, 'm')));
}

TEST_F(Process, TakesNoPartForTheWholeWhereTheRestCannotBeRead) {
    const Fd directory(::open(dir_.path().c_str(), O_RDONLY | O_CLOEXEC)); // EISDIR
    const std::string much(1'000'000, 'm'); // more than a pipe takes: it has begun to read
    const std::string_view part = much;
    for (const std::string trap : {"", "trap '' TERM; "}) {
        const Program program{{"sh", "-c", trap + "cat > part && mv part whole"},
                              {"PATH=/usr/bin:/bin"},
                              dir_.path(),
                              20};
        EXPECT_FALSE(run_program(program, Source{std::span(&part, 1), directory.get()}));
        EXPECT_NE(::access((dir_ / "whole").c_str(), F_OK), 0) << trap;
    }
}

TEST_F(Process, SeesOnlyTheEnvironmentItIsGiven) {
    ::setenv("SECRET_OF_THE_CALLER", "x", 1);
    ASSERT_TRUE(shell("env > out; pwd > where"));
    const std::string environment = test::read_file(dir_ / "out");
    EXPECT_NE(environment.find("MARK=here"), std::string::npos);
    EXPECT_EQ(environment.find("SECRET"), std::string::npos);
    EXPECT_EQ(test::read_file(dir_ / "where"), dir_.path() + '\n');
}

TEST_F(Process, InheritsNoDescriptorAndSpeaksToNobody) {
    const int leaked = ::open("/", O_RDONLY); // not close-on-exec
    ASSERT_TRUE(shell("ls -l /proc/self/fd > out; echo loud; echo louder >&2"));
    const std::string listed = test::read_file(dir_ / "out");
    EXPECT_EQ(listed.find(std::to_string(leaked).append(" -> /\n")), std::string::npos) << listed;
    EXPECT_NE(listed.find("2 -> /dev/null"), std::string::npos) << listed;
    ::close(leaked);
}

TEST_F(Process, WorksWithStandardInputClosed) {
    const int status = test::run([&] {
        ::close(0);
        ::close(1);
        return shell("cat > out", "text") ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(test::read_file(dir_ / "out"), "text");
}

TEST_F(Process, StopsAtTheDeadlineWithItsChildren) {
    const auto sleeping = shell("sleep 1000 & echo $! > pid; wait", "", 1);
    ASSERT_FALSE(sleeping);
    EXPECT_NE(sleeping.error().sentence.find("stopped after"), std::string::npos);
    const pid_t child = std::stoi(test::read_file(dir_ / "pid"));
    for (int i = 0; i < 1000 && ::kill(child, 0) == 0; ++i)
        ::usleep(2000);
    // Gone, or a zombie that nobody has collected yet.
    const std::string state = test::read_file("/proc/" + std::to_string(child) + "/stat");
    EXPECT_TRUE(::kill(child, 0) != 0 || state.find(") Z ") != std::string::npos) << state;
}

TEST_F(Process, StopsOneThatIgnoresTheHint) {
    EXPECT_FALSE(shell("trap '' TERM; while :; do sleep 0.1; done", "", 1));
}

TEST_F(Process, StopsOneThatDoesNotRead) {
    const auto ran = shell("sleep 1000", std::string(1'000'000, 'm'), 1);
    ASSERT_FALSE(ran);
    EXPECT_NE(ran.error().sentence.find("in time"), std::string::npos);
}

TEST_F(Process, GetsSignalsAsNew) {
    ASSERT_TRUE(shell("grep SigIgn /proc/self/status > out"));
    const std::string line = test::read_file(dir_ / "out");
    const auto ignored = std::stoull(line.substr(line.find(':') + 1), nullptr, 16);
    EXPECT_EQ(ignored & (1ULL << (SIGPIPE - 1)), 0U) << line;
}

} // namespace
} // namespace backsift::os
