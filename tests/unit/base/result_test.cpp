#include "base/result.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace backsift::base {
namespace {

TEST(Describe, PointsAtTheColumnWithACaretAndAHint) {
    const Failure failure{Kind::config,
                          "unknown key \"sicne\"",
                          {"config.toml", 12, 3},
                          "  sicne = 1",
                          "did you mean \"since\"?"};
    EXPECT_EQ(describe(failure), "config.toml:12:3: unknown key \"sicne\"\n    sicne = 1\n    "
                                 "^\n    did you mean \"since\"?");
}

// The line and the caret below it.
std::string pointed(const std::string& line, std::size_t column) {
    const std::string all = describe(Failure{Kind::config, "no", {"f", 1, column}, line, {}});
    return all.substr(all.find('\n') + 1);
}

TEST(Describe, PointsAtTheByteAsItIsShown) {
    EXPECT_EQ(pointed("\tkey =  \"x\"", 9), "    key = \"x\"\n          ^");
    EXPECT_EQ(pointed("ä\x01\u202E = 1", 10), "    ä\xEF\xBF\xBD = 1\n         ^");
    EXPECT_EQ(pointed("key = ", 7), "    key =\n          ^") << "behind its end";
    EXPECT_EQ(pointed("key = 1", 0), "    key = 1");
    EXPECT_EQ(pointed("key = 1", 90), "    key = 1");
}

TEST(Describe, ShowsOfALongLineWhatStandsAroundTheColumn) {
    const std::string many(1'000'000, 'a');
    const auto shown = [](const std::string& before, const std::string& after) {
        return "    " + before + after + "\n    " + std::string(before.size() - 2, ' ') + '^';
    };
    EXPECT_EQ(pointed(many + "!" + many, many.size() + 1),
              shown("…" + std::string(29, 'a'), "!" + std::string(30, 'a') + "…"));
    EXPECT_EQ(pointed("!" + many, 1), "    !" + std::string(59, 'a') + "…\n    ^");
    EXPECT_EQ(pointed(many + "!", many.size() + 1), shown("…" + std::string(29, 'a'), "!"));
    const std::string lines = pointed(many, 2'000'000);
    EXPECT_EQ(lines.find('\n'), std::string::npos);
    for (std::size_t column = 1; column < 400; ++column) {
        std::string umlauts;
        for (int i = 0; i < 150; ++i)
            umlauts += "ä";
        EXPECT_TRUE(is_valid_utf8(pointed(umlauts, column)));
        EXPECT_EQ(pointed(umlauts, column).find("\xEF\xBF\xBD"), std::string::npos) << column;
    }
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
