#include "report/table.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace backsift::report {
namespace {

TEST(Table, CountsColumnsAsATerminalDoes) {
    EXPECT_EQ(columns("abc"), 3U);
    EXPECT_EQ(columns("grün"), 4U);
    EXPECT_EQ(columns("漢字"), 4U);
    EXPECT_EQ(columns("e\xCC\x81"), 1U);
}

TEST(Table, FitPadsAndCutsToTheColumn) {
    EXPECT_EQ(fit("ab", 4), "ab  ");
    EXPECT_EQ(fit("abcdef", 4), "abc…");
    EXPECT_EQ(fit("漢字漢字", 5), "漢字…");
    EXPECT_EQ(fit("漢字漢字", 4), "漢… ");
    EXPECT_EQ(fit("abc", 0), "");
    for (std::size_t width = 0; width < 20; ++width) {
        EXPECT_EQ(columns(fit("ä漢🐟 ordinary words", width)), width);
        EXPECT_TRUE(base::is_valid_utf8(fit("ä漢🐟 ordinary words", width)));
    }
}

TEST(Table, WrapsAtBlanksWithAnIndent) {
    EXPECT_EQ(wrap("one two three four", 2, {false, 12}), "one two\n  three four");
    EXPECT_EQ(wrap("averyveryverylongword x", 0, {false, 8}), "averyveryverylongword\nx");
    EXPECT_EQ(wrap("", 4, {}), "");
}

TEST(Table, AlignsColumnsByTheirWidestCell) {
    Table table({"kind", "n"});
    table.right_align(1);
    table.row({"bounce", "7"});
    table.row({"delay", "1234"});
    EXPECT_EQ(table.text({}), "kind       n\nbounce     7\ndelay   1234\n");
}

TEST(Table, ColoursOnlyWhereTheyAreWanted) {
    EXPECT_EQ(paint("x", Colour::red, {false, 80}), "x");
    EXPECT_EQ(paint("x", Colour::red, {true, 80}), "\x1b[31mx\x1b[0m");
}

} // namespace
} // namespace backsift::report
