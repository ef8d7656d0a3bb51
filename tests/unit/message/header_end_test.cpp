#include "message/header_end.hpp"

#include <string>

#include <gtest/gtest.h>

namespace backsift::message {
namespace {

const std::string k_top = "From: Ann <ann@example.org>\nDate: Sat, 21 Nov 2026 05:20:40 +0000\n";

bool announces_more_with(const std::string& last) {
    Defects defects;
    std::size_t body_at = 0;
    const std::string text = k_top + last;
    return announces_more(scan_header(text, base::Limits{}, defects, body_at));
}

bool breaks_off_with(const std::string& last) {
    Defects defects;
    std::size_t body_at = 0;
    const std::string text = k_top + last;
    return breaks_off(scan_header(text, base::Limits{}, defects, body_at));
}

TEST(HeaderEnd, IsFoundInEachPlaceOfAWholeFieldButThoseThatDoNotShow) {
    for (const std::string whole :
         {"Received: from laptop (unknown [192.0.2.77])\n\tby mail.example.org; Sat, 21 Nov 2026 "
          "05:20:39 +0000 (UTC)",
          "Message-ID: <one@example.org>", "To: Bob <bob@example.net>", "To: bob@example.net",
          "Date: Sat, 21 Nov 2026 05:20:40 +0000", "Content-Type: multipart/mixed; boundary=\"b1\"",
          "Content-Transfer-Encoding: 8bit", "MIME-Version: 1.0"}) {
        const std::size_t name = whole.find(':');
        EXPECT_FALSE(breaks_off_with(whole)) << whole;
        EXPECT_FALSE(breaks_off_with(whole + "\n")) << whole;
        EXPECT_TRUE(breaks_off_with(whole.substr(0, name))) << whole;
        EXPECT_TRUE(breaks_off_with(whole.substr(0, name + 2))) << whole;
    }
}

TEST(HeaderEnd, ALastFieldMustHoldWhatItsKindAlwaysHolds) {
    for (const std::string cut :
         {"Message-ID: <one@example.o",
          "Message-ID: <one",
          "References: <one@example.org> <tw",
          "From: Ann <ann@exam",
          "From: \"Ann",
          "To: bob@",
          "To: Bob",
          "To: bob@example.net,",
          "To: bob@example.net, dav",
          "Cc: \"Bob, the man\" <bob@example.net>, Dave Mil",
          "To: bob@example.",
          "Date: Sat, 21 Nov 2026",
          "Date: Sat, 21 Nov 2026 05:20:40",
          "Date: Sat, 21 Nov 2026 05:20:40 +00",
          "Date: Sat, 21 Nov 2026 05:20:40 -",
          "Date: Sat, 21 No",
          "Received: from laptop (unknown [192.0.2.7",
          "Received: from laptop (unknown [192.0.2.77])\n\tby mail.example.org",
          "Received: from a by b; Sat, 21 Nov",
          "Content-Type: multipart/mixed",
          "Content-Type: text/plain; charset=",
          "Content-Type: text/",
          "Content-Type: tex",
          "Content-Transfer-Encoding: quoted-",
          "MIME-Version: 1.",
          "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from:to:",
          "X-OriginalArrivalTime: 21 Nov 2026 05:20:40.0001 (UTC) FILETIME=[84C1",
          "X-Mailer: Example 1.0 (Lin",
          "X-Thing: some of it ...",
          "X-Thing: some of it [...]",
          "X-Thing: some of it \xE2\x80\xA6",
          "Subject: =?utf-8?B?R3LDvM",
          "Subject: =?utf-8",
          "Subject: a =?utf-8?Q?=41bc",
          "Subject: hello\n[...]",
          "Subject: hello\nX-Mail"}) {
        EXPECT_TRUE(breaks_off_with(cut)) << cut;
    }
}

TEST(HeaderEnd, OddButWholeFieldsAreNoCut) {
    for (const std::string whole : {"Subject: hello :(",
                                    "Subject: a 3.5\" disk",
                                    "Subject: well...",
                                    "Subject:",
                                    "Subject: =?utf-8?Q?=41bc?=",
                                    "Subject: =?utf-8?B?R3LDvMOfZQ==?=\n =?utf-8?Q?=41?=",
                                    "X-Empty:",
                                    "To: undisclosed-recipients:;",
                                    "Return-Path: <>",
                                    "From: root@localhost (root)",
                                    "Date: Sat, 21 Nov 2026 05:20:40 GMT",
                                    "Date: Sat, 21 Nov 2026 05:20:40 +0000 (UTC)",
                                    "Date: Sat Nov 21 05:20:40 2026",
                                    "Message-ID: one@example.org",
                                    "Content-Type: text/plain",
                                    "Content-Type: /alternative; boundary=\"b1\"",
                                    "Content-Type: text/plain; charset=\"utf-8\"",
                                    "X-Spam-Report: see (a:\n\t< b",
                                    "Received-SPF: Pass (example.org: ok) client-ip=192.0.2.1;",
                                    "X-Diagnostic: NODE1:",
                                    "From: \"Ann \\\"A\\\" (\" <ann@example.org>",
                                    "To: ann@example.org (Ann, who works there)",
                                    "To: ann@[192.0.2.1]"}) {
        EXPECT_FALSE(breaks_off_with(whole)) << whole;
    }
}

TEST(HeaderEnd, ASemicolonAnnouncesParameters) {
    EXPECT_TRUE(announces_more_with("Content-Type: text/plain;"));
    EXPECT_FALSE(announces_more_with("Content-Type: text/plain; charset=us-ascii"));
    EXPECT_FALSE(announces_more_with("X-Note: one;"));
    EXPECT_FALSE(breaks_off_with("Content-Type: text/plain;"));
}

TEST(HeaderEnd, AFieldOfWhichNothingCameAnnouncesIt) {
    for (const char* field : {"Subject:", "Subject: ", "X-Note:\n\t", "Thread-Topic:"}) {
        EXPECT_TRUE(announces_more_with(field)) << field;
    }
    EXPECT_FALSE(announces_more_with("Subject: .\n"));
}

TEST(HeaderEnd, DotsAloneAreAnEllipsis) {
    for (const std::string_view dots :
         {"...", "[...]", "\n\n[...]\n", "(......)", "\xE2\x80\xA6"}) {
        EXPECT_TRUE(is_ellipsis(dots)) << dots;
    }
    for (const std::string_view text : {"", "[]", "..", "Well...", ". . ."}) {
        EXPECT_FALSE(is_ellipsis(text)) << text;
    }
}

} // namespace
} // namespace backsift::message
