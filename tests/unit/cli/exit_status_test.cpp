#include "cli/exit_status.hpp"

#include <gtest/gtest.h>

namespace backsift::cli {
namespace {

constexpr base::Kind k_all[] = {
    base::Kind::usage,      base::Kind::config,    base::Kind::no_input, base::Kind::temporary,
    base::Kind::permission, base::Kind::malformed, base::Kind::internal};

TEST(ExitStatus, ADeliveryAnswersEveryFailureWith75) {
    for (const base::Kind kind : k_all)
        EXPECT_EQ(exit_status(kind, Mode::delivery), base::ExitStatus::temporary);
}

TEST(ExitStatus, AFailureShownToAPersonIsNeverTakenForAnAnswerOfClassify) {
    for (const base::Kind kind : k_all)
        EXPECT_GE(static_cast<int>(exit_status(kind, Mode::person)), 64);
}

} // namespace
} // namespace backsift::cli
