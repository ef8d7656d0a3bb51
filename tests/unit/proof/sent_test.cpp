#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"
#include "unit/proof/fake_index.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_id = "1d9e63c8@example.org";
constexpr std::string_view k_recipient = "no-such-user@example.net";

struct Scene {
    std::shared_ptr<FakeIndex> index = std::make_shared<FakeIndex>();
    Answered answered{k_to_us, joined({k_spammer_handed_over, k_rest})};
    Coverage coverage{true, std::nullopt};
    SentFolders folders = SentFolders::none;

    void fails_for(std::string_view recipient) {
        message::RecipientStatus row;
        row.final_recipient = recipient;
        answered.status.recipients.push_back(row);
    }
    void sent(std::string_view id, std::vector<std::string> recipients) {
        index->messages[std::string(id)] = std::move(recipients);
    }
    [[nodiscard]] Reply reply() const {
        return answered.ask(proof::sent(index, coverage, folders));
    }
    [[nodiscard]] Answer answer() const { return reply().answer; }
};

std::string spammers(std::string_view rest) {
    return joined({"Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
                   "\tby mx.other.test (Postfix) with ESMTP id 1; Sat, 21 Nov 2026 05:20 +0000\n",
                   rest});
}

TEST(Sent, IsProvenByIdAndRecipient) {
    Scene scene;
    scene.sent(k_id, {std::string(k_recipient)});
    scene.fails_for("No-Such-User+tag@EXAMPLE.net");
    EXPECT_EQ(scene.answer(), Answer::proven);
    EXPECT_EQ(scene.reply().name, "sent");
}

TEST(Sent, IsIndicatedByTheIdAlone) {
    Scene scene;
    scene.sent(k_id, {std::string(k_recipient)});
    EXPECT_EQ(scene.answer(), Answer::indicated);
    Scene no_recipients;
    no_recipients.sent(k_id, {});
    no_recipients.fails_for(k_recipient);
    EXPECT_EQ(no_recipients.answer(), Answer::indicated);
}

TEST(Sent, IsUnknownForAnIdThatWentToSomebodyElse) {
    Scene scene;
    scene.answered = Answered(k_to_us, spammers(k_rest));
    scene.sent(k_id, {"bob@example.net"});
    scene.fails_for("eve@other.test");
    const Reply reply = scene.reply();
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_TRUE(reply.tied) << "storm mode leaves it alone";
    EXPECT_NE(reply.detail.find("eve@other.test"), std::string::npos);
}

TEST(Sent, IsUnknownWhereOneOfSeveralNeverGotIt) {
    Scene scene;
    scene.answered = Answered(k_to_us, spammers(k_rest));
    scene.sent(k_id, {std::string(k_recipient)});
    scene.fails_for("eve@other.test");
    scene.fails_for(k_recipient);
    EXPECT_EQ(scene.answer(), Answer::unknown);
    EXPECT_TRUE(scene.reply().tied);
    scene.sent(k_id, {std::string(k_recipient), "eve@other.test"});
    EXPECT_EQ(scene.answer(), Answer::proven);
}

TEST(Sent, IsUnknownForACopyThatWasPutTogether) {
    for (const std::string_view more :
         {"Message-ID: <two@spam.test>\n", "MESSAGE-ID: <x@y.test>\n"}) {
        for (const bool ours : {true, false}) {
            Scene scene;
            scene.answered = Answered{k_to_us, joined({k_spammer_handed_over, more, k_rest})};
            scene.fails_for(k_recipient);
            if (ours) {
                scene.sent(k_id, {std::string(k_recipient)});
            }
            EXPECT_EQ(scene.answer(), Answer::unknown) << more;
            EXPECT_EQ(scene.reply().tied, ours);
        }
    }
}

TEST(Sent, KnowsTheIdThatOutlookKept) {
    Scene scene;
    scene.answered = Answered(
        k_to_us, joined({k_our_relay_handed_over,
                         "X-Microsoft-Original-Message-ID: <ours@example.org>\n", k_rest}));
    scene.sent("ours@example.org", {std::string(k_recipient)});
    scene.fails_for(k_recipient);
    EXPECT_EQ(scene.answer(), Answer::proven);
}

TEST(Sent, IsProvenByAnAnswerOfTheRecipientToOurId) {
    Scene scene;
    scene.answered =
        Answered("From: Bob <bob@example.net>\nIn-Reply-To: <ours@example.org>\n", std::nullopt);
    scene.sent("ours@example.org", {"bob@example.net"});
    EXPECT_EQ(scene.answer(), Answer::proven);
    scene.sent("ours@example.org", {"eve@example.net"});
    EXPECT_EQ(scene.answer(), Answer::indicated) << "people answer from other addresses";
}

TEST(Sent, KnowsTheOriginalIdOfAReceipt) {
    Scene scene;
    scene.answered = Answered("From: bob@example.net\n", std::nullopt);
    scene.answered.status.original_message_id = "ours@example.org";
    scene.fails_for("bob@example.net");
    scene.sent("ours@example.org", {"bob@example.net"});
    EXPECT_EQ(scene.answer(), Answer::proven);
}

TEST(Sent, IsIndicatedSoftlyWhereTheIdWasReplaced) {
    Scene scene;
    scene.index->soft_keys.insert(std::string(k_recipient) + "|Meeting notes|"
                                  + std::to_string(1'795'237'580 / 3600));
    scene.fails_for(k_recipient);
    const Reply reply = scene.reply();
    EXPECT_EQ(reply.answer, Answer::indicated);
    EXPECT_NE(reply.detail.find("soft"), std::string::npos);
    scene.answered = Answered(k_to_us, spammers(k_rest));
    scene.fails_for(k_recipient);
    EXPECT_EQ(scene.answer(), Answer::indicated);
    scene.fails_for("eve@other.test");
    EXPECT_EQ(scene.answer(), Answer::unknown) << "sent on to one more";
}

TEST(Sent, IsIndicatedByACorrespondentOfTheLast30Days) {
    Scene scene;
    scene.answered = Answered("From: Bob <bob@example.net>\n", std::nullopt);
    scene.index->people["bob@example.net"] = k_arrival - 29 * 86'400;
    EXPECT_EQ(scene.answer(), Answer::indicated);
    scene.index->people["bob@example.net"] = k_arrival - 31 * 86'400;
    EXPECT_EQ(scene.answer(), Answer::unknown);
    scene.index->people["bob@example.net"] = k_arrival + 10 * 86'400;
    EXPECT_EQ(scene.answer(), Answer::unknown) << "written later";
    scene.answered = Answered("From: Bob <bob@example.net>, eve@example.net\n", std::nullopt);
    scene.index->people["bob@example.net"] = k_arrival;
    EXPECT_EQ(scene.answer(), Answer::unknown) << "two authors";
}

TEST(Sent, TakesNoCorrespondentForAReportThatReturnsSomething) {
    Scene scene;
    scene.answered = Answered("From: bob@example.net\n", joined({k_spammer_handed_over, k_rest}));
    scene.index->people["bob@example.net"] = k_arrival;
    EXPECT_EQ(scene.answer(), Answer::absent);
}

TEST(Sent, KeepsAReportAboutSomebodyWeWroteToOutOfAStorm) {
    Scene scene;
    scene.answered = Answered(k_to_us, std::nullopt);
    scene.answered.status.recipients.push_back({});
    scene.answered.status.recipients.back().final_recipient = "bob@example.net";
    EXPECT_FALSE(scene.reply().tied);
    scene.index->people["bob@example.net"] = k_arrival - 20 * 86'400;
    EXPECT_TRUE(scene.reply().tied);
    EXPECT_EQ(scene.answer(), Answer::unknown) << "but it shows nothing more";
    scene.index->people["bob@example.net"] = k_arrival - 40 * 86'400;
    EXPECT_FALSE(scene.reply().tied);
    scene.index->people["bob@example.net"] = k_arrival;
    scene.answered.arrival.reset();
    EXPECT_FALSE(scene.reply().tied);
}

TEST(Sent, IsAbsentOnlyByTheRules) {
    EXPECT_EQ(Scene().answer(), Answer::absent);
    Scene some;
    some.coverage.all = false;
    EXPECT_EQ(some.answer(), Answer::unknown);
    Scene before;
    before.coverage.since = k_arrival + 1;
    EXPECT_EQ(before.answer(), Answer::unknown);
    Scene newer;
    newer.index->until = k_arrival - 1;
    EXPECT_EQ(newer.answer(), Answer::unknown) << "a bounce may come two seconds after sending";
    EXPECT_TRUE(newer.reply().outdated);
    EXPECT_FALSE(Scene().reply().outdated);
    newer.index->until = k_arrival;
    EXPECT_EQ(newer.answer(), Answer::unknown) << "sent in the rest of that second";
    EXPECT_TRUE(newer.reply().outdated);
    newer.folders = SentFolders::read_just_now;
    EXPECT_EQ(newer.answer(), Answer::absent) << "read when the reply was at hand";
    newer.index->until = k_arrival - 1;
    EXPECT_EQ(newer.answer(), Answer::unknown) << "but not to their ends";
    newer.index->until.reset();
    EXPECT_EQ(newer.answer(), Answer::unknown);
    Scene undated;
    undated.answered.arrival.reset();
    EXPECT_EQ(undated.answer(), Answer::unknown);
    Scene nothing;
    nothing.answered = Answered(k_to_us, std::nullopt);
    EXPECT_EQ(nothing.answer(), Answer::unknown);
    Scene damaged;
    damaged.index->damaged = true;
    EXPECT_EQ(damaged.answer(), Answer::unknown);
    EXPECT_NE(damaged.reply().trouble, "");
    Scene closed;
    closed.index->sorry = "There is no index.";
    EXPECT_EQ(closed.answer(), Answer::unknown);
}

TEST(Sent, IsNotAbsentWithoutAnIdOrInACutHeader) {
    Scene no_id;
    no_id.answered = Answered(
        k_to_us, joined({k_spammer_handed_over,
                         "Date: Sat, 21 Nov 2026 05:06:20 +0000\nFrom: alice@example.org\n"}));
    EXPECT_EQ(no_id.answer(), Answer::unknown);
    Scene cut;
    cut.answered = Answered(k_to_us, std::string(k_rest));
    EXPECT_EQ(cut.answer(), Answer::unknown);
}

TEST(Sent, IsNeverAbsentByAnOuterReference) {
    Scene scene;
    scene.answered =
        Answered("From: bob@example.net\nIn-Reply-To: <theirs@example.net>\n", std::nullopt);
    EXPECT_EQ(scene.answer(), Answer::unknown);
}

TEST(Sent, IsNotAbsentWhereTheCopyInTheTextBearsAnIdOfOurs) {
    Scene scene;
    scene.sent("ours@example.org", {});
    EXPECT_EQ(scene.answer(), Answer::absent);
    Question question = scene.answered.question();
    for (const auto& [line, answer] :
         {std::pair("Message-ID: <ours@example.org>\n", Answer::unknown),
          std::pair("Message-ID: <another@example.org>\n", Answer::absent)}) {
        const Answered copy(k_to_us, line);
        question.copies = {copy.question().returned, 1};
        EXPECT_EQ(proof::sent(scene.index, scene.coverage)->ask(question).answer, answer) << line;
    }
}

TEST(Sent, RefutesNoIdThatIsCutOrWrittenInAnotherWay) {
    for (const char* id : {"<ours@example.or", "ours@example.org", "=?utf-8?Q?=3Cours=40x=3E?="}) {
        Scene scene;
        scene.sent("ours@example.org", {});
        std::string header(k_rest);
        header.replace(header.find("<1d9e63c8@example.org>"), 22, id);
        Answered answered(k_to_us, joined({k_spammer_handed_over, header}));
        const Reply reply = proof::sent(scene.index, scene.coverage)->ask(answered.question());
        EXPECT_NE(reply.answer, Answer::absent) << id;
    }
}

TEST(Sent, RefutesNothingWhereAnIdOfOursStandsInWhatCameBack) {
    Scene scene;
    scene.sent("ours@example.org", {});
    Answered& answered = scene.answered;
    answered.came_back_with("X-Original-Message-ID: <ours@example.org>\n");
    EXPECT_EQ(scene.answer(), Answer::unknown);
    answered.came_back_with("X-Original-Message-ID: <else@example.org>\n");
    EXPECT_EQ(scene.answer(), Answer::absent);
}

} // namespace
} // namespace backsift::proof
