#include "report/tally.hpp"

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

using proof::Answer;
using rules::Kind;
using verdict::Word;

constexpr message::UnixTime k_time = 1'795'239'060; // 2026-11-21T05:31:00Z

TEST(Tally, LeavesOrdinaryMailAndComplaintsOutOfTheReplies) {
    Tally tally;
    tally.add(backscatter());
    tally.add(entry(Kind::complaint, Word::ordinary, Answer::unknown));
    tally.add(entry(Kind::ordinary, Word::ordinary, Answer::unknown));
    EXPECT_EQ(tally.messages(), 3U);
    EXPECT_EQ(sum(tally.replies()), 1U);
    EXPECT_EQ(tally.hosts(10).size(), 1U);
}

TEST(Tally, CountsDaysAndMonthsByTheCalendarOfUtc) {
    Tally tally;
    tally.add(at(backscatter(), k_time));
    tally.add(at(backscatter(), k_time + 3600));
    tally.add(at(entry(Kind::bounce, Word::genuine, Answer::proven), k_time + 86'400));
    tally.add(backscatter()); // without a time
    ASSERT_EQ(tally.days().size(), 2U);
    EXPECT_EQ(sum(tally.days().begin()->second), 2U);
    ASSERT_EQ(tally.months().size(), 1U);
    EXPECT_EQ(tally.months()[0].first, "2026-11");
    EXPECT_EQ(sum(tally.months()[0].second), 3U);
}

TEST(Tally, NamesWhatDecided) {
    EXPECT_EQ(deciding_proof(backscatter()), "token absent");
    EXPECT_EQ(deciding_proof(entry(Kind::bounce, Word::unverifiable, Answer::unknown)),
              "nothing could tell");
    Entry conflict = backscatter();
    conflict.verdict.conflict = true;
    EXPECT_EQ(deciding_proof(conflict), "conflict");
}

TEST(Tally, KeepsTheNamesOfTenThousandHostsAndNoMore) {
    Tally tally;
    Entry one = backscatter();
    for (int i = 0; i < 10'050; ++i) {
        one.host = "mx" + std::to_string(i) + ".example.net";
        tally.add(one);
    }
    EXPECT_EQ(tally.hosts(20'000).size(), 10'000U);
    EXPECT_EQ(tally.messages(), 10'050U);
}

TEST(Tally, SaysOneReplyInTheSingular) {
    Tally tally;
    tally.add(backscatter());
    EXPECT_EQ(headline(tally), "In 1 message there is 1 automatic reply: 0 answer your mail, 1 do "
                               "not, 0 cannot be told.");
}

} // namespace
} // namespace backsift::report
