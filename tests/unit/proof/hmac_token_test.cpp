#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"
#include "unit/proof/fake_index.hpp"

namespace backsift::proof {
namespace {

constexpr Coverage k_all{true, std::nullopt};
constexpr Coverage k_some{};
constexpr std::string_view k_nonce = "twelve bytes";
constexpr Day k_day = 20'778; // 2026-11-21, when `Answered` arrives
constexpr std::string_view k_header = "X-Your-Special-Header";
const std::string k_ann = "alice@example.org";
const std::vector<std::string> k_addresses{k_ann, "alice@example.com"};

TokenKey new_key() {
    return {"new", std::move(*Secret::from_base64(std::string(43, 'A') + '='))};
}
TokenKey old_key() {
    return {"old", std::move(*Secret::from_base64(std::string(42, 'A') + "Q="))};
}

std::unique_ptr<const Proof> proof(Coverage coverage = k_some,
                                   const std::vector<std::string>& addresses = k_addresses,
                                   std::shared_ptr<const SentLookup> sent_mail = nullptr) {
    std::vector<TokenKey> keys;
    keys.push_back(new_key());
    keys.push_back(old_key());
    return hmac_token(std::string(k_header),
                      std::make_shared<const std::vector<TokenKey>>(std::move(keys)), addresses,
                      coverage, std::move(sent_mail));
}

std::string field(const std::string& value) {
    return std::string(k_header) + ": " + value + '\n';
}
std::string token(const TokenKey& key = new_key(), Day day = k_day,
                  const std::string& identity = k_ann) {
    return write_token(key, k_header, day, k_nonce, identity);
}

std::string returned(const std::string& fields) {
    return joined({k_our_relay_handed_over, fields, k_rest});
}
Reply ask(const std::string& fields, Coverage coverage = k_some) {
    return Answered(k_to_us, returned(fields)).ask(proof(coverage));
}

TEST(HmacToken, IsProvenByAMacOfOurs) {
    const Reply reply = ask(field(token()));
    EXPECT_EQ(reply.answer, Answer::proven);
    EXPECT_EQ(reply.name, "token");
}

TEST(HmacToken, IsProvenByEveryKeyAndEveryAddress) {
    EXPECT_EQ(ask(field(token(old_key()))).answer, Answer::proven);
    EXPECT_EQ(ask(field(token(new_key(), k_day, "alice@example.com"))).answer, Answer::proven);
    EXPECT_EQ(ask(field(token(new_key(), k_day, "Alice@EXAMPLE.org"))).answer, Answer::proven);
}

TEST(HmacToken, SurvivesAnotherMessageIdFoldingAndCase) {
    EXPECT_EQ(ask("Message-ID: <0100@email.amazonses.com>\n" + field(token())).answer,
              Answer::proven);
    std::string folded = token();
    folded.replace(folded.find("; n=") + 1, 1, "\r\n\t ");
    EXPECT_EQ(ask("x-your-SPECIAL-header:" + folded + "\r\n").answer, Answer::proven);
    folded = token();
    folded.replace(folded.find("; n=") + 1, 1, "\n\t");
    EXPECT_EQ(ask("x-your-SPECIAL-header:" + folded + '\n').answer, Answer::proven);
}

TEST(HmacToken, IsContradictedByAMacThatFitsNoAddress) {
    for (const Coverage coverage : {k_all, k_some}) {
        EXPECT_EQ(ask(field(token(new_key(), k_day, "mallory@spam.test")), coverage).answer,
                  Answer::contradicted);
        const TokenKey guessed{"new", Secret::random()};
        EXPECT_EQ(ask(field(token(guessed)), coverage).answer, Answer::contradicted);
        std::string later = token();
        later.replace(later.find("20778"), 5, "20779");
        EXPECT_EQ(ask(field(later), coverage).answer, Answer::contradicted);
    }
}

TEST(HmacToken, OfAnotherHeaderIsContradicted) {
    const std::string other = write_token(new_key(), "X-Other", k_day, k_nonce, k_ann);
    EXPECT_EQ(ask(field(other)).answer, Answer::contradicted);
    EXPECT_EQ(ask("X-Other: " + token() + '\n', k_all).answer, Answer::absent);
    EXPECT_EQ(ask("X-Other: " + token() + '\n', k_some).answer, Answer::unknown);
}

TEST(HmacToken, SaysNothingWhenMalformedOrOfAnUnknownKey) {
    const std::string whole = token();
    for (const std::string& value : std::initializer_list<std::string>{
             whole.substr(0, whole.size() - 1), whole.substr(0, 30), "", "With its content",
             whole + ';', "v2" + whole.substr(2), token({"gone", Secret::random()})}) {
        EXPECT_EQ(ask(field(value), k_all).answer, Answer::unknown) << value;
    }
}

TEST(HmacToken, IsOnlyIndicatedWhenExpired) {
    EXPECT_EQ(ask(field(token(new_key(), k_day - 30))).answer, Answer::proven);
    EXPECT_EQ(ask(field(token(new_key(), k_day - 31))).answer, Answer::indicated);
    EXPECT_EQ(ask(field(token(new_key(), 0))).answer, Answer::indicated);
}

TEST(HmacToken, FromTheFutureIsOnlyIndicated) {
    EXPECT_EQ(ask(field(token(new_key(), k_day + 1))).answer, Answer::proven);
    EXPECT_EQ(ask(field(token(new_key(), k_day + 3))).answer, Answer::indicated);
    EXPECT_EQ(ask(field(token(new_key(), 999'999))).answer, Answer::indicated);
}

TEST(HmacToken, IsOnlyIndicatedWhereItsAgeCannotBeTold) {
    Answered answered(k_to_us, returned(field(token())));
    answered.arrival.reset();
    EXPECT_EQ(answered.ask(proof()).answer, Answer::indicated);
}

TEST(HmacToken, CountsInTheReturnedHeaderOnly) {
    const Answered outer(joined({k_to_us, field(token())}), returned(""));
    EXPECT_EQ(outer.ask(proof(k_all)).answer, Answer::absent);
    EXPECT_EQ(outer.ask(proof(k_some)).answer, Answer::unknown);
    const Answered behind_another_name(k_to_us, returned("Comments: " + field(token())));
    EXPECT_EQ(behind_another_name.ask(proof(k_all)).answer, Answer::unknown);
    EXPECT_EQ(Answered(joined({k_to_us, field(token())}), std::nullopt).ask(proof(k_all)).answer,
              Answer::unknown);
}

TEST(HmacToken, IsFoundAmongOthersOfItsName) {
    const std::string forged = field(token({"new", Secret::random()}));
    EXPECT_EQ(ask(forged + field(token())).answer, Answer::proven);
    EXPECT_EQ(ask(field("theirs") + field(token())).answer, Answer::proven);
    EXPECT_EQ(ask(forged + field("theirs")).answer, Answer::contradicted);
}

TEST(HmacToken, LooksAtABoundedNumberOfFields) {
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += field(token({"new", Secret::random()}));
    }
    EXPECT_EQ(ask(many).answer, Answer::unknown) << "one that was not looked at may be good";
    EXPECT_EQ(ask(field(token()) + many).answer, Answer::proven);
}

TEST(HmacToken, IsMadeForTheReturnedFromWhereThatIsOneOfOurs) {
    // A catch-all: the address stands nowhere in the config.
    const auto any = proof(k_some, {"*@example.org"});
    EXPECT_EQ(Answered(k_to_us, returned(field(token()))).ask(any).answer, Answer::proven);
    EXPECT_EQ(Answered(k_to_us, returned(field(token(new_key(), k_day, "eve@spam.test"))))
                  .ask(any)
                  .answer,
              Answer::unknown)
        << "what a pattern stands for cannot be listed, so nothing is contradicted";
}

TEST(HmacToken, StandsWhereAListRewroteTheFrom) {
    const std::string rewritten = joined({k_our_relay_handed_over, field(token()),
                                          "From: Alice via List <list@lists.example.net>\n"
                                          "Date: Sat, 21 Nov 2026 05:06:20 +0000\n"});
    EXPECT_EQ(Answered(k_to_us, rewritten).ask(proof()).answer, Answer::proven);
    EXPECT_EQ(Answered(k_to_us, rewritten).ask(proof(k_all, {"*@example.org"})).answer,
              Answer::unknown);
}

TEST(HmacToken, ReplayedToSomebodyElseSaysNothing) {
    Answered same(k_to_us, returned(field(token())));
    same.status.recipients.resize(1);
    same.status.recipients[0].final_recipient = "no-such-user@example.net";
    EXPECT_EQ(same.ask(proof()).answer, Answer::proven);
    Answered other(
        k_to_us,
        joined({"Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
                "\tby mx.elsewhere.test with ESMTP id 4; Sat, 21 Nov 2026 05:20:43 +0000\n",
                field(token()), k_rest}));
    other.status.recipients.resize(1);
    other.status.recipients[0].final_recipient = "victim@elsewhere.test";
    EXPECT_EQ(other.ask(proof(k_all)).answer, Answer::unknown);
}

// A token of ours above the forger's own fields, in a bounce about the victim he addressed.
struct Replay {
    std::shared_ptr<FakeIndex> index = std::make_shared<FakeIndex>();
    std::string from_whom = "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
                            "\tby mx.elsewhere.test with ESMTP id 4;"
                            " Sat, 21 Nov 2026 05:20:43 +0000\n";
    std::string bearing = field(token());
    std::string to = "victim@elsewhere.test";
    std::string failed = "victim@elsewhere.test";

    void sent_to(std::vector<std::string> recipients) {
        index->tokens[to_base64url(k_nonce)] = std::move(recipients);
    }
    [[nodiscard]] Reply reply() const {
        Answered answered(k_to_us, joined({from_whom, bearing, "From: alice@example.org\nTo: ", to,
                                           "\nDate: Sat, 21 Nov 2026 05:06:20 +0000\n"}));
        answered.status.recipients.resize(1);
        answered.status.recipients[0].final_recipient = failed;
        return answered.ask(proof(k_all, k_addresses, index));
    }
    [[nodiscard]] Answer answer() const { return reply().answer; }
};

TEST(HmacToken, ReplayedUnderAToOfTheForgersOwnSaysNothingWhereTheIndexKnowsIt) {
    Replay replay;
    replay.sent_to({"bob@example.net"});
    const Reply reply = replay.reply();
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_TRUE(reply.tied) << "storm mode leaves it alone";
    EXPECT_NE(reply.detail.find("victim@elsewhere.test"), std::string::npos) << reply.detail;
    replay.bearing = field(token(new_key(), k_day - 31));
    EXPECT_EQ(replay.answer(), Answer::unknown) << "what would be indicated, too";
}

TEST(HmacToken, SaysNothingInACopyAddressedToOthersThanTheIndexKnows) {
    Replay replay;
    replay.failed.clear(); // a report that names nobody
    EXPECT_EQ(replay.answer(), Answer::proven) << "an index from before";
    replay.sent_to({"bob@example.net"});
    EXPECT_EQ(replay.answer(), Answer::unknown);
    replay.to = "victim@elsewhere.test, bob@example.net";
    EXPECT_EQ(replay.answer(), Answer::proven);
    replay.to = "alice@example.org"; // blind copies
    EXPECT_EQ(replay.answer(), Answer::proven);
}

TEST(HmacToken, IsProvenForWhomTheIndexHasThoughTheFieldsNameOthers) {
    Replay blind_copy;
    blind_copy.to = "bob@example.net";
    blind_copy.failed = "eve@example.net";
    EXPECT_EQ(blind_copy.answer(), Answer::unknown);
    blind_copy.sent_to({"bob@example.net", "eve@example.net"});
    EXPECT_EQ(blind_copy.answer(), Answer::proven);
    Replay forwarded;
    forwarded.from_whom = "Delivered-To: bob@example.net\n" + std::string(k_our_relay_handed_over);
    forwarded.to = "bob@example.net";
    forwarded.failed = "bob@elsewhere.test";
    forwarded.sent_to({"bob@example.net"});
    EXPECT_EQ(forwarded.answer(), Answer::proven);
}

TEST(HmacToken, GoesByTheFieldsWhereTheIndexHasNothingToSay) {
    const auto asked = [](const auto& arrange) {
        Replay replay;
        arrange(replay);
        return replay.answer();
    };
    EXPECT_EQ(asked([](Replay&) {}), Answer::proven) << "an index from before";
    EXPECT_EQ(asked([](Replay& one) { one.sent_to({}); }), Answer::proven);
    EXPECT_EQ(asked([](Replay& one) {
                  one.sent_to({"bob@example.net"});
                  one.index->damaged = true;
              }),
              Answer::proven);
    EXPECT_EQ(asked([](Replay& one) {
                  one.sent_to({"bob@example.net"});
                  one.index->sorry = "There is no index of sent mail.";
              }),
              Answer::proven);
}

TEST(HmacToken, AsksTheIndexAboutGoodTokensOnly) {
    Replay replay;
    replay.sent_to({"bob@example.net"});
    for (const std::string& bearing :
         {std::string(), field("theirs"), field(token({"new", Secret::random()}))}) {
        replay.bearing = bearing;
        EXPECT_NE(replay.answer(), Answer::proven);
    }
    EXPECT_EQ(replay.index->asked, 0);
}

TEST(HmacToken, NeedsNoAddressAtAll) {
    const auto nobody = proof(k_some, {});
    EXPECT_EQ(Answered(k_to_us, returned(field(token(new_key(), k_day, "")))).ask(nobody).answer,
              Answer::proven);
}

TEST(HmacToken, IsAbsentOnlyWhereAllMailBearsIt) {
    EXPECT_EQ(ask("", k_all).answer, Answer::absent);
    EXPECT_EQ(ask("", k_some).answer, Answer::unknown);
    EXPECT_NE(ask("", k_some).remedy.find("covers"), std::string::npos);
}

TEST(HmacToken, IsNotAbsentWhereAnotherCopyBearsIt) {
    const Answered answered(k_to_us, returned(""));
    const Answered pasted(k_to_us, returned(field(token())));
    Question question = answered.question();
    question.copies = {pasted.question().returned, 1};
    EXPECT_EQ(proof(k_all)->ask(question).answer, Answer::unknown);
}

TEST(HmacToken, IsNotAbsentWhereItStandsInWhatCameBack) {
    Answered answered(k_to_us, returned(""));
    answered.came_back_with(field(token()));
    EXPECT_EQ(answered.ask(proof(k_all)).answer, Answer::unknown);
    answered.came_back_with(field("v1; k=zz; t=1"));
    EXPECT_EQ(answered.ask(proof(k_all)).answer, Answer::absent) << "that is no token of ours";
}

} // namespace
} // namespace backsift::proof
