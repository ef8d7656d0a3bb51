#include "journal/stats.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temp_dir.hpp"

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

// What each_message() gets to see of a journal with these records, by their ids.
class EachMessage : public testing::Test {
  protected:
    void put(const std::string& id, const std::string& name, const std::string& run = "",
             std::optional<message::UnixTime> arrived = {}) {
        Record record;
        record.time = 1000;
        record.id = id;
        record.path = "/home/ann/Maildir/" + name;
        record.run = run;
        record.arrived = arrived;
        ASSERT_TRUE(append(state_, record));
    }
    std::vector<std::string> ids(message::UnixTime since = 0) {
        std::vector<std::string> out;
        EXPECT_TRUE(
            each_message(state_, since, [&](const Record& record) { out.push_back(record.id); }));
        return out;
    }

    using Ids = std::vector<std::string>;
    test::TempDir dir_;
    std::string state_ = dir_ / "state";
};

TEST_F(EachMessage, IsOneForEachDeliveryWhileNothingWasMoved) {
    put("a", "new/1.M1P1.mx");
    put("b", "new/2.M1P1.mx");
    EXPECT_EQ(ids(), (Ids{"a", "b"}));
}

TEST_F(EachMessage, CountsAMovedOneWhereItIsNow) {
    put("a1", "new/1.M1P1.mx");
    put("b", "new/2.M1P1.mx");
    put("a2", ".Backscatter/cur/1.M1P1.mx:2,S", "run");
    EXPECT_EQ(ids(), (Ids{"b", "a2"}));
    put("a3", "cur/1.M1P1.mx:2,S", "run");
    EXPECT_EQ(ids(), (Ids{"b", "a3"}));
}

TEST_F(EachMessage, GoesByTheTimeItCame) {
    put("a", "new/1.M1P1.mx", "", 500);
    put("b", "new/2.M1P1.mx");
    EXPECT_EQ(ids(1000), Ids{"b"});
    EXPECT_EQ(ids(500), (Ids{"a", "b"}));
}

TEST_F(EachMessage, FailsOnAJournalThatOthersMayWrite) {
    put("a", "new/1.M1P1.mx");
    ASSERT_EQ(::chmod(journal_path(state_).c_str(), 0666), 0);
    EXPECT_FALSE(each_message(state_, 0, [](const Record&) {}));
}

} // namespace
} // namespace backsift::journal
