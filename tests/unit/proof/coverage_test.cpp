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

TEST(Absence, SaysNothingOfMailThatOnlyPassedThroughOurHands) {
    Answered answered(k_to_us, joined({"Delivered-To: alice@example.org\n", k_spammer_handed_over,
                                       "Date: Sat, 21 Nov 2026 05:06:20 +0000\n"
                                       "From: orders@shop.test\n"}));
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::absent);
    answered.own = {"alice@example.org"};
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("sent on"), std::string::npos);
    EXPECT_FALSE(covering_all_would_decide(answered.question(), {}));
}

TEST(Absence, SaysNothingOfMailDatedBeforeThatHeld) {
    Answered answered(k_to_us, k_complete); // a receipt of mail that was opened a year later
    answered.arrival = k_arrival + 52 * k_week;
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, k_arrival + k_week}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("dated before"), std::string::npos);
    EXPECT_EQ(absence_of(answered, {true, k_arrival - k_week}, why_not), Answer::absent);
}

TEST(Absence, SaysNothingOfTheHeaderOfAnotherMail) {
    Answered answered(k_to_us, k_complete);
    answered.status.reporting_mta = "mx.elsewhere.test";
    answered.mail().header.fields.clear();
    answered.status.recipients.push_back({});
    answered.status.recipients.back().final_recipient = "no-such-user@example.net";
    std::string why_not;
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::absent);
    answered.status.recipients.back().final_recipient = "abuse@elsewhere.test";
    EXPECT_EQ(absence_of(answered, {true, std::nullopt}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("another mail"), std::string::npos);
}

TEST(Absence, SaysNothingWhereAnotherCopyIsCut) {
    const Answered answered(k_to_us, k_complete);
    Answered copy(k_to_us, k_complete);
    Question question = answered.question();
    question.copies = {copy.question().returned, 1};
    std::string why_not;
    EXPECT_EQ(absence(question, {true, std::nullopt}, why_not), Answer::absent);
    copy.returned().bounds.note(message::Defect::part_cut);
    EXPECT_EQ(absence(question, {true, std::nullopt}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("another copy"), std::string::npos);
}

TEST(Absence, SaysNothingWithoutTheUsersWord) {
    std::string why_not;
    EXPECT_EQ(absence_of(Answered(k_to_us, k_complete), {}, why_not), Answer::unknown);
    EXPECT_NE(why_not.find("covers"), std::string::npos);
}

TEST(Absence, WouldCountWithTheUsersWordOnlyWhereNothingElseSpeaksAgainstIt) {
    const auto would = [](const Answered& answered, Coverage coverage) {
        return covering_all_would_decide(answered.question(), coverage);
    };
    EXPECT_TRUE(would(Answered(k_to_us, k_complete), {}));
    EXPECT_FALSE(would(Answered(k_to_us, k_complete), {true, std::nullopt}));
    EXPECT_FALSE(would(Answered(k_to_us, k_complete), {false, k_arrival}));
    EXPECT_FALSE(would(Answered(k_to_us, std::string(k_rest)), {}));
    EXPECT_FALSE(would(Answered(k_to_us, std::nullopt), {}));
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

TEST(Absence, SaysNothingOfAHeaderThatStopsWithinTheRecipient) {
    const auto absence_at = [](std::string_view end, std::string_view failed) {
        Answered answered(k_to_us, joined({k_spammer_handed_over,
                                           "From: alice@example.org\n"
                                           "Date: Sat, 21 Nov 2026 05:06:20 +0000\n",
                                           end}));
        answered.status.recipients.resize(1);
        answered.status.recipients[0].final_recipient = failed;
        std::string why_not;
        const Answer answer = absence_of(answered, {true, std::nullopt}, why_not);
        EXPECT_EQ(why_not.find("within the address") != std::string::npos,
                  answer == Answer::unknown);
        return answer;
    };
    for (const std::string_view cut : {"To: dora@exam\n", "To: eve@example.net, Dora@example.ne\n",
                                       "Cc: <dora@e>\n", "X-Original-To: dora@example\n"}) {
        EXPECT_EQ(absence_at(cut, "dora@Example.net"), Answer::unknown) << cut;
    }
    for (const std::string_view whole :
         {"To: dora@example.net\n", "To: dora@example.org\n", "To: dora@exam\nSubject: x\n",
          "To: a@exam, eve@example.net\n", "Subject: dora@exam\n"}) {
        EXPECT_EQ(absence_at(whole, "dora@example.net"), Answer::absent) << whole;
    }
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
