#include "manual/mdoc_line.hpp"

#include <gtest/gtest.h>

namespace backsift::manual {
namespace {

TEST(WordsOf, KeepsQuotedWordsTogether) {
    EXPECT_EQ(words_of("Nm \"backsift scan\"  Ar x"),
              (std::vector<std::string>{"Nm", "backsift scan", "Ar", "x"}));
    EXPECT_TRUE(words_of("").empty());
    EXPECT_EQ(words_of("\"open"), (std::vector<std::string>{"open"}));
}

TEST(TextLines, GiveEachSentenceLinesOfItsOwn) {
    EXPECT_EQ(text_lines("One. Two, three? Four"), "One.\nTwo, three?\nFour\n");
    for (const std::string& line : {text_lines(std::string(300, 'x') + " y")})
        EXPECT_EQ(line, std::string(300, 'x') + "\ny\n");
}

TEST(TextLines, AreNeverTakenForMacros) {
    EXPECT_EQ(text_lines(".Backscatter in it"), "\\&.Backscatter in it\n");
    EXPECT_EQ(text_lines("'tis \\w \"x\""), "\\&'tis \\ew \\(dqx\\(dq\n");
}

TEST(Unescaped, UndoesEscaped) {
    const std::string text = R"(a \ "b" .c - \&)";
    EXPECT_EQ(unescaped(escaped(text)), text);
}

} // namespace
} // namespace backsift::manual
