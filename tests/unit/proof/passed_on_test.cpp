#include "proof/passed_on.hpp"

#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_from_shop = "Date: Sat, 21 Nov 2026 05:06:20 +0000\n"
                                         "From: Shop <orders@shop.test>\n"
                                         "To: alice@example.org\n"
                                         "Subject: Your invoice\n"
                                         "Message-ID: <i1@shop.test>\n";
constexpr std::string_view k_shop_to_us =
    "Received: from mx.shop.test (mx.shop.test [198.51.100.9])\n"
    "\tby mail.example.org (Postfix) with ESMTPS id 77BB\n"
    "\tfor <alice+shops@example.org>; Sat, 21 Nov 2026 05:06:25 +0000 (UTC)\n";

std::string why(std::string_view outer, const std::string& returned,
                const std::vector<std::string>& own = {"alice@example.org", "*@alice.example"}) {
    Answered answered(outer, returned);
    answered.own = own;
    return why_none_of_ours(answered.question());
}

TEST(PassedOn, IsMailOfAStrangerThatHadComeToUs) {
    const std::string by_trace = joined({k_our_relay_handed_over, k_shop_to_us, k_from_shop});
    EXPECT_EQ(why(k_to_us, by_trace),
              "the mail had come to alice+shops@example.org and was sent on");
    for (const std::string field :
         {"Delivered-To: x@alice.example\n", "X-Sieve-Redirected-From: alice@example.org\n",
          "Resent-From: Alice <ALICE@example.org>\n"}) {
        EXPECT_NE(why(k_to_us, joined({field, k_our_relay_handed_over, k_from_shop})), "") << field;
    }
    EXPECT_EQ(why(k_to_us, joined({k_our_relay_handed_over, k_from_shop})),
              "the mail was written to alice@example.org by somebody else")
        << "what a forger gains by such a To is little beside a true report in a wrapper";
    EXPECT_EQ(why(k_to_us, by_trace, {}), "") << "nobody knows which addresses are ours";
    EXPECT_EQ(why(k_to_us, by_trace, {"bob@example.org"}), "");
}

TEST(PassedOn, IsAReportWhoeverItWentTo) {
    for (const char* field : {"Return-Path: <>\n", "Auto-Submitted: auto-replied (failure)\n"}) {
        const std::string report = joined({field, k_spammer_handed_over,
                                           "From: MAILER-DAEMON@mx.example.net\n"
                                           "To: alice-of-old@example.org\n"});
        EXPECT_EQ(why(k_to_us, report), "what came back is a report itself");
        EXPECT_EQ(why(k_to_us, report, {}), "what came back is a report itself");
    }
    EXPECT_EQ(why(k_to_us, joined({"Return-Path: <alice@example.org>\nAuto-Submitted: no\n",
                                   k_spammer_handed_over, k_rest})),
              "");
}

TEST(PassedOn, IsNothingThatBearsOurName) {
    EXPECT_EQ(why(k_to_us, joined({k_spammer_handed_over, k_shop_to_us, k_rest})), "");
    EXPECT_EQ(why(k_to_us, joined({"Delivered-To: alice@example.org\n", k_spammer_handed_over,
                                   "From: orders@shop.test, alice@example.org\n"})),
              "");
    EXPECT_EQ(why(k_to_us, joined({"Delivered-To: alice@example.org\n", k_spammer_handed_over,
                                   "Subject: nobody's\n"})),
              "");
}

TEST(PassedOn, IsAReportToSomebodyElseAboutTheirMail) {
    const std::string carols =
        joined({k_spammer_handed_over, "From: Carol <carol@example.com>\nSubject: Lunch\n"});
    const std::string outer = joined({"Delivered-To: alice@example.org\n", k_to_us});
    EXPECT_EQ(why(joined({outer, "To: carol@example.com\n"}), carols),
              "the report goes to carol@example.com, which is not ours and sent the mail");
    EXPECT_NE(why(joined({outer, "To: prvs=1234567890=carol@example.com\n"}), carols), "");
    const std::string by_envelope =
        joined({"Return-Path: <carol@example.com>\n", k_spammer_handed_over, k_from_shop});
    EXPECT_NE(why(joined({outer, "To: carol@example.com\n"}), by_envelope), "");
    EXPECT_EQ(why(joined({outer, "To: alice@example.org\n"}), carols), "")
        << "a forger needs our address in the envelope only";
    EXPECT_EQ(why(joined({outer, "To: dave@example.com\n"}), carols), "");
    EXPECT_EQ(why(joined({outer, "To: carol@example.com, alice@example.org\n"}), carols), "");
    EXPECT_EQ(why(outer, carols), "");
    EXPECT_EQ(why(joined({k_to_us, "To: carol@example.com\n"}), carols), "")
        << "nobody knows whether it was handed on";
    EXPECT_EQ(why(joined({"X-Original-To: carol@example.com\n", outer, "To: carol@example.com\n"}),
                  carols),
              "")
        << "an address of ours that the config does not name";
    EXPECT_NE(
        why(joined({outer, "Delivered-To: carol@example.com\nTo: carol@example.com\n"}), carols),
        "")
        << "theirs was written before ours";
}

} // namespace
} // namespace backsift::proof
