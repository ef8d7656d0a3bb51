#include <gtest/gtest.h>

#include "proof/envelope_tag.hpp"
#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr Coverage k_all{true, std::nullopt};
constexpr Coverage k_some{};
constexpr Day k_day = 20'778; // 2026-11-21, when `Answered` arrives
const std::string k_alice = "alice@example.org";
const std::vector<std::string> k_addresses{k_alice, "alice@example.com"};

TokenKey key(const std::string& id = "new", char last = '=') {
    const std::string end = last == '=' ? "A=" : "Q=";
    return {id, std::move(*Secret::from_base64(std::string(42, 'A') + end))};
}
std::unique_ptr<const Proof> proof(Coverage coverage = k_some,
                                   const std::vector<std::string>& addresses = k_addresses) {
    auto keys = std::make_shared<std::vector<TokenKey>>();
    keys->push_back(key("old", 'Q'));
    keys->push_back(key());
    return envelope(std::move(keys), addresses, {"alice-*@example.org"}, coverage);
}
std::string plus(Day day = k_day, const std::string& address = k_alice,
                 const TokenKey& with = key()) {
    return *write_plus_tag(with, day, address, '+');
}
std::string batv(Day day = k_day, const std::string& address = k_alice) {
    return *write_batv_tag(key(), 1, day, address);
}

constexpr std::string_view k_spammer_elsewhere =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.elsewhere.test with ESMTP id 4; Sat, 21 Nov 2026 05:20:43 +0000\n";

std::string forged() {
    return joined({k_spammer_handed_over, k_rest});
}
Answered report(const std::string& to, std::optional<std::string> returned = forged()) {
    Answered answered(joined({k_to_us, "To: ", to, "\n"}), std::move(returned));
    answered.status.recipients.resize(1);
    answered.status.recipients[0].final_recipient = "no-such-user@example.net";
    return answered;
}
Answer answer_to(const std::string& to, Coverage coverage = k_some) {
    return report(to).ask(proof(coverage)).answer;
}

TEST(Envelope, IsProvenByATagOfOurs) {
    EXPECT_EQ(answer_to(plus()), Answer::proven);
    EXPECT_EQ(answer_to(batv()), Answer::proven);
    EXPECT_EQ(report(plus()).ask(proof()).name, "envelope");
    EXPECT_EQ(answer_to(plus(k_day, k_alice, key("old", 'Q'))), Answer::proven);
    EXPECT_EQ(answer_to(*write_batv_tag(key("old", 'Q'), 0, k_day, k_alice)), Answer::proven);
}

TEST(Envelope, LooksWhereverTheMtaSaysWhoItWasFor) {
    const std::string tag = plus();
    for (const std::string& outer : {"Delivered-To: " + tag, "X-Original-To: " + tag,
                                     "Envelope-To: " + tag, "To: \"Alice\" <" + tag + '>'}) {
        EXPECT_EQ(Answered(outer + '\n', std::nullopt).ask(proof()).answer, Answer::proven)
            << outer;
    }
    Answered given("To: alice@example.org\n", std::nullopt);
    given.mail().envelope.recipients = {tag};
    EXPECT_EQ(given.ask(proof()).answer, Answer::proven);
    given.mail().envelope.recipients.clear();
    given.mail().envelope.extension = tag.substr(6, tag.find('@') - 6);
    EXPECT_EQ(given.ask(proof()).answer, Answer::proven);
}

TEST(Envelope, LooksAtWhatTheMailWasSentFromWhereTheTagWasTakenOff) {
    const Answered returned = report(k_alice, "Return-Path: <" + plus() + ">\n"
                                                  + joined({k_our_relay_handed_over, k_rest}));
    EXPECT_EQ(returned.ask(proof(k_all)).answer, Answer::proven);
    Answered postfix = report(k_alice);
    postfix.status.fields.emplace_back("x-postfix-sender", "rfc822; " + batv());
    EXPECT_EQ(postfix.ask(proof(k_all)).answer, Answer::proven);
}

TEST(Envelope, StandsWhereAnAliasLedElsewhere) {
    std::string moved = plus();
    moved.replace(moved.find('@'), std::string::npos, "@host.internal.example.org");
    EXPECT_EQ(answer_to(moved), Answer::proven);
    EXPECT_EQ(answer_to(plus(k_day, "alice@example.com")), Answer::proven);
}

TEST(Envelope, ThatHasEndedOnlyIndicates) {
    EXPECT_EQ(answer_to(plus(k_day - 30)), Answer::proven);
    EXPECT_EQ(answer_to(plus(k_day - 31)), Answer::indicated);
    EXPECT_EQ(answer_to(plus(k_day + 3)), Answer::indicated);
    EXPECT_EQ(answer_to(batv(k_day - 7)), Answer::proven);
    EXPECT_EQ(answer_to(batv(k_day - 8)), Answer::indicated);
    EXPECT_EQ(answer_to(batv(k_day + 3)), Answer::indicated);
    Answered undated = report(plus());
    undated.arrival.reset();
    EXPECT_EQ(undated.ask(proof()).answer, Answer::indicated);
}

TEST(Envelope, OfBatvEndsAcrossTheThousandthDay) {
    for (const Day day : {20'992, 20'995, 20'999, 21'000}) {
        Answered answered = report(batv(day));
        answered.arrival = (day + 5) * k_day_seconds;
        EXPECT_EQ(answered.ask(proof()).answer, Answer::proven) << day;
        answered.arrival = (day + 9) * k_day_seconds;
        EXPECT_EQ(answered.ask(proof()).answer, Answer::indicated) << day;
    }
}

TEST(Envelope, ThatNamesOurKeyWronglyIsForged) {
    std::string later = plus();
    later.replace(later.find("20778"), 5, "20779");
    EXPECT_EQ(answer_to(later), Answer::contradicted);
    EXPECT_EQ(report(later).ask(proof(k_some, {"*@example.org"})).answer, Answer::unknown)
        << "a pattern cannot be listed";
    later.replace(later.find('@'), std::string::npos, "@elsewhere.test");
    EXPECT_EQ(answer_to(later), Answer::unknown) << "an address that is not listed";
}

TEST(Envelope, OfAnotherSaysNothing) {
    EXPECT_EQ(answer_to(plus(k_day, k_alice, key("gone")), k_all), Answer::unknown);
    EXPECT_EQ(answer_to("prvs=1785000000=alice@example.org", k_all), Answer::unknown);
    EXPECT_EQ(answer_to("prvs=5785000000=alice@example.org", k_all), Answer::unknown);
    EXPECT_EQ(answer_to(plus(k_day, "mallory@spam.test")), Answer::unknown);
    EXPECT_EQ(answer_to(batv(k_day, "mallory@spam.test")), Answer::unknown);
}

TEST(Envelope, ReplayedToSomebodyElseSaysNothing) {
    Answered replay = report(plus(), joined({k_spammer_elsewhere, k_rest}));
    replay.status.recipients[0].final_recipient = "victim@elsewhere.test";
    EXPECT_EQ(replay.ask(proof(k_all)).answer, Answer::unknown);
}

TEST(Envelope, IsAbsentFromAReportToAPlainAddressOfOurs) {
    EXPECT_EQ(answer_to(k_alice, k_all), Answer::absent);
    EXPECT_EQ(answer_to("alice+shop@example.org", k_all), Answer::absent);
    EXPECT_EQ(answer_to(k_alice, k_some), Answer::unknown);
    EXPECT_EQ(answer_to(k_alice, {true, 1'795'239'061}), Answer::unknown) << "before since";
}

TEST(Envelope, IsNotAbsentWhereItNeedNotHaveBeen) {
    EXPECT_EQ(answer_to("bob@example.net", k_all), Answer::unknown);
    const Answered vacation = report(k_alice, forged());
    Question question = vacation.question();
    question.is_delivery_report = false;
    EXPECT_EQ(proof(k_all)->ask(question).answer, Answer::unknown) << "it may answer the From";
    EXPECT_EQ(answer_to("alice@example.org, alice@example.com", k_all), Answer::unknown);
    EXPECT_EQ(Answered(k_to_us, forged()).ask(proof(k_all)).answer, Answer::unknown) << "no To";
    EXPECT_EQ(report(k_alice, std::nullopt).ask(proof(k_all)).answer, Answer::unknown);
    EXPECT_EQ(report(k_alice, "From: alice@example.org\n").ask(proof(k_all)).answer,
              Answer::unknown)
        << "a trimmed block";
    EXPECT_EQ(report(k_alice, forged() + "List-Id: <l.example.net>\n").ask(proof(k_all)).answer,
              Answer::unknown);
    EXPECT_EQ(report(k_alice, "Return-Path: <l-bounces@example.net>\n" + forged())
                  .ask(proof(k_all))
                  .answer,
              Answer::unknown)
        << "sent from elsewhere, and reported to the From";
    Answered person = report(k_alice);
    person.mail().envelope.reverse_path = std::string("bob@example.net");
    EXPECT_EQ(person.ask(proof(k_all)).answer, Answer::unknown);
}

TEST(Envelope, OfVerpIndicatesWhereItNamesTheFailedRecipient) {
    EXPECT_EQ(answer_to("alice-no-such-user=example.net@example.org"), Answer::indicated);
    EXPECT_EQ(answer_to("alice-somebody=example.net@example.org", k_all), Answer::unknown);
}

TEST(Envelope, WithoutAKeyKnowsOnlyVerp) {
    const auto verp = envelope(std::make_shared<const std::vector<TokenKey>>(), k_addresses,
                               {"alice-*@example.org"}, k_all);
    EXPECT_EQ(report("alice-no-such-user=example.net@example.org").ask(verp).answer,
              Answer::indicated);
    EXPECT_EQ(report(plus()).ask(verp).answer, Answer::unknown);
}

} // namespace
} // namespace backsift::proof
