#include "proof/recipient_check.hpp"

#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_body_of_header = "Date: Sat, 21 Nov 2026 05:06:20 +0000\n"
                                              "From: Alice Example <alice@example.org>\n"
                                              "Subject: Meeting notes\n"
                                              "Message-ID: <1d9e63c8@example.org>\n";
// forwarder.test took the mail for bob@forwarder.test and handed it on to bob@example.net.
constexpr std::string_view k_forwarded =
    "Received: from mx.forwarder.test (mx.forwarder.test [192.0.2.50])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 1\n"
    "\tfor <bob@example.net>; Sat, 21 Nov 2026 05:06:29 +0000 (UTC)\n"
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
    "\tby mx.forwarder.test (Postfix) with ESMTP id 2\n"
    "\tfor <bob@forwarder.test>; Sat, 21 Nov 2026 05:06:28 +0000 (UTC)\n";
constexpr std::string_view k_from_a_stranger =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.other.test (Postfix) with ESMTP id 1\n"
    "\tfor <eve@other.test>; Sat, 21 Nov 2026 05:06:29 +0000 (UTC)\n";
// The same lines below, but copied by a machine that is none of forwarder.test.
constexpr std::string_view k_replayed =
    "Received: from mx.forwarder.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 1\n"
    "\tfor <bob@example.net>; Sat, 21 Nov 2026 05:06:29 +0000 (UTC)\n"
    "Delivered-To: bob@example.net\n"
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
    "\tby mx.forwarder.test (Postfix) with ESMTP id 2\n"
    "\tfor <bob@forwarder.test>; Sat, 21 Nov 2026 05:06:28 +0000 (UTC)\n"
    "Delivered-To: bob@forwarder.test\n";

Answered about(std::string_view trace, std::string_view to, std::string_view final_recipient,
               std::string_view original = "") {
    Answered answered(k_to_us, joined({trace, k_body_of_header, "To: ", to, "\n"}));
    message::RecipientStatus row;
    row.final_recipient = final_recipient;
    row.original_recipient = original;
    answered.status.recipients.push_back(row);
    return answered;
}

Fit fit(const Answered& answered) {
    return check_recipient(answered.question()).fit;
}

TEST(RecipientCheck, FitsOneOfTheRecipients) {
    EXPECT_EQ(fit(about(k_our_relay_handed_over, "Bob <bob@example.net>", "bob@example.net")),
              Fit::fits);
    EXPECT_EQ(
        fit(about(k_our_relay_handed_over, "a@example.net, Bob@EXAMPLE.net", "bob@example.NET.")),
        Fit::fits);
    EXPECT_EQ(
        fit(about(k_our_relay_handed_over, "bob@example.net", "x@other.test", "bob@example.net")),
        Fit::fits);
}

TEST(RecipientCheck, UnwrapsTagsAndRewritings) {
    for (const char* written :
         {"bob+work@example.net", "prvs=1234abcdef=bob@example.net",
          "SRS0=abcd=zz=example.net=bob@forwarder.test", "list+bob=example.net@lists.test"}) {
        EXPECT_EQ(fit(about(k_our_relay_handed_over, "bob@example.net", written)), Fit::fits)
            << written;
        EXPECT_EQ(fit(about(k_our_relay_handed_over, written, "bob@example.net")), Fit::fits)
            << written;
    }
}

TEST(RecipientCheck, HasNothingToCheckWithoutAFailedRecipientOrAnAddressee) {
    Answered nobody(k_to_us, joined({k_our_relay_handed_over, k_rest}));
    EXPECT_EQ(fit(nobody), Fit::nothing);
    EXPECT_EQ(fit(about(k_our_relay_handed_over, "undisclosed-recipients:;", "bob@example.net")),
              Fit::nothing);
    EXPECT_EQ(fit(about(k_our_relay_handed_over, "bob@example.net", "bob")), Fit::nothing);
    EXPECT_EQ(fit(about(k_from_a_stranger, "Alice <alice@example.org>", "eve@other.test")),
              Fit::nothing)
        << "the others got blind copies";
    Answered nothing(k_to_us, std::nullopt);
    EXPECT_EQ(fit(nothing), Fit::nothing);
}

TEST(RecipientCheck, ReadsXFailedRecipientsWhereThereIsNoStatus) {
    const Answered other(joined({k_to_us, "X-Failed-Recipients: eve@other.test\n"}),
                         joined({k_from_a_stranger, k_rest}));
    EXPECT_EQ(fit(other), Fit::mismatch);
    const Answered same(joined({k_to_us, "X-Failed-Recipients: no-such-user@example.net\n"}),
                        joined({k_our_relay_handed_over, k_rest}));
    EXPECT_EQ(fit(same), Fit::fits);
}

TEST(RecipientCheck, ReadsTheWordsWhereNoFieldNamesARecipient) {
    const std::vector<std::string> same{"no-such-user@example.net"};
    const std::vector<std::string> other{"no-such-user@example.net", "eve@other.test"};
    const auto fit_to = [](const Answered& answered, const std::vector<std::string>& named) {
        const Question asked = answered.question();
        return check_recipient({asked.mail,
                                asked.returned,
                                asked.status,
                                asked.arrival,
                                asked.limits,
                                {},
                                named})
            .fit;
    };
    const Answered in_words(k_to_us, joined({k_from_a_stranger, k_rest}));
    EXPECT_EQ(fit_to(in_words, same), Fit::fits);
    EXPECT_EQ(fit_to(in_words, other), Fit::mismatch);
    const Answered in_fields = about(k_our_relay_handed_over, "bob@example.net", "bob@example.net");
    EXPECT_EQ(fit_to(in_fields, other), Fit::fits);
}

TEST(RecipientCheck, RefusesAnotherRecipient) {
    const RecipientCheck check = check_recipient(
        about(k_spammer_handed_over, "bob@example.net", "eve@other.test").question());
    EXPECT_EQ(check.fit, Fit::mismatch);
    EXPECT_NE(check.detail.find("eve@other.test"), std::string::npos);
}

// A replay to the victims and, so that one fits, to the true recipient.
TEST(RecipientCheck, RefusesAStrangerBesideOneThatFits) {
    for (const bool first : {true, false}) {
        Answered answered = about(k_from_a_stranger, "bob@example.net", "bob@example.net");
        message::RecipientStatus stranger;
        stranger.final_recipient = "eve@other.test";
        auto& rows = answered.status.recipients;
        rows.insert(first ? rows.begin() : rows.end(), stranger);
        const RecipientCheck check = check_recipient(answered.question());
        EXPECT_EQ(check.fit, Fit::mismatch);
        EXPECT_NE(check.detail.find("eve@other.test"), std::string::npos) << check.detail;
    }
    const Answered in_the_header(
        joined({k_to_us, "X-Failed-Recipients: no-such-user@example.net, eve@other.test\n"}),
        joined({k_from_a_stranger, k_rest}));
    EXPECT_EQ(fit(in_the_header), Fit::mismatch);
}

TEST(RecipientCheck, FitsSeveralToAllOfWhomTheMailWent) {
    Answered answered =
        about(k_our_relay_handed_over, "bob@example.net, ann@example.net", "bob@example.net");
    message::RecipientStatus row;
    row.final_recipient = "a.nn@inside.test";
    row.original_recipient = "Ann@example.net";
    answered.status.recipients.push_back(row);
    row = {};
    row.final_recipient = "local-name"; // without a domain it says nothing
    answered.status.recipients.push_back(row);
    EXPECT_EQ(fit(answered), Fit::fits);
}

TEST(RecipientCheck, ExplainsTheOthersByAStationThatDidNotFail) {
    const std::string_view to = "bob@forwarder.test, ann@example.net";
    Answered answered = about(k_forwarded, to, "ann@example.net");
    message::RecipientStatus row;
    row.final_recipient = "bob@example.net";
    answered.status.recipients.push_back(row);
    EXPECT_EQ(fit(answered), Fit::explained);
    answered.status.recipients[0].final_recipient = "bob@forwarder.test";
    EXPECT_EQ(fit(answered), Fit::mismatch) << "who failed handed nothing on";
}

TEST(RecipientCheck, ExplainsForwardingByTheBelievedTrace) {
    EXPECT_EQ(fit(about(k_forwarded, "bob@forwarder.test", "bob@example.net")), Fit::explained);
}

TEST(RecipientCheck, DoesNotBelieveTheTraceOfAReplay) {
    EXPECT_EQ(fit(about(k_replayed, "bob@forwarder.test", "bob@example.net")), Fit::mismatch);
}

TEST(RecipientCheck, DoesNotBelieveWhatTheLastBelievedHostWasHanded) {
    for (const char* name : {"Delivered-To", "X-Original-To", "Resent-From", "X-Forwarded-For"}) {
        const std::string station = std::string(name) + ": bob@example.net\n";
        EXPECT_EQ(
            fit(about(joined({k_from_a_stranger, station}), "bob@example.net", "eve@other.test")),
            Fit::mismatch)
            << name;
        EXPECT_EQ(
            fit(about(joined({station, k_from_a_stranger}), "bob@example.net", "eve@other.test")),
            Fit::explained)
            << name;
    }
}

TEST(RecipientCheck, ExplainsAListByItsOwnHost) {
    const std::string list = joined({k_forwarded, "List-Id: Talk <talk.forwarder.test>\n"});
    EXPECT_EQ(fit(about(list, "talk@lists.forwarder.test", "eve@example.net")), Fit::explained);
    const std::string copied = joined({k_replayed, "List-Id: Talk <talk.forwarder.test>\n"});
    EXPECT_EQ(fit(about(copied, "talk@lists.forwarder.test", "eve@example.net")), Fit::mismatch);
}

TEST(RecipientCheck, ExplainsNoListToWhichTheMailDidNotGo) {
    const std::string_view lists[] = {"List-Id: <talk.spam.test>\n",
                                      "List-Id: <talk.other.test>\n"};
    for (const std::string_view list : lists) {
        const std::string claimed = joined({k_from_a_stranger, list});
        EXPECT_EQ(fit(about(claimed, "bob@example.net", "eve@other.test")), Fit::mismatch) << list;
    }
}

TEST(RecipientCheck, ExplainsAListThatNamesItsAddressElsewhere) {
    const std::string list = joined({k_forwarded, "List-Id: Talk <talk.forwarder.test>\n"
                                                  "List-Post: <mailto:talk@forwarder.test?x>\n"});
    const Answered answered = about(list, "eve@example.net, undisclosed", "dora@example.net");
    EXPECT_EQ(check_recipient(answered.question(), one_of({"talk@forwarder.test"})).fit,
              Fit::explained);
    EXPECT_EQ(check_recipient(answered.question(), one_of({"eve@example.net"})).fit, Fit::mismatch);
}

TEST(RecipientCheck, AsksBetterKnowledgeThanTheCopy) {
    const Answered answered = about(k_spammer_handed_over, "eve@other.test", "eve@other.test");
    EXPECT_EQ(check_recipient(answered.question(), one_of({"bob@example.net"})).fit, Fit::mismatch);
    EXPECT_EQ(check_recipient(answered.question(), one_of({"eve@other.test"})).fit, Fit::fits);
}

TEST(RecipientCheck, MakesAClaimUnknownAndSaysWhy) {
    Reply reply{"token", Answer::proven, "It fits."};
    apply({Fit::mismatch, "But not this."}, reply);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_EQ(reply.detail, "It fits. But not this.");
    Reply refuted{"token", Answer::absent, "None."};
    apply({Fit::mismatch, "But not this."}, refuted);
    EXPECT_EQ(refuted.answer, Answer::absent);
    Reply kept{"token", Answer::indicated, "It fits."};
    apply({Fit::fits, "Yes."}, kept);
    EXPECT_EQ(kept.answer, Answer::indicated);
    EXPECT_EQ(kept.detail, "It fits.");
}

TEST(RecipientCheck, MakesAReplayedStaticTokenUnknown) {
    Answered answered(k_to_us, joined({k_from_a_stranger, "X-Our: sesame opens\n", k_rest}));
    message::RecipientStatus row;
    row.final_recipient = "eve@other.test";
    answered.status.recipients.push_back(row);
    const auto token = static_token("X-Our", "sesame opens", {});
    EXPECT_EQ(answered.ask(token).answer, Answer::unknown);
    answered.status.recipients[0].final_recipient = "no-such-user@example.net";
    EXPECT_EQ(answered.ask(token).answer, Answer::indicated);
}

} // namespace
} // namespace backsift::proof
