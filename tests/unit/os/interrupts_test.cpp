#include "os/interrupts.hpp"

#include <csignal>

#include <gtest/gtest.h>
#include <unistd.h>

namespace backsift::os {
namespace {

TEST(Interrupts, HoldASignalUntilSomebodyAsks) {
    EXPECT_EXIT(
        {
            Interrupts interrupts;
            const bool before = interrupts.came();
            ::kill(::getpid(), SIGINT);
            const bool after = interrupts.came();
            ::_exit(!before && after && interrupts.came() ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST(Interrupts, PassOnTheSignalThatCame) {
    EXPECT_EXIT(
        {
            Interrupts interrupts;
            ::kill(::getpid(), SIGTERM);
            static_cast<void>(interrupts.came());
            interrupts.pass_on();
            ::_exit(1);
        },
        testing::KilledBySignal(SIGTERM), "");
}

TEST(Interrupts, LetWhatNobodyAskedForEndTheProcess) {
    EXPECT_EXIT(
        {
            std::signal(SIGINT, SIG_DFL); // a shell starts in the background with it ignored
            {
                const Interrupts interrupts;
                ::kill(::getpid(), SIGINT);
            }
            ::_exit(1);
        },
        testing::KilledBySignal(SIGINT), "");
}

TEST(Interrupts, PassOnNothingWhereNoneCame) {
    Interrupts interrupts;
    EXPECT_FALSE(interrupts.came());
    interrupts.pass_on();
}

} // namespace
} // namespace backsift::os
