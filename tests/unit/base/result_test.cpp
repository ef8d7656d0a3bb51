#include "base/result.hpp"

#include <gtest/gtest.h>

namespace backsift::base {
namespace {

TEST(Describe, PointsAtTheColumnWithACaretAndAHint) {
    const Failure failure{Kind::config,
                          "unknown key \"sicne\"",
                          {"config.toml", 12, 3},
                          "  sicne = 1",
                          "did you mean \"since\"?"};
    EXPECT_EQ(describe(failure), "config.toml:12:3: unknown key \"sicne\"\n    sicne = 1\n      "
                                 "^\n    did you mean \"since\"?");
}

TEST(Describe, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(describe(Failure{Kind::temporary, "disk full", {}, {}, {}}), "disk full");
    EXPECT_EQ(describe(Failure{Kind::no_input, "no such file", {"a b", 0, 0}, {}, {}}),
              "a b: no such file");
}

TEST(Describe, CleansWhatAnAttackerMayHaveNamed) {
    EXPECT_EQ(describe(Failure{Kind::no_input, "bad\x1b[31m", {"x\ny", 0, 0}, {}, {}}),
              "x y: bad\xEF\xBF\xBD[31m");
}

TEST(Result, CarriesAValueOrAFailure) {
    const auto half = [](int n) -> Result<int> {
        if (n % 2 != 0)
            return fail(Kind::usage, "odd");
        return n / 2;
    };
    EXPECT_EQ(half(4).value(), 2);
    ASSERT_FALSE(half(3));
    EXPECT_EQ(half(3).error().sentence, "odd");
}

} // namespace
} // namespace backsift::base
