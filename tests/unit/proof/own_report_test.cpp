#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

const std::vector<std::string> k_own{"mail.example.org", "192.0.2.10"};

constexpr std::string_view k_handed_in =
    "Received: by mail.example.org (Postfix, from userid 1000)\n"
    "\tid 842C316C994; Sat, 21 Nov 2026 06:02:46 +0000 (UTC)\n";
constexpr std::string_view k_logged_in = "Received: from phone (dialup.isp.test [198.51.100.4])\n"
                                         "\tby mail.example.org (Postfix) with ESMTPSA id 8;\n"
                                         "\tSat, 21 Nov 2026 06:02:46 +0000 (UTC)\n";
constexpr std::string_view k_spam_to_us =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mail.example.org (Postfix) with ESMTP id 8;\n"
    "\tSat, 21 Nov 2026 06:02:46 +0000 (UTC)\n";
constexpr std::string_view k_filter = "Received: from localhost (localhost [127.0.0.1])\n"
                                      "\tby mail.example.org (Postfix) with ESMTP id 9;\n"
                                      "\tSat, 21 Nov 2026 06:02:47 +0000 (UTC)\n";

Reply ask(std::string_view outer, std::string_view trace) {
    return Answered(outer, joined({trace, k_rest})).ask(own_report(k_own));
}

TEST(OwnReport, IsProvenForMailHandedIn) {
    EXPECT_EQ(ask(k_written_by_us, k_handed_in).answer, Answer::proven);
    EXPECT_EQ(ask(k_written_by_us, k_logged_in).answer, Answer::proven);
    EXPECT_EQ(ask(k_written_by_us, joined({k_filter, k_logged_in})).answer, Answer::proven);
    EXPECT_EQ(ask(k_written_by_us, k_handed_in).name, "own-report");
}

TEST(OwnReport, IsProvenForMailHandedInToAnotherHostOfOurs) {
    const std::string trace = joined(
        {"Received: from out (out [192.0.2.10])\n\tby mail.example.org (Postfix) with ESMTP id 9;\n"
         "\tSat, 21 Nov 2026 06:02:47 +0000 (UTC)\n",
         k_handed_in});
    EXPECT_EQ(ask(k_written_by_us, trace).answer, Answer::proven);
}

TEST(OwnReport, IsProvenWithEveryMtasOwnLine) {
    for (const char* line :
         {"Received: from Debian-exim by mail.example.org with local (Exim 4.96)\n\tid "
          "1xUdgi-00005n-2K\n\tfor alice@example.org;\n"
          "\tSat, 21 Nov 2026 05:31:00 +0000\n",
          "Received: from localhost (localhost)\n\tby mail.example.org (8.17.1.9/8.17.1.9) id "
          "6AL5aEtK000020;\n"
          "\tSat, 21 Nov 2026 05:36:14 GMT\n",
          "Received: from localhost (localhost [127.0.0.1])\n  by mail.example.org with dsn\n"
          "  id 00000000001601EB; Sat, 21 Nov 2026 05:59:38 +0000\n",
          "Received: from mail.example.org (mail.example.org [local])\n\tby mail.example.org "
          "(OpenSMTPD) with ESMTPA id 6bd8733f;\n"
          "\tSat, 21 Nov 2026 05:40:22 +0000 (UTC)\n",
          "Received: (qmail 291 invoked for bounce); 21 Nov 2026 05:46:34 -0000\n",
          "Received: from MAILER-DAEMON\n\tid 14635a\n\tby mail.example.org (DragonFly Mail Agent "
          "v0.13);\n"
          "\tSat, 21 Nov 2026 06:02:00 +0000\n"}) {
        EXPECT_EQ(ask(line, k_handed_in).answer, Answer::proven) << line;
    }
}

TEST(OwnReport, IsUnknownWhenOurMtaBouncesAForgery) {
    EXPECT_EQ(ask(k_written_by_us, k_spam_to_us).answer, Answer::unknown);
    EXPECT_EQ(ask(k_written_by_us, joined({k_filter, k_spam_to_us})).answer, Answer::unknown);
    EXPECT_EQ(ask(k_written_by_us, joined({k_handed_in, k_spam_to_us})).answer, Answer::unknown)
        << "forwarded by a .forward file";
    EXPECT_EQ(ask(k_written_by_us, joined({k_spam_to_us, k_logged_in})).answer, Answer::unknown)
        << "a forged login below";
    EXPECT_NE(ask(k_written_by_us, k_spam_to_us).detail.find("host166.spam.test"),
              std::string::npos);
}

TEST(OwnReport, TakesNoLoginForOneThatAHostOfOursDidNotRecord) {
    for (const char* by : {"", "\tby mx.example.net (Postfix)"}) {
        const std::string line =
            joined({"Received: from phone (dialup.isp.test [198.51.100.4])\n", by,
                    " with ESMTPSA id 8;\n", "\tSat, 21 Nov 2026 06:02:46 +0000 (UTC)\n"});
        EXPECT_EQ(ask(k_written_by_us, line).answer, Answer::unknown) << line;
    }
}

TEST(OwnReport, IsUnknownForAReplyFromElsewhere) {
    EXPECT_EQ(ask(k_to_us, k_handed_in).answer, Answer::unknown);
    EXPECT_EQ(ask(joined({k_filter, k_to_us}), k_handed_in).answer, Answer::unknown);
    EXPECT_EQ(ask("Received: by mx.example.net (Postfix)\n\tid 4; Sat, 21 Nov 2026 06:02:46 +0000 "
                  "(UTC)\n",
                  k_handed_in)
                  .answer,
              Answer::unknown);
}

TEST(OwnReport, IsUnknownWhenASpammerForgesOurLinesBelowTheTop) {
    const std::string outer =
        joined({"Received: from mail.example.org (host166.spam.test [192.0.2.166])\n"
                "\tby mail.example.org (Postfix) with ESMTP id 7;\n\tSat, 21 Nov 2026 06:02:46 "
                "+0000 (UTC)\n",
                k_written_by_us});
    EXPECT_EQ(ask(outer, k_handed_in).answer, Answer::unknown);
}

TEST(OwnReport, IsUnknownWhereOnlyAnUnconfirmedNameIsOurs) {
    for (const char* top :
         {"Received: from mail.example.org (HELO mail.example.org) (203.0.113.66)\n"
          "  by mail.example.org with SMTP; 21 Nov 2026 06:02:46 -0000\n",
          "Received: from mail.example.org (mail.example.org [203.0.113.66])\n"
          "\tby mail.example.org (OpenSMTPD) with ESMTP id 6bd8733f;\n"
          "\tSat, 21 Nov 2026 05:40:22 +0000 (UTC)\n",
          "Received: from mail.example.org ([192.0.2.10]) (evil [203.0.113.66])\n"
          "\tby mail.example.org (Postfix) with ESMTP id 7;\n"
          "\tSat, 21 Nov 2026 05:40:22 +0000 (UTC)\n"}) {
        EXPECT_EQ(ask(joined({top, k_written_by_us}), k_handed_in).answer, Answer::unknown) << top;
        EXPECT_EQ(ask(top, k_handed_in).answer, Answer::unknown) << top;
        EXPECT_EQ(ask(k_written_by_us, joined({top, k_handed_in})).answer, Answer::unknown) << top;
    }
}

TEST(OwnReport, IsProvenWhereTheNameIsConfirmedOrTheAddressOurs) {
    for (const char* top :
         {"Received: from out (mail.example.org [192.0.2.77])\n"
          "\tby mail.example.org (Postfix) with ESMTP id 7;\n"
          "\tSat, 21 Nov 2026 05:40:22 +0000 (UTC)\n",
          "Received: from mail.example.org ([192.0.2.77])\n"
          "\tby mail.example.org with esmtps (Exim 4.96)\n\tid 1xUdgi-00005n-2K;\n"
          "\tSat, 21 Nov 2026 05:40:22 +0000\n",
          "Received: from out (mail.example.org [192.0.2.77])\n"
          "\tby mail.example.org (8.17.1.9/8.17.1.9) with ESMTP id 6AL5aEtK000020;\n"
          "\tSat, 21 Nov 2026 05:40:22 GMT\n",
          "Received: from unknown (HELO out) (192.0.2.10)\n"
          "  by mail.example.org with SMTP; 21 Nov 2026 06:02:46 -0000\n"}) {
        EXPECT_EQ(ask(joined({top, k_written_by_us}), k_handed_in).answer, Answer::proven) << top;
    }
}

TEST(OwnReport, IsUnknownWithoutATrace) {
    EXPECT_EQ(ask("", k_handed_in).answer, Answer::unknown);
    EXPECT_EQ(Answered(k_written_by_us, joined({k_handed_in, k_rest})).ask(own_report({})).answer,
              Answer::unknown);
}

TEST(OwnReport, IsUnknownForMailWithASender) {
    Answered answered(k_written_by_us, joined({k_handed_in, k_rest}));
    answered.mail().envelope.reverse_path = std::string("bob@example.org");
    EXPECT_EQ(answered.ask(own_report(k_own)).answer, Answer::unknown);
    answered.mail().envelope.reverse_path = message::UnknownPath{};
    EXPECT_EQ(answered.ask(own_report(k_own)).answer, Answer::proven);
}

TEST(OwnReport, IsOnlyIndicatedWhereNothingShowsWhatItTook) {
    EXPECT_EQ(ask(k_written_by_us, "").answer, Answer::indicated);
    EXPECT_EQ(Answered(k_written_by_us, std::nullopt).ask(own_report(k_own)).answer,
              Answer::indicated);
}

TEST(OwnReport, AsksForTheNameOfAHostOfOursSomewhere) {
    const char* nameless = "Received: (qmail 291 invoked for bounce); 21 Nov 2026 05:46:34 -0000\n";
    EXPECT_EQ(Answered(nameless, std::nullopt).ask(own_report(k_own)).answer, Answer::unknown);
    EXPECT_EQ(ask(nameless, "Received: (qmail 1 invoked by uid 1000); 21 Nov 2026 05:46:34 -0000\n")
                  .answer,
              Answer::unknown);
}

} // namespace
} // namespace backsift::proof
