#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

const std::string k_complete = joined({k_spammer_handed_over, k_rest});
constexpr message::UnixTime k_arrival = 1'795'239'060;
constexpr message::UnixTime k_week = 604'800;

Answer absence_of(const Answered& answered, Coverage coverage, std::string& why_not) {
    return absence(answered.question(), coverage, why_not);
}

TEST(Absence, CountsWhereAllMailIsCoveredAndTheHeaderIsComplete) {
    const Answered answered(k_to_us, k_complete);
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::absent);
    EXPECT_EQ(why_not, "");
    EXPECT_EQ(absence_of(answered, {true, k_arrival - k_week}, why_not), Answer::absent);
}

TEST(Absence, SaysNothingWithoutTheUsersWord) {
    std::string why_not;
    EXPECT_EQ(absence_of(Answered(k_to_us, k_complete), {}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("covers"), std::string::npos);
}

TEST(Absence, SaysNothingWhenNothingWasReturned) {
    std::string why_not;
    EXPECT_EQ(absence_of(Answered(k_to_us, std::nullopt), {true, std::nullopt}, why_not),
              Answer::unknown);
    EXPECT_NE(why_not, "");
}

TEST(Absence, SaysNothingOfATrimmedHeader) {
    std::string why_not;
    EXPECT_EQ(absence_of(Answered(k_to_us, std::string(k_rest)), {true, std::nullopt}, why_not),
              Answer::unknown);
    EXPECT_NE(why_not, "");
}

TEST(Absence, SaysNothingOfAHeaderThatABoundHasCut) {
    Answered answered(k_to_us, k_complete);
    answered.limits.header_fields = answered.returned().header.fields.size();
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::unknown);
    EXPECT_NE(why_not, "");
}

TEST(Absence, CountsOnlyFromTheDayTheMarkBegan) {
    Answered answered(k_to_us, k_complete);
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, k_arrival + 1}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("since"), std::string::npos);
    answered.arrival.reset();
    EXPECT_EQ(absence_of(answered, {true, k_arrival - k_week}, why_not), Answer::unknown);
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::absent);
}

TEST(Absence, SaysNothingWhileMailFromBeforeMayBeInQueues) {
    const Answered answered(k_to_us, k_complete);
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, k_arrival}, why_not), Answer::unknown);
    EXPECT_EQ(absence_of(answered, {true, k_arrival - k_week + 1}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("7 days"), std::string::npos);
    EXPECT_EQ(absence_of(answered, {true, k_arrival - k_week}, why_not), Answer::absent);
}

} // namespace
} // namespace backsift::proof
