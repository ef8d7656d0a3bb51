#include "report/summary.hpp"

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

using proof::Answer;
using rules::Kind;
using verdict::Word;

std::string text_of(const Tally& tally) {
    return summary(tally, {});
}

TEST(Summary, CountsInWords) {
    Tally tally;
    tally.add(backscatter());
    tally.add(entry(Kind::bounce, Word::genuine, Answer::indicated));
    tally.add(entry(Kind::delay, Word::unverifiable, Answer::unknown));
    tally.add(entry(Kind::ordinary, Word::ordinary, Answer::unknown));
    const std::string text = text_of(tally);
    EXPECT_NE(text.find("In 4 messages there are 3 automatic replies: 1 answer your mail, 1 do "
                        "not, 1 cannot be told."),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("1 message belongs into the backscatter folder, 3 into the inbox."),
              std::string::npos)
        << text;
}

TEST(Summary, ShowsConflictsAmongTheClosestCallsFirst) {
    Tally tally;
    for (int i = 0; i < 20; ++i)
        tally.add(backscatter());
    Entry conflict = entry(Kind::bounce, Word::unverifiable, Answer::unknown);
    conflict.verdict.conflict = true;
    conflict.path = "the-conflict.eml";
    tally.add(conflict);
    const std::string text = text_of(tally);
    const std::size_t calls = text.find("The closest calls");
    ASSERT_NE(calls, std::string::npos) << text;
    EXPECT_LT(text.find("the-conflict.eml", calls), text.find("mail/one.eml", calls)) << text;
}

TEST(Summary, NamesWhatCouldNotBeReadAndCountsTheRest) {
    Tally tally;
    tally.add_unreadable("a\nb.eml", "Permission denied");
    EXPECT_NE(text_of(tally).find("1 could not be read:\n  a b.eml: Permission denied\n"),
              std::string::npos);
    for (int i = 0; i < 200; ++i)
        tally.add_unreadable("c", "gone");
    EXPECT_NE(text_of(tally).find("… and 196 more of them"), std::string::npos) << text_of(tally);
}

TEST(Summary, KeepsTheReportingHostsWithTheirCounts) {
    Tally tally;
    tally.add(backscatter());
    tally.add(backscatter());
    EXPECT_NE(text_of(tally).find("mx.example.net        2        ·            2             ·"),
              std::string::npos)
        << text_of(tally);
}

TEST(Summary, ShowsMonthsWhereThereIsMoreThanOne) {
    Tally tally;
    tally.add(at(backscatter(), 1'795'239'060));
    EXPECT_EQ(text_of(tally).find("month"), std::string::npos) << text_of(tally);
    tally.add(at(backscatter(), 1'795'239'060 - 40 * 86'400));
    const std::string text = text_of(tally);
    EXPECT_NE(text.find("2026-10        ·            1             ·  ▇"), std::string::npos)
        << text;
    EXPECT_LT(text.find("2026-10"), text.find("2026-11")) << text;
}

TEST(Summary, TellsOfStormsAndTheOrdinaryMailInThem) {
    Tally tally(5);
    for (int i = 0; i < 6; ++i)
        tally.add(at(backscatter(), 1'795'240'800 + i * 60));
    tally.add(at(entry(Kind::ordinary, Word::ordinary, Answer::unknown), 1'795'240'860));
    const std::string text = text_of(tally);
    EXPECT_NE(text.find("A storm\n  2026-11-21 06:00 to 2026-11-21 06:10 UTC: 6 replies, and 1 "
                        "ordinary message in the same hours"),
              std::string::npos)
        << text;
}

} // namespace
} // namespace backsift::report
