#include "journal/stats.hpp"

#include <gtest/gtest.h>

namespace backsift::journal {
namespace {

Record judged(message::UnixTime time, rules::Kind kind, verdict::Word word, verdict::Place place) {
    Record record;
    record.time = time;
    record.judged = Judged{kind, word, proof::Answer::unknown};
    record.place = place;
    record.bytes = 100;
    record.microseconds = 10;
    return record;
}

TEST(Stats, CountByDayKindAndVerdict) {
    using rules::Kind;
    using verdict::Place;
    using verdict::Word;
    Stats stats(Period::day, [](message::UnixTime time) { return time < 0 ? -1 : time / 86'400; });
    stats.add(judged(86'399, Kind::bounce, Word::backscatter, Place::folder));
    stats.add(judged(86'400, Kind::bounce, Word::genuine, Place::inbox));
    stats.add(judged(86'401, Kind::ordinary, Word::ordinary, Place::inbox));
    stats.add(judged(-1, Kind::delay, Word::unverifiable, Place::inbox));
    Record unjudged;
    unjudged.time = 86'402;
    unjudged.note = "too large";
    stats.add(unjudged);

    EXPECT_EQ(stats.periods.size(), 3U);
    EXPECT_EQ(stats.periods[-1].messages(), 1U);
    EXPECT_EQ(stats.periods[0].of(Kind::bounce, Word::backscatter), 1U);
    EXPECT_EQ(stats.periods[1].messages(), 3U);
    EXPECT_EQ(stats.total.messages(), 5U);
    EXPECT_EQ(stats.total.of(Kind::bounce), 2U);
    EXPECT_EQ(stats.total.of(Word::genuine), 1U);
    EXPECT_EQ(stats.total.in_folder, 1U);
    EXPECT_EQ(stats.total.unjudged, 1U);
    EXPECT_EQ(stats.total.with_trouble, 1U);
    EXPECT_EQ(stats.total.bytes, 400U);
    EXPECT_EQ(stats.total.microseconds, 40U);

    Counts sum;
    for (const auto& [day, counts] : stats.periods)
        sum.add(counts);
    EXPECT_EQ(sum.messages(), stats.total.messages());
    EXPECT_EQ(sum.by_kind, stats.total.by_kind);
}

} // namespace
} // namespace backsift::journal
