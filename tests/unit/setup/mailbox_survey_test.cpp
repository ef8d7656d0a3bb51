#include "setup/mailbox_survey.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace backsift::setup {
namespace {

message::Mail mail_of(const std::string& text) {
    return message::parse(base::Bytes(text), {}, base::Limits{});
}

std::string sent(const std::string& id, const std::string& from = "ann@example.org") {
    return "From: Ann <" + from
           + ">\nTo: bob@example.net\nDate: Sat, 21 Nov 2026 05:20:38 +0000\nMessage-ID: <" + id
           + "@example.org>\nSubject: lunch\n\nShall we?\n";
}

std::string bounce(const std::string& received, const std::string& returned) {
    return "Return-Path: <>\nDelivered-To: ann@example.org\nReceived: from mx.example.net "
           "(mx.example.net [192.0.2.25])\n"
           "\tby mail.example.org; Sat, 21 Nov 2026 05:20:43 +0000\nFrom: "
           "MAILER-DAEMON@mx.example.net\n"
           "To: ann@example.org\nDate: Sat, 21 Nov 2026 05:20:42 +0000\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; "
           "boundary=b\n\n--b\n\nno\n--b\n"
           "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
           "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n\n--b\n"
           "Content-Type: message/rfc822\n\n"
           + received + returned + "--b--\n";
}

constexpr const char* k_by_relay =
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
    "\tby mx.example.net with ESMTP; Sat, 21 Nov 2026 05:20:40 +0000\n";
constexpr const char* k_submitted =
    "Received: from laptop (host7.home.test [192.0.2.7])\n"
    "\tby mail.example.org with ESMTPSA; Sat, 21 Nov 2026 05:20:39 +0000\n";
constexpr const char* k_filtered =
    "Received: from localhost (localhost [127.0.0.1])\n"
    "\tby mx.example.net with ESMTP; Sat, 21 Nov 2026 05:20:41 +0000\n";

std::string values(const std::vector<Clue>& clues) {
    std::string out;
    for (const Clue& clue : clues)
        out += (out.empty() ? "" : " ") + clue.value;
    return out;
}

std::string relays_after(const std::string& received) {
    MailboxSurvey survey;
    survey.add_sent(mail_of(sent("one")), "~/Sent");
    survey.add_received(mail_of(bounce(received, sent("one"))));
    Found found;
    survey.tell(found);
    return values(found.relays);
}

TEST(MailboxSurvey, FindsTheServerByWhichMailLeft) {
    EXPECT_EQ(relays_after(std::string(k_by_relay) + k_submitted), "192.0.2.10 mail.example.org");
    EXPECT_EQ(relays_after(std::string(k_filtered) + k_by_relay + k_submitted),
              "192.0.2.10 mail.example.org");
    EXPECT_EQ(relays_after(k_submitted), "mail.example.org");
    EXPECT_EQ(relays_after("Received: by mail.example.org (Postfix, from userid 1000)\n"
                           "\tid 1; Sat, 21 Nov 2026 05:20:39 +0000\n"),
              "mail.example.org");
    EXPECT_EQ(relays_after("Received: from laptop (unknown [192.0.2.10])\n\tby mx.example.net with "
                           "ESMTP; Sat, 21 Nov "
                           "2026 05:20:40 +0000\n"),
              "192.0.2.10");
    EXPECT_EQ(relays_after(
                  "Received: from mail-sor-f41.google.com (mail-sor-f41.google.com [192.0.2.41])\n"
                  "\tby mx.example.net with ESMTP; Sat, 21 Nov 2026 05:20:40 +0000\n"),
              "mail-sor-f41.google.com");
    EXPECT_EQ(relays_after(""), "");
}

TEST(MailboxSurvey, LearnsNothingFromBouncesOfWhatWasNotSent) {
    MailboxSurvey survey;
    survey.add_sent(mail_of(sent("one")), "~/Sent");
    survey.add_received(
        mail_of(bounce("Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
                       "\tby mx.example.net with ESMTP; Sat, 21 Nov 2026 05:20:40 +0000\n",
                       sent("forged"))));
    Found found;
    survey.tell(found);
    EXPECT_EQ(values(found.relays), "");
    EXPECT_EQ(found.reports_read, 1U);
    EXPECT_EQ(found.mails_read, 2U);
}

TEST(MailboxSurvey, TakesAddressesFromOurOwnMtaOnly) {
    MailboxSurvey survey;
    survey.add_received(
        mail_of("Delivered-To: ann@example.org\nReceived: by mail.example.org; x\nSubject: x\n\n"));
    survey.add_received(
        mail_of("Received: by mail.example.org; x\nDelivered-To: mallory@example.com\n\n"));
    survey.add_received(mail_of("Delivered-To: *@*\nReceived: by mail.example.org; x\n\n"));
    survey.add_received(
        mail_of("Envelope-To: a\x1b[31m@example.org\nReceived: by mail.example.org; x\n\n"));
    Found found;
    survey.tell(found);
    EXPECT_EQ(values(found.addresses), "ann@example.org");
}

TEST(MailboxSurvey, SeesADomainThatTakesEveryAddress) {
    MailboxSurvey survey;
    for (int i = 0; i < 30; ++i)
        survey.add_received(mail_of("Delivered-To: x" + std::to_string(i)
                                    + "@ann.example\nReceived: by m.example.org; x\n\n"));
    survey.add_received(
        mail_of("Delivered-To: ann@example.org\nReceived: by mail.example.org; x\n\n"));
    Found found;
    survey.tell(found);
    EXPECT_EQ(values(found.addresses), "ann@example.org *@ann.example");
}

TEST(MailboxSurvey, CountsAuthorsOfSentMailAsSending) {
    MailboxSurvey survey;
    for (int i = 0; i < 60; ++i)
        survey.add_sent(mail_of(sent(std::to_string(i))), "~/Sent");
    survey.add_sent(mail_of(sent("x", "a-guest@example.net")), "~/Sent");
    Found found;
    survey.tell(found);
    EXPECT_EQ(values(found.sending), "ann@example.org");
    EXPECT_EQ(found.sending.front().why, "author of mail in ~/Sent, 60 times");
}

TEST(MailboxSurvey, NotesTheKeysThatSignedWhatWasSent) {
    MailboxSurvey survey;
    survey.add_sent(mail_of(sent("one")), "~/Sent");
    survey.add_received(mail_of(
        bounce(std::string(k_by_relay)
                   + "DKIM-Signature: v=1; a=rsa-sha256; d=Example.org; s=S1; h=From; bh=x; b=y\n",
               sent("one"))));
    Found found;
    survey.tell(found);
    EXPECT_EQ(values(found.dkim), "s1 example.org");
}

} // namespace
} // namespace backsift::setup
