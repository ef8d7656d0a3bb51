#include "os/guard.hpp"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/fresh_file.hpp"
#include "os/process.hpp"
#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

class GuardSignal : public testing::TestWithParam<int> {};

TEST_P(GuardSignal, EndsWith75AndRemovesTheUnfinishedFile) {
    const test::TempDir dir;
    const int status = test::run([&] {
        sigset_t all;
        sigfillset(&all);
        ::sigprocmask(SIG_BLOCK, &all, nullptr); // as a careless caller may leave it
        guard_process(20);
        auto file = FreshFile::create(dir / "tmp");
        ::kill(::getpid(), GetParam());
        return file ? 1 : 2;
    });
    EXPECT_EQ(status, 75);
    EXPECT_TRUE(test::names_in(dir.path()).empty());
}

TEST(Guard, KeepsWhatIsMadeFromOthers) {
    EXPECT_EQ(test::run([] {
                  ::umask(0);
                  guard_process(20);
                  return static_cast<int>(::umask(0));
              }),
              077);
}

INSTANTIATE_TEST_SUITE_P(FromOutside, GuardSignal,
                         testing::Values(SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGXCPU,
                                         SIGUSR1, SIGUSR2));
#ifndef BACKSIFT_SANITIZED
INSTANTIATE_TEST_SUITE_P(FromWithin, GuardSignal,
                         testing::Values(SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT));
#endif

TEST(Guard, KeepsItsOwnDeadline) {
    const int status = test::run([] {
        guard_process(1);
        for (;;)
            ::pause();
        return 0;
    });
    EXPECT_EQ(status, 75);
}

TEST(Guard, OutlivesABrokenPipe) {
    const int status = test::run([] {
        guard_process(20);
        ::raise(SIGPIPE);
        ::raise(SIGXFSZ);
        return 3;
    });
    EXPECT_EQ(status, 3);
}

#ifndef BACKSIFT_SANITIZED
[[gnu::noinline]] int use_up_the_stack(int depth) {
    volatile char frame[4096];
    frame[0] = static_cast<char>(depth);
    return depth < 0 ? 0 : use_up_the_stack(depth + 1) + frame[0];
}

TEST(Guard, TurnsAStackOverflowInto75) {
    EXPECT_EQ(test::run([] {
                  guard_process(20);
                  return use_up_the_stack(1);
              }),
              75);
}

TEST(Guard, TurnsAnUncaughtExceptionInto75) {
    EXPECT_EQ(test::run([]() -> int {
                  guard_process(20);
                  ::close(2);
                  std::terminate(); // what an exception that nobody catches comes to
              }),
              75);
}
#endif

TEST(Guard, LeavesAPublishedFileAlone) {
    const test::TempDir dir;
    const int status = test::run([&] {
        guard_process(20);
        auto file = FreshFile::create(dir / "tmp");
        if (!file || !file->commit(dir / "target", Publish::beside))
            return 1;
        ::raise(SIGTERM);
        return 2;
    });
    EXPECT_EQ(status, 75);
    EXPECT_EQ(test::names_in(dir.path()), std::vector<std::string>{"target"});
}

TEST(Guard, StopsTheProgramThatIsRunning) {
    const test::TempDir dir;
    const std::string ready = dir / "ready";
    const std::string stopped = dir / "stopped";
    const pid_t child = test::start([&] {
        guard_process(20);
        const std::string script = "trap 'echo x > " + stopped + "; exit' TERM; echo x > " + ready
                                   + "; while :; do sleep 0.05; done";
        static_cast<void>(run_program(Program{{"/bin/sh", "-c", script}, {}, "", 20}, Source{}));
        return 0;
    });
    while (!std::filesystem::exists(ready))
        ::usleep(5000);
    ::kill(child, SIGTERM);
    EXPECT_EQ(test::end_of(child), 75);
    for (int i = 0; i < 1000 && !std::filesystem::exists(stopped); ++i)
        ::usleep(5000);
    EXPECT_TRUE(std::filesystem::exists(stopped));
}

TEST(Guard, GuardsSixteenFilesAndTakesPlacesAgain) {
    const test::TempDir dir;
    const int status = test::run([&] {
        guard_process(20);
        for (int i = 0; i < 100; ++i) {
            if (!FreshFile::create(dir / "passing"))
                return 1;
        }
        std::vector<FreshFile> files;
        for (int i = 0; i < 16; ++i) {
            auto file = FreshFile::create(dir / std::to_string(i));
            if (!file)
                return 2;
            files.push_back(std::move(*file));
        }
        ::raise(SIGTERM);
        return 3;
    });
    EXPECT_EQ(status, 75);
    EXPECT_TRUE(test::names_in(dir.path()).empty());
}

TEST(Guard, EndsWith0OnceTheMessageIsDelivered) {
    const int status = test::run([] {
        guard_process(20);
        guard_delivered();
        ::raise(SIGTERM);
        return 3;
    });
    EXPECT_EQ(status, 0);
}

TEST(HeldSignals, WaitUntilTheStepIsDone) {
    const test::TempDir dir;
    const int status = test::run([&] {
        guard_process(20);
        {
            const HeldSignals held;
            ::raise(SIGTERM);
            auto file = FreshFile::create(dir / "tmp");
            if (!file || !file->commit(dir / "done", Publish::beside))
                return 2;
            guard_delivered();
        }
        return 3;
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(test::names_in(dir.path()).size(), 1U);
}

} // namespace
} // namespace backsift::os
