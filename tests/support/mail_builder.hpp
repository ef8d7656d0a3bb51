// Mails for tests, written the way they arrive.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "message/mail.hpp"

namespace backsift::test {

// Parses a mail with the default limits; the text is taken as it stands.
[[nodiscard]] inline message::Mail mail(std::string_view text, message::Envelope envelope = {}) {
    return message::parse(base::Bytes(text), std::move(envelope), base::Limits{});
}

// A Postfix-like bounce to ann@example.org. `returned` is the returned message, header and body.
[[nodiscard]] inline std::string bounce(std::string_view returned) {
    return "Return-Path: <>\n"
           "Received: from mx.example.net (mx.example.net [192.0.2.25])\n"
           "\tby mail.example.org (Postfix) with ESMTP id 1 for <ann@example.org>; Sat, 21 Nov "
           "2026 05:20:43 +0000\n"
           "Date: Sat, 21 Nov 2026 05:20:42 +0000\n"
           "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\n"
           "To: ann@example.org\n"
           "Subject: Undelivered Mail Returned to Sender\n"
           "Auto-Submitted: auto-replied\n"
           "MIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n"
           "\n"
           "--b1\n"
           "Content-Type: text/plain\n"
           "\n"
           "I could not deliver your message.\n"
           "--b1\n"
           "Content-Type: message/delivery-status\n"
           "\n"
           "Reporting-MTA: dns; mx.example.net\n"
           "\n"
           "Final-Recipient: rfc822; bob@example.net\n"
           "Action: failed\n"
           "Status: 5.1.1\n"
           "Remote-MTA: dns; in.example.net\n"
           "Diagnostic-Code: smtp; 550 5.1.1 no such user\n"
           "\n"
           "--b1\n"
           "Content-Type: message/rfc822\n"
           "\n"
           + std::string(returned) + "\n--b1--\n";
}

// What ann really sent through mail.example.org, as a bounce returns it.
inline constexpr std::string_view k_sent_by_ann =
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 2 for <bob@example.net>; Sat, 21 Nov 2026 "
    "05:20:40 +0000\n"
    "Received: from laptop (unknown [192.0.2.77])\n"
    "\tby mail.example.org (Postfix) with ESMTPSA id 3; Sat, 21 Nov 2026 05:20:39 +0000\n"
    "Message-ID: <one@example.org>\n"
    "From: Ann <ann@example.org>\n"
    "To: bob@example.net\n"
    "Subject: lunch\n"
    "Date: Sat, 21 Nov 2026 05:20:38 +0000\n"
    "X-Your-Special-Header: With its content\n"
    "\n"
    "Shall we?\n";

// What a spammer sent in her name.
inline constexpr std::string_view k_forged_as_ann =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 4 for <bob@example.net>; Sat, 21 Nov 2026 "
    "05:20:40 +0000\n"
    "Message-ID: <two@host166.spam.test>\n"
    "From: Ann <ann@example.org>\n"
    "To: bob@example.net\n"
    "Subject: watches\n"
    "Date: Sat, 21 Nov 2026 05:20:38 +0000\n"
    "\n"
    "Buy!\n";

} // namespace backsift::test
