#include "report/closest.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

using proof::Answer;
using rules::Kind;
using verdict::Word;

Entry conflict() {
    Entry out = entry(Kind::bounce, Word::unverifiable, Answer::unknown);
    out.verdict.conflict = true;
    out.verdict.would_change = {"One of the proofs is wrong."};
    return out;
}

TEST(ClosestCalls, AreNearestWhereProofsConflict) {
    EXPECT_LT(distance(conflict()), distance(backscatter()));
    EXPECT_EQ(distance(entry(Kind::bounce, Word::genuine, Answer::proven)), k_far);
}

TEST(ClosestCalls, AreNearerWhereOneProofStandsAlone) {
    Entry two = backscatter();
    two.proofs.push_back({"relays", Answer::absent, "no hop of ours"});
    EXPECT_LT(distance(backscatter()), distance(two));
}

TEST(ClosestCalls, NeverListOrdinaryMailWithoutASignOfStructure) {
    Entry ordinary = entry(Kind::ordinary, Word::ordinary, Answer::unknown);
    ordinary.findings.clear();
    EXPECT_EQ(distance(ordinary), k_far);
    EXPECT_EQ(turning_point(ordinary), "");
    ordinary.findings.push_back({"subject-bounce", "bounce", "phrase", "Subject", "", ""});
    EXPECT_EQ(distance(ordinary), k_far);
    ordinary.findings.push_back({"auto-generated", "automatic", "weak", "Auto-Submitted", "", ""});
    EXPECT_LT(distance(ordinary), k_far);
    EXPECT_NE(turning_point(ordinary).find("auto-generated"), std::string::npos);
    ordinary.findings.push_back({"postmaster-copy", "ordinary", "strong", "To", "", ""});
    EXPECT_NE(turning_point(ordinary).find("but postmaster-copy against it"), std::string::npos);
}

TEST(ClosestCalls, GiveEverySortARow) {
    ClosestCalls calls;
    for (int i = 0; i < 700; ++i)
        calls.add(backscatter());
    calls.add(entry(Kind::delay, Word::genuine, Answer::indicated));
    calls.add(conflict());
    const auto nearest = calls.nearest(10);
    ASSERT_EQ(nearest.size(), 5U) << "three of the seven hundred, for they tell the same";
    EXPECT_TRUE(nearest.front().verdict.conflict);
    EXPECT_EQ(nearest.back().verdict.verdict, Word::genuine);
    EXPECT_EQ(calls.nearest(2).size(), 2U);
}

TEST(ClosestCalls, TellDifferentThings) {
    ClosestCalls calls;
    for (int reason = 0; reason < 5; ++reason) {
        for (int i = 0; i < 9; ++i) {
            Entry one = backscatter();
            one.verdict.would_change = {"reason " + std::to_string(reason)};
            calls.add(one);
        }
    }
    std::map<std::string, int> told;
    for (const Entry& one : calls.nearest(10))
        ++told[turning_point(one)];
    EXPECT_EQ(told.size(), 5U);
    for (const auto& [reason, times] : told)
        EXPECT_LE(times, 3) << reason;
}

TEST(ClosestCalls, SayWhatWouldHaveChangedTheVerdict) {
    Entry false_one = backscatter();
    false_one.verdict.would_change = {"token: With covers = \"some\" its absence would not count."};
    EXPECT_EQ(turning_point(false_one), false_one.verdict.would_change.front());
    const Entry indicated = entry(Kind::bounce, Word::genuine, Answer::indicated);
    EXPECT_EQ(turning_point(indicated),
              "Only token shows that it answers mail of yours, by a sign that others could "
              "imitate; without it nobody could tell.");
}

} // namespace
} // namespace backsift::report
