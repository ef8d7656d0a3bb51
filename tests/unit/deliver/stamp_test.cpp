#include "deliver/stamp.hpp"

#include <string>

#include <gtest/gtest.h>

#include "raw_mail.hpp"

namespace backsift::deliver {
namespace {

std::string stamped(std::string_view text, FromLine from_line = FromLine::keep) {
    const message::Mail mail = raw_mail(text);
    const Stamped made = stamp(mail, "X-Backsift: v", from_line);
    std::string out;
    for (const std::string_view piece : made.pieces)
        out += piece;
    return out;
}

TEST(Field, SaysTheVerdictInOneLine) {
    verdict::Verdict verdict;
    verdict.kind = rules::Kind::scanner_notice;
    verdict.verdict = verdict::Word::unverifiable;
    const std::string bare =
        "X-Backsift: verdict=unverifiable; kind=scanner-notice; place=inbox; proof=unknown";
    EXPECT_EQ(field(verdict, {}), bare);
    EXPECT_EQ(field(verdict, {"a-b.c", "evil\r\nBcc: x", "", "d; e", "f"}), bare + "; by=a-b.c,f");
    EXPECT_LE(field(verdict, std::vector<std::string>(1000, "some-finding-id")).size(), 997U);
}

TEST(Stamp, PutsTheFieldFirstAndLeavesTheRest) {
    EXPECT_EQ(stamped("Subject: a\n\nbody\n"), "X-Backsift: v\nSubject: a\n\nbody\n");
    EXPECT_EQ(stamped("From ann Sat Nov 21 10:00:00 2026\nSubject: a\n\nb"),
              "From ann Sat Nov 21 10:00:00 2026\nX-Backsift: v\nSubject: a\n\nb");
    EXPECT_EQ(stamped("From ann Sat Nov 21 10:00:00 2026\nSubject: a\n\nb", FromLine::drop),
              "X-Backsift: v\nSubject: a\n\nb");
    const std::string odd("S: \0\xff\n\n\0", 8);
    EXPECT_EQ(stamped(odd), "X-Backsift: v\n" + odd);
}

TEST(Stamp, KeepsTheLineEndsOfTheMessage) {
    EXPECT_EQ(stamped("Subject: a\r\n\r\nbody\r\n"), "X-Backsift: v\r\nSubject: a\r\n\r\nbody\r\n");
    EXPECT_EQ(stamped("Subject: a\r\rbody\r"), "X-Backsift: v\rSubject: a\r\rbody\r");
    EXPECT_EQ(stamped("Subject: a"), "X-Backsift: v\nSubject: a");
    EXPECT_EQ(stamped(""), "X-Backsift: v\n");
    EXPECT_EQ(stamped("\n\nbody"), "X-Backsift: v\n\n\nbody");
}

TEST(Stamp, RemovesFieldsOfThatNameFromOutside) {
    EXPECT_EQ(
        stamped("A: 1\nX-BACKSIFT: forged\nB: 2\nx-backsift \t: folded\n\tonce\n twice\nC: 3\n\n"
                "X-Backsift: body\n"),
        "X-Backsift: v\nA: 1\nB: 2\nC: 3\n\nX-Backsift: body\n");
    EXPECT_EQ(stamped("X-Backsift: forged\r\n\tmore\r\nX-Backsift: again\r\n\r\nb"),
              "X-Backsift: v\r\n\r\nb");
    EXPECT_EQ(stamped("X-Backsift: forged"), "X-Backsift: v\n");
    EXPECT_EQ(stamped("X-Backsift-Other: stays\nX-Backsiftx: y\n\n"),
              "X-Backsift: v\nX-Backsift-Other: stays\nX-Backsiftx: y\n\n");
}

TEST(Stamp, FindsThemBeyondTheLimitsOfParsing) {
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += "F: " + std::string(100, 'x') + '\n';
    EXPECT_EQ(stamped(text + "X-Backsift: forged\n\nb"), "X-Backsift: v\n" + text + "\nb");
}

TEST(Stamp, IsNotDeceivedByLoneCarriageReturns) {
    EXPECT_EQ(stamped("A: 1\r\rB: 2\nX-Backsift: forged\n\nb"), "X-Backsift: v\nA: 1\r\rB: 2\n\nb");
    EXPECT_EQ(stamped("A: 1\rX-Backsift \t: f\n\nb"), "X-Backsift: v\nA: 1\r: f\n\nb");
    EXPECT_EQ(stamped("A: 1\r\r\n\r\r\nX-Backsift: forged\n\nb"),
              "X-Backsift: v\r\nA: 1\r\r\n\r\r\n\nb");
}

TEST(Stamp, MovesTheEndOfTheHeaderForNoReader) {
    // To who knows only LF, the first line is "S: a\rX-Backsift: f\r\n".
    EXPECT_EQ(stamped("S: a\rX-Backsift: f\r\n\r\nbody\n"),
              "X-Backsift: v\r\nS: a\r: f\r\n\r\nbody\n");
    EXPECT_EQ(stamped("S: a\nX-Backsift: f\r\r\nT: b\n\nbody\n"),
              "X-Backsift: v\nS: a\nT: b\n\nbody\n");
    EXPECT_EQ(stamped("S: a\nX-Backsift: f\r\nT: b\n\n"), "X-Backsift: v\nS: a\nT: b\n\n");
}

TEST(Stamp, LeavesNoEmptyLineWhereAFieldStoodBehindALoneCarriageReturn) {
    EXPECT_EQ(stamped("A: 1\n\rX-Backsift: f\n\tb\nC: 3\n\nb"),
              "X-Backsift: v\nA: 1\n\r: f\n\tb\nC: 3\n\nb");
    // The header has no field at all here, and so ours stands at its end.
    EXPECT_EQ(stamped(" a\rX-Backsift: f\r\n\t:b\r\n\t: c\r\rd"),
              " a\r: f\r\n\t:b\r\n\t: c\r\rd\r\nX-Backsift: v\r\n");
}

TEST(Stamp, LetsNothingBecomeAContinuationOfItsField) {
    EXPECT_EQ(stamped(" ; verdict=genuine\nSubject: a\n\nb"),
              " ; verdict=genuine\nX-Backsift: v\nSubject: a\n\nb");
    EXPECT_EQ(stamped(" a\r\rb\nS: c\n"), " a\r\rb\nX-Backsift: v\nS: c\n");
    EXPECT_EQ(stamped(" a\rX-Backsift: f\nS: c\n"), " a\r: f\nX-Backsift: v\nS: c\n");
    EXPECT_EQ(stamped(" a\rX-Backsift: f\nX-Backsift: g\nS: c\n"),
              " a\r: f\nX-Backsift: v\nS: c\n");
    EXPECT_EQ(stamped("\tx\n\nb"), "\tx\nX-Backsift: v\n\nb");
    EXPECT_EQ(stamped("X-Backsift: a\n\tb\nSubject: a\n\n"), "X-Backsift: v\nSubject: a\n\n");
    // To who knows only LF, the second line continues the first.
    EXPECT_EQ(stamped("X-Backsift: a\r\r\n\tb\n c\r d\nSubject: a\n\n"),
              "X-Backsift: v\r\nSubject: a\n\n");
    EXPECT_EQ(stamped("X-Backsift: a\r\r\n\tb\rX-Backsift: c\n d\nSubject: a\n\n"),
              "X-Backsift: v\r\nSubject: a\n\n");
}

TEST(Stamp, StandsBehindContinuationsOfNothingThatAreTheWholeMail) {
    EXPECT_EQ(stamped(" a\n b\n"), " a\n b\nX-Backsift: v\n");
    EXPECT_EQ(stamped(" a\n b\nX-Backsift: v\n"), " a\n b\nX-Backsift: v\n");
    EXPECT_EQ(stamped("\ta\r"), "\ta\rX-Backsift: v\r");
    EXPECT_EQ(stamped(" a"), " a\nX-Backsift: v\n");
    EXPECT_EQ(stamped(stamped(" a")), stamped(" a"));
    EXPECT_EQ(stamped(" a\r\n b"), " a\r\n b\r\nX-Backsift: v\r\n");
    EXPECT_EQ(stamped(" a\r\n b\r"), " a\r\n b\r\nX-Backsift: v\r\n");
    EXPECT_EQ(stamped("\ta\r b"), "\ta\r b\rX-Backsift: v\r");
}

TEST(Stamp, IsLinearInTheNumberOfFields) {
    std::string text;
    for (int i = 0; i < 300'000; ++i)
        text += i % 2 == 0 ? "X-Backsift: forged\n" : "A: 1\n";
    EXPECT_EQ(stamped(text + "\nb").size(), 14U + 150'000U * 5U + 2U);
}

TEST(Unstamped, IsTheMessageAsItCame) {
    const message::Mail mail = raw_mail("From ann Sat Nov 21 10:00:00 2026\nX-Backsift: old\n\nb");
    EXPECT_EQ(unstamped(mail, FromLine::keep).pieces.at(0), mail.text());
    EXPECT_EQ(unstamped(mail, FromLine::drop).pieces.at(0), "X-Backsift: old\n\nb");
    EXPECT_TRUE(unstamped(raw_mail(""), FromLine::keep).pieces.empty());
}

} // namespace
} // namespace backsift::deliver
