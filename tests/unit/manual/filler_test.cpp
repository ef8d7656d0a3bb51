#include "manual/filler.hpp"

#include <gtest/gtest.h>

namespace backsift::manual {
namespace {

void put(Filler& filler, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        filler.word(word, Face::plain, Glue::no);
}

TEST(Filler, BreaksBeforeAWordThatDoesNotFit) {
    Filler filler(10, Faces::none);
    filler.indent(2);
    put(filler, {"four", "six", "a", "longer-than-a-line", "b"});
    EXPECT_EQ(filler.text(), "  four six\n  a\n  longer-than-a-line\n  b\n");
}

TEST(Filler, CountsCharactersNotBytes) {
    Filler filler(7, Faces::none);
    put(filler, {"äöü", "ßéè"});
    EXPECT_EQ(filler.text(), "äöü ßéè\n");
}

TEST(Filler, NeverPartsWhatIsGlued) {
    Filler filler(8, Faces::none);
    put(filler, {"abc", "defg"});
    filler.word(",", Face::plain, Glue::yes);
    EXPECT_EQ(filler.text(), "abc\ndefg,\n");
}

TEST(Filler, LeavesOneEmptyLineHoweverOftenAsked) {
    Filler filler(80, Faces::none);
    filler.blank_line();
    put(filler, {"a"});
    filler.blank_line();
    filler.blank_line();
    put(filler, {"heading"});
    filler.omit_blank_line();
    filler.blank_line();
    put(filler, {"b"});
    EXPECT_EQ(filler.text(), "a\n\nheading\nb\n");
}

TEST(Filler, TabGoesOnInTheLineWhereItIsFree) {
    Filler filler(80, Faces::none);
    put(filler, {"-f"});
    filler.tab(8);
    filler.indent(8);
    put(filler, {"one"});
    filler.end_line();
    filler.indent(0);
    put(filler, {"--recipient"});
    filler.tab(8);
    filler.indent(8);
    put(filler, {"two"});
    EXPECT_EQ(filler.text(), "-f      one\n--recipient\n        two\n");
}

TEST(Filler, DressesWordsOnlyWhereItIsSeen) {
    Filler seen(80, Faces::shown);
    seen.word("a", Face::bold, Glue::no);
    EXPECT_EQ(seen.text(), "\x1b[1ma\x1b[0m\n");
    Filler unseen(80, Faces::none);
    unseen.word("a", Face::bold, Glue::no);
    EXPECT_EQ(unseen.text(), "a\n");
}

} // namespace
} // namespace backsift::manual
