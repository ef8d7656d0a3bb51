#include "manual/mdoc.hpp"

#include <gtest/gtest.h>

namespace backsift::manual {
namespace {

std::string shown(std::string_view mdoc) {
    const PlainText page = plain_text(mdoc, {40, Faces::none});
    EXPECT_TRUE(page.unknown.empty()) << page.unknown.front();
    return page.text;
}

TEST(Mdoc, ShowsSectionsAndParagraphs) {
    EXPECT_EQ(shown(".Dd May 1, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Nm x\n.Nd does it\n.Sh "
                    "DESCRIPTION\nOne\n.Em two .\n.Pp\n.Nm\nthree\n"),
              "NAME\n     x – does it\n\nDESCRIPTION\n     One two.\n\n     x three\n");
}

TEST(Mdoc, PutsOptionsBeforeTheirText) {
    EXPECT_EQ(shown(".Sh OPTIONS\n.Bl -tag -width Ds\n.It Fl f , -sender Ar ADDRESS\nThe "
                    "sender.\n.It Fl q\nQuiet.\n.El\nEnd.\n"),
              "OPTIONS\n     -f, --sender ADDRESS\n             The sender.\n\n     -q      "
              "Quiet.\n     End.\n");
}

TEST(Mdoc, JoinsPunctuationAndQuotes) {
    EXPECT_EQ(
        shown(
            ".Sh A\n.Op Fl x Ar y ,\n.Dq a b .\n.Fl -config Ns = Ns Ar FILE ;\n.Xr procmail 1 .\n"),
        "A\n     [-x y], “a b”. --config=FILE;\n     procmail(1).\n");
}

TEST(Mdoc, KeepsDisplaysAsTheyAre) {
    EXPECT_EQ(shown(".Sh A\nText:\n.Bd -literal -offset indent\n:0 HB\n  two  "
                    "blanks\n\\&.Folder/\n.Ed\nOn.\n"),
              "A\n     Text:\n\n           :0 HB\n             two  blanks\n           .Folder/\n  "
              "   On.\n");
}

TEST(Mdoc, NumbersAndMarksItems) {
    EXPECT_EQ(shown(".Sh A\n.Bl -enum -compact\n.It\nfirst\n.It\nsecond\n.El\n.Bl -bullet "
                    "-compact\n.It\nthird\n.El\n"),
              "A\n     1. first\n     2. second\n     • third\n");
}

TEST(Mdoc, NamesWhatItDoesNotKnow) {
    EXPECT_EQ(plain_text(".Zz x\n.It y\n.El\n.Xr a\n", {}).unknown.size(), 4U);
}

} // namespace
} // namespace backsift::manual
