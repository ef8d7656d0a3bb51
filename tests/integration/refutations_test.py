"""True mail whose mark is missing for an honest reason: each is asked with proofs that cover everything, and
none may be filed. The same bounce of a forgery beside them must be, or they would show nothing."""
import email.utils
import re
import time
import unittest

from attacks_test import BODY, FORGED, LAPTOP_LINE, RELAY_LINE, SPAM, SPAM_LINE, in_words, report
from support import HomeTest, make_maildir

MARK = "X-Your-Special-Header: With its content\n"
TOKEN = '[token]\nheader = "X-Your-Special-Header"\nvalue = "With its content"\ncovers = "all"\nsince = 2026-01-01\n'
RELAYS = '[relays]\nnames = ["mail.example.org", "192.0.2.10"]\ncovers = "{}"\n'
SENT_FOLDER = '[sent]\nfolders = ["{home}/Sent"]\ncovers = "all"\nsince = 2026-01-01\n'
SENT = ("Message-ID: <one@example.org>\nFrom: Ann <ann@example.org>\nTo: bob@example.net\n"
        "Subject: lunch\nDate: Sat, 21 Nov 2026 05:20:38 +0000\n")


def cut_at(size, header):
    """The header's first bytes, a long field behind it; the mark would have stood behind the cut."""
    return (header + "X-Note: <" + "a" * size)[:size]


class Refutations(HomeTest):
    def verdict(self, mail, config):
        self.config.write_text('[identity]\naddresses = ["ann@example.org"]\n' + config.replace("{home}", str(self.home)))
        done = self.run_backsift("classify", "--config", self.config, stdin=mail)
        return {0: "backscatter", 1: "ordinary", 10: "genuine", 30: "unverifiable"}[done.returncode]

    def test_a_complete_forgery_is_filed(self):
        self.assertEqual(self.verdict(report(SPAM_LINE + FORGED + SPAM), TOKEN), "backscatter")

    def test_a_phone_without_the_token_through_our_relay(self):
        mail = report(RELAY_LINE + LAPTOP_LINE + SENT + BODY)
        self.assertEqual(self.verdict(mail, TOKEN + RELAYS.format("some")), "unverifiable")

    def test_a_header_cut_at_998_bytes(self):
        returned = cut_at(998, RELAY_LINE + SENT)
        self.assertEqual(len(returned), 998)
        for end in ("", "\n", "\n\n", "\n[...]\n"):
            with self.subTest(end=end):
                self.assertEqual(self.verdict(report(returned + end), TOKEN), "unverifiable")

    def test_a_header_cut_after_some_lines(self):
        for last in ("X-Mail", "Cc: eve@example.com,\n", "Content-Type: multipart/mixed;\n", "References: <a@example.org>\n <b@exa\n"):
            with self.subTest(last=last):
                self.assertEqual(self.verdict(report(RELAY_LINE + SENT + last), TOKEN), "unverifiable")

    def test_mail_older_than_the_token(self):
        since = email.utils.localtime().strftime("%Y-%m-%d")  # the reply arrives on that very day
        self.assertEqual(self.verdict(report(SPAM_LINE + SENT + BODY), TOKEN.replace("2026-01-01", since)), "unverifiable")

    def test_forwarding_that_fails_at_the_second_hop(self):
        second = ("Received: from mx.example.net (mx.example.net [192.0.2.25])\n"
                  "\tby mx.forwarded.test (Postfix) with ESMTP id 7 for <bob@forwarded.test>; Sat, 21 Nov 2026 05:20:41 +0000\n")
        mail = report(second + RELAY_LINE + LAPTOP_LINE + MARK + SENT + BODY, "bob@forwarded.test")
        self.assertEqual(self.verdict(mail, TOKEN), "genuine")

    def test_a_list_post_with_a_rewritten_from(self):
        by_list = ("Received: from lists.example.com (lists.example.com [192.0.2.40])\n"
                   "\tby mx.example.net (Postfix) with ESMTP id 8 for <bob@example.net>; Sat, 21 Nov 2026 05:20:45 +0000\n")
        rewritten = SENT.replace("Ann <ann@example.org>", '"Ann via Talk" <talk@lists.example.com>').replace("bob@example.net", "talk@lists.example.com")
        mail = report(by_list + RELAY_LINE.replace("bob@example.net", "talk@lists.example.com") + MARK + "List-Id: <talk.lists.example.com>\n"
                      + rewritten + BODY)
        self.assertNotEqual(self.verdict(mail, TOKEN), "backscatter")

    def test_cron_mail_bounced_by_our_own_server(self):
        """root never sends through the client that writes the token; the server says it took the mail from itself."""
        here = "Received: by mail.example.org (Postfix, from userid 0)\n\tid 9; Sat, 21 Nov 2026 05:20:40 +0000\n"
        cron = ("Message-ID: <cron@mail.example.org>\nFrom: Cron Daemon <ann@example.org>\nTo: bob@example.net\n"
                "Subject: Cron <ann@mail> backup\nDate: Sat, 21 Nov 2026 05:20:38 +0000\n")
        outer = re.compile(r"Received: from mx.example.net .*\n\tby mail.example.org \(Postfix\) with ESMTP id 1 for <ann@example.org>;")
        mail = outer.sub("Received: by mail.example.org (Postfix)\n\tid 1;", report(here + cron + BODY))
        self.assertEqual(self.verdict(mail.replace("mx.example.net", "mail.example.org"), TOKEN + RELAYS.format("some")), "genuine")

    def test_a_postmasters_copy_of_somebody_elses_bounce(self):
        mail = report(SPAM_LINE + FORGED.replace("ann@", "eve@") + SPAM).replace(
            "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (postmaster-notification)").replace(
            "Undelivered Mail Returned to Sender", "Postmaster Copy: Undelivered Mail")
        self.assertEqual(self.verdict(mail, TOKEN), "ordinary")

    def test_a_complaint_that_quotes_the_forgery(self):
        """It is the complaint that failed; only what was attached came back, or its text."""
        quoted = SPAM_LINE.replace("mx.example.net", "mx.victim.test").replace("bob@example.net", "victim@victim.test") \
            + FORGED.replace("bob@example.net", "victim@victim.test")
        self.assertEqual(self.verdict(report(quoted + SPAM, "abuse@example.net"), TOKEN), "unverifiable")
        letter = "Dear abuse desk, one of your customers forged this:\n\n" + quoted + SPAM
        for who, mail in in_words(letter, "abuse@example.net").items():
            with self.subTest(who):
                self.assertEqual(self.verdict(mail, TOKEN), "unverifiable")

    def test_a_true_bounce_in_the_wrapper_of_a_spam_filter(self):
        """SpamAssassin's report_safe puts the mail behind a report under the mail's own Subject and author."""
        true = report(RELAY_LINE + MARK + SENT + BODY)
        self.assertEqual(self.verdict(true, TOKEN), "genuine")
        inner = re.sub(r"\n\tby mail.example.org .*", "\n\tby mail.example.org (Postfix) with ESMTP id 1; "
                       + email.utils.formatdate(), true, count=1)
        top = "".join(line + "\n" for line in inner.partition("\n\n")[0].split("\n")
                      if line.startswith(("Return-Path", "Received", "\t", "Date", "From", "To", "Subject")))
        wrapped = top + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="w"\n\n' \
            "--w\nContent-Type: text/plain\n\nSpam detection software has identified this incoming email.\n\n" \
            "--w\nContent-Type: message/rfc822; x-spam-type=original\n\n" + inner + "\n--w--\n"
        self.assertEqual(self.verdict(wrapped, TOKEN), "unverifiable")

    def test_a_mark_that_stands_anywhere_in_what_came_back(self):
        whole = RELAY_LINE + MARK + SENT + BODY
        two = report(SENT.replace("bob@", "x@")).replace("--b1--\n", "--b1\nContent-Type: message/rfc822\n\n" + whole + "--b1--\n")
        for mail in (two, report(RELAY_LINE + SENT + "\n" + MARK + BODY), report(RELAY_LINE + SENT + "X-Original-" + MARK + BODY)):
            self.assertEqual(self.verdict(mail, TOKEN), "unverifiable")

    def test_a_relay_behind_the_receivers_address_translator(self):
        inside = RELAY_LINE.replace("mail.example.org [192.0.2.10]", "unknown [172.18.0.1]")
        self.assertEqual(self.verdict(report(inside + SENT + BODY), RELAYS.format("all")), "unverifiable")
        spam = SPAM_LINE.replace("host166.spam.test [192.0.2.166]", "unknown [172.18.0.1]")
        self.assertEqual(self.verdict(report(spam + FORGED + SPAM), RELAYS.format("all")), "backscatter")

    def test_a_relay_that_its_provider_calls_otherwise(self):
        """No address is listed, and the recorder wrote down a HELO and the provider's name for the address."""
        home = RELAY_LINE.replace("(mail.example.org [192.0.2.10])", "(static-10.isp.example [192.0.2.10])")
        by_name = '[relays]\nnames = ["mail.example.org"]\ncovers = "all"\n'
        self.assertEqual(self.verdict(report(home + SENT + BODY), by_name), "unverifiable")
        self.assertEqual(self.verdict(report(home + SENT + BODY), RELAYS.format("all")), "genuine")
        forger = home.replace("192.0.2.10", "203.0.113.9")
        self.assertEqual(self.verdict(report(forger + FORGED + SPAM), RELAYS.format("all")), "backscatter")
        by_neighbour = home.replace("from mail.example.org", "from x.isp.example") + LAPTOP_LINE.replace("by mail.", "by mailhub.")
        self.assertEqual(self.verdict(report(by_neighbour + SENT + BODY), by_name), "unverifiable")

    def test_a_receipt_for_a_post_that_a_list_made_anew(self):
        post = SENT.replace("bob@example.net", "talk@lists.example.com") + "List-Id: <talk.lists.example.com>\n"
        receipt = report(SPAM_LINE + post + BODY).replace("report-type=delivery-status", "report-type=disposition-notification").replace(
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n",
            "Content-Type: message/disposition-notification\n\nReporting-UA: x\nDisposition: manual-action/MDN-sent-manually; displayed\n").replace(
            "Action: failed\nStatus: 5.1.1\n", "").replace("Undelivered Mail Returned to Sender", "Read: lunch").replace(
            "I could not deliver your message.", "Your message was displayed.")
        self.assertEqual(self.verdict(receipt, TOKEN), "unverifiable")

    def test_a_receipt_of_mail_older_than_the_token(self):
        old = SENT.replace("21 Nov 2026", "21 Nov 2025")
        self.assertEqual(self.verdict(report(SPAM_LINE + old + BODY), TOKEN), "unverifiable")

    def in_index(self):
        (make_maildir(self.home / "Sent") / "cur/1.host:2,S").write_text(SENT + BODY)
        self.config.write_text(SENT_FOLDER.replace("{home}", str(self.home)))
        self.assertEqual(self.run_backsift("sent", "update", "--config", self.config).returncode, 0)

    def test_an_id_replaced_by_the_service_that_sends(self):
        self.in_index()
        replaced = SENT.replace("one@example.org", "0100018f-1@email.amazonses.com")
        self.assertEqual(self.verdict(report(RELAY_LINE + replaced + BODY), SENT_FOLDER), "genuine")

    def test_a_bounce_two_seconds_after_sending(self):
        """The mail is in the Sent folder, and not yet in the index."""
        self.in_index()
        arrived = f"for <ann@example.org>; {email.utils.formatdate(time.time() + 2)}"
        fresh = SENT.replace("one@", "fresh@").replace("lunch", "supper")
        (self.home / "Sent/cur/2.host:2,S").write_text(fresh + BODY)
        mail = re.sub(r"for <ann@example.org>; .*", arrived, report(RELAY_LINE + fresh + BODY), count=1)
        self.assertEqual(self.verdict(mail, SENT_FOLDER), "unverifiable")
        self.assertEqual(self.verdict(report(RELAY_LINE + fresh + BODY), SENT_FOLDER.replace('"all"', '"some"')), "unverifiable")


if __name__ == "__main__":
    unittest.main()
