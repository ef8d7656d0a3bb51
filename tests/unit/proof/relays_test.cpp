#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr Coverage k_all{true, std::nullopt};
constexpr Coverage k_some{};
const std::vector<std::string> k_name{"mail.example.org"};
const std::vector<std::string> k_name_and_address{"mail.example.org", "192.0.2.10"};
const std::vector<std::string> k_address{"192.0.2.10"};

Reply ask(std::string_view trace, const std::vector<std::string>& names, Coverage coverage = k_all,
          std::string_view outer = k_to_us) {
    return Answered(outer, joined({trace, k_rest})).ask(relays(names, coverage));
}

TEST(Relays, AreIndicatedByTheNameOrAddressThatTheReportingSiteRecorded) {
    const std::string trace = joined({k_our_relay_handed_over, k_laptop_to_relay});
    EXPECT_EQ(ask(trace, k_name).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, k_address).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, {"*.example.org"}).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, {"192.0.2.0/28"}).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, k_name).name, "relays");
}

TEST(Relays, ANameWithoutTheRelaysOwnLineBelowIsNotEnough) {
    EXPECT_EQ(ask(k_our_relay_handed_over, k_name).answer, Answer::unknown);
    EXPECT_EQ(ask(k_our_relay_handed_over, k_name_and_address).answer, Answer::indicated);
}

TEST(Relays, AreSeenInEveryMtasWords) {
    for (const char* line :
         {"Received: from mail.example.org ([192.0.2.10]:49947)\n\tby mx.example.net with esmtp "
          "(Exim 4.96)\n"
          "\t(envelope-from <alice@example.org>)\n\tid 1xUdfU-00000G-20\n\tfor "
          "a@example.net;\n\tSat, 21 Nov 2026 05:29:44 +0000\n",
          "Received: from mail.example.org (mail.example.org [::ffff:192.0.2.10])\n  by "
          "mx.example.net with ESMTP\n"
          "  id 00000000001601A4.000000006B0132EF.00000187; Sat, 21 Nov 2026 05:58:07 +0000\n",
          "Received: from unknown (HELO mail.example.org) (192.0.2.10)\n  by mx.example.net with "
          "SMTP; 21 Nov 2026 05:44:56 -0000\n",
          "Received: (qmail 128 invoked from network); 21 Nov 2026 05:44:56 -0000\n"
          "Received: from unknown (HELO mail.example.org) (192.0.2.10)\n  by mx.example.net with "
          "SMTP; 21 Nov 2026 05:44:56 -0000\n",
          "Received: from mail.example.org (mail.example.org [192.0.2.10])\n\tby mx.example.net "
          "(8.17.1.9/8.17.1.9) with ESMTP id 6AL5;\n"
          "\tSat, 21 Nov 2026 05:36:14 GMT\n"}) {
        EXPECT_EQ(ask(line, k_address).answer, Answer::indicated) << line;
    }
}

TEST(Relays, AreSeenWithAnIpv6Address) {
    const std::string trace =
        joined({"Received: from mail.example.org (mail6.example.org [IPv6:2001:db8::10])\n"
                "\tby mx.example.net (Postfix) with ESMTP id 3631211E1A1\n"
                "\tfor <a@example.net>; Sat, 21 Nov 2026 06:56:28 +0000 (UTC)\n",
                k_laptop_to_relay});
    EXPECT_EQ(ask(trace, {"2001:db8::/64"}).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, {"2001:0DB8:0::0010"}).answer, Answer::indicated);
    EXPECT_EQ(ask(trace, k_name_and_address).answer, Answer::indicated)
        << "the host of our site that wrote the next line";
}

TEST(Relays, AreNotIndicatedByAForgedLineBelowTheRealOne) {
    const std::string trace = joined({k_spammer_handed_over, k_laptop_to_relay});
    for (const auto& names : {k_name, k_address, k_name_and_address}) {
        EXPECT_NE(ask(trace, names).answer, Answer::indicated);
    }
    const Reply reply = ask(trace, k_name);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.detail.find("host166.spam.test"), std::string::npos);
    EXPECT_NE(reply.detail.find("line 2"), std::string::npos);
}

TEST(Relays, AreNotIndicatedByWhatTheSpammerCalledItself) {
    const char* helo = "Received: from mail.example.org (unknown [192.0.2.166])\n"
                       "\tby mx.example.net (Postfix) with ESMTP id 41FFA11E09D\n"
                       "\tfor <bob@mail.example.org>; Sat, 21 Nov 2026 05:20:43 +0000 (UTC)\n";
    EXPECT_EQ(ask(helo, k_name_and_address).answer, Answer::absent);
    EXPECT_EQ(ask(joined({helo, k_laptop_to_relay}), k_name_and_address).answer, Answer::unknown);
    const Reply nothing_to_compare = ask(helo, k_name);
    EXPECT_EQ(nothing_to_compare.answer, Answer::unknown);
    EXPECT_NE(nothing_to_compare.remedy.find("addresses"), std::string::npos);
}

TEST(Relays, AreNotIndicatedByNamesElsewhereInTheHeader) {
    const std::string trace = joined(
        {"Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
         "\tby mx.example.net (Postfix) with ESMTP id 4 for <bob@mail.example.org>;\n"
         "\tSat, 21 Nov 2026 05:20:43 +0000 (UTC)\n",
         "Comments: from mail.example.org (mail.example.org [192.0.2.10]) by mail.example.org\n",
         "X-Received: by mail.example.org; Sat, 21 Nov 2026 05:20:43 +0000\n"});
    EXPECT_EQ(ask(trace, {"*.example.org", "192.0.2.10"}).answer, Answer::absent);
}

TEST(Relays, AreAbsentWhereTheMailCameFromAStranger) {
    EXPECT_EQ(ask(k_spammer_handed_over, k_name).answer, Answer::absent);
    EXPECT_EQ(ask(k_spammer_handed_over, k_address).answer, Answer::absent);
    const Reply reply = ask(k_spammer_handed_over, k_name, k_some);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.remedy, "");
    EXPECT_EQ(ask(k_spammer_handed_over, k_name, {true, 1'795'239'061}).answer, Answer::unknown);
}

TEST(Relays, AreAbsentWhereNoLineShowsTheEntranceAndNoneNamesThem) {
    const char* inner = "Received: from store.example.net (store.example.net [10.0.0.5])\n\tby "
                        "mx.example.net (Postfix) with ESMTP id 3;\n"
                        "\tSat, 21 Nov 2026 05:20:43 +0000 (UTC)\n";
    EXPECT_EQ(ask(inner, k_name).answer, Answer::absent);
    EXPECT_EQ(ask(inner, k_name, k_some).answer, Answer::unknown);
    EXPECT_EQ(ask("", k_name).answer, Answer::unknown);
}

TEST(Relays, AreNotAbsentWhereANeighbourHandedTheMailOver) {
    const char* other = "Received: from mail2.example.org (mail2.example.org [192.0.2.11])\n\tby "
                        "mx.example.net (Postfix) with ESMTP id 3;\n"
                        "\tSat, 21 Nov 2026 05:20:43 +0000 (UTC)\n";
    const Reply reply = ask(other, k_name_and_address);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.remedy.find("[relays] names"), std::string::npos);
}

TEST(Relays, AreNotAbsentWhereTheTraceIsTooLong) {
    std::string trace(k_spammer_handed_over);
    for (int i = 0; i < 200; ++i) {
        trace += "Received: by host166.spam.test; Sat, 21 Nov 2026 05:20:43 +0000\n";
    }
    EXPECT_EQ(ask(trace, k_name).answer, Answer::unknown);
}

TEST(Relays, AreIndicatedWhereTheyReportThemselvesAboutMailHandedIn) {
    EXPECT_EQ(ask(k_laptop_to_relay, k_name, k_all, k_written_by_us).answer, Answer::indicated);
    EXPECT_EQ(ask("Received: by mail.example.org (Postfix, from userid 1000)\n\tid 842C316C994; "
                  "Sat, 21 Nov 2026 06:02:46 +0000 (UTC)\n",
                  k_name, k_all, k_written_by_us)
                  .answer,
              Answer::indicated);
    EXPECT_EQ(ask("Received: from phone (dialup.isp.test [198.51.100.4])\n\tby mail.example.org "
                  "(Postfix) with ESMTPSA id 8;\n"
                  "\tSat, 21 Nov 2026 06:02:46 +0000 (UTC)\n",
                  k_name, k_all, k_written_by_us)
                  .answer,
              Answer::indicated);
}

TEST(Relays, AreIndicatedWhereANeighbourOfTheirsBringsTheReport) {
    const std::string outer = joined(
        {"Received: from out3.example.org (out3.example.org [192.0.2.13])\n"
         "\tby mx.example.net (Postfix) with ESMTP id 8; Sat, 21 Nov 2026 06:02:46 +0000 (UTC)\n",
         k_written_by_us});
    EXPECT_EQ(ask(k_laptop_to_relay, k_name, k_all, outer).answer, Answer::indicated);
}

TEST(Relays, AreNotIndicatedWhereTheyBounceWhatAStrangerHandedIn) {
    const Reply reply = ask("Received: from host166.spam.test (host166.spam.test "
                            "[192.0.2.166])\n\tby mail.example.org (Postfix) with ESMTP id 8;\n"
                            "\tSat, 21 Nov 2026 06:02:46 +0000 (UTC)\n",
                            k_name, k_all, k_written_by_us);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.detail.find("host166.spam.test"), std::string::npos);
}

TEST(Relays, AreNotIndicatedByATopmostLineThatTheReporterDidNotWrite) {
    EXPECT_EQ(ask(k_laptop_to_relay, k_name, k_all, k_to_us).answer, Answer::unknown);
    EXPECT_EQ(ask(k_laptop_to_relay, k_name, k_all, "").answer, Answer::unknown);
}

TEST(Relays, AreUnknownWhenNothingWasReturnedOrNothingIsKnown) {
    EXPECT_EQ(Answered(k_to_us, std::nullopt).ask(relays(k_name, k_all)).answer, Answer::unknown);
    EXPECT_EQ(ask(k_our_relay_handed_over, {}).answer, Answer::unknown);
    EXPECT_EQ(ask(k_our_relay_handed_over, {"*"}).answer, Answer::unknown);
}

TEST(Relays, SayOneCleanLine) {
    const Reply reply = ask("Received: from x (a\x1b[31m\xe2\x80\xae.test [192.0.2.166]) by "
                            "mx.example.net; Sat, 21 Nov 2026 05:20:43 +0000\n",
                            k_name);
    for (const char c : reply.detail) {
        EXPECT_TRUE(static_cast<unsigned char>(c) >= ' ');
    }
    EXPECT_EQ(reply.detail.find("\xe2\x80\xae"), std::string::npos);
}

TEST(Relays, AreNotAbsentBehindAnAddressTranslator) {
    const auto inside = [](const std::string& helo) {
        return Answered(k_to_us,
                        joined({"Received: from " + helo
                                    + " (unknown [172.18.0.1])\n"
                                      "\tby mx.example.net (Postfix) with ESMTP id 1; Sat, 21 "
                                      "Nov 2026 05:20:43 +0000 (UTC)\n",
                                k_rest}))
            .ask(relays(k_name_and_address, k_all));
    };
    EXPECT_EQ(inside("host166.spam.test").answer, Answer::absent);
    EXPECT_EQ(inside("mail.example.org").answer, Answer::unknown) << "so would our relay look";
}

TEST(Relays, AreNotAbsentWhereAnotherCopyNamesOne) {
    const auto with_copy = [](std::string_view trace, std::string_view copied) {
        const Answered answered(k_to_us, joined({trace, k_rest}));
        const Answered copy(k_to_us, joined({copied, k_rest}));
        Question question = answered.question();
        question.copies = {copy.question().returned, 1};
        return relays(k_name_and_address, k_all)->ask(question);
    };
    const char* delivered = "Received: by mx.example.net (Postfix, from userid 1000)\n"
                            "\tid 41FFA11E09D; Sat, 21 Nov 2026 05:20:43 +0000 (UTC)\n";
    for (const std::string_view trace : {k_spammer_handed_over, std::string_view(delivered)}) {
        EXPECT_EQ(with_copy(trace, k_spammer_handed_over).answer, Answer::absent);
        const Reply reply = with_copy(trace, k_our_relay_handed_over);
        EXPECT_EQ(reply.answer, Answer::unknown) << "it proves nothing either";
        EXPECT_NE(reply.detail.find("another copy"), std::string::npos);
        EXPECT_EQ(with_copy(trace, k_laptop_to_relay).answer, Answer::unknown);
    }
}

} // namespace
} // namespace backsift::proof
