"""Whom a bounce is about and why it failed, from the words of mail systems that write no status."""
import json
import unittest

from support import HomeTest, SENT_BY_ANN

HEAD = "Return-Path: <>\nFrom: {author}\nTo: ann@example.org\nSubject: {subject}\n\n{text}"
COPY = "\n--- Below this line is a copy of the message.\n\nReturn-Path: <ann@example.org>\n" + SENT_BY_ANN

NOTICES = {
    "qmail": ("MAILER-DAEMON@mx.example.net", "failure notice", "user-unknown",
              "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n"
              "This is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n" + COPY),
    "exim": ("Mail Delivery System <Mailer-Daemon@mx.example.net>", "Mail delivery failed: returning message to sender", "mailbox-full",
             "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n"
             "  bob@example.net\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message. ------\n\n" + SENT_BY_ANN),
    "courier": ("\"Courier mail server at mx\" <postmaster@mx.example.net>", "NOTICE: mail delivery status.", "host-unknown",
                "This is a delivery status notification.\n\nUNDELIVERABLE MAIL\n\n<bob@example.net>:\n     No such domain: host not found.\n" + COPY),
    "dma": ("MAILER-DAEMON <>", "Mail delivery failed", "policy",
            "This is the DragonFly Mail Agent v0.13 at mx.example.net.\n\nThere was an error delivering your mail to <bob@example.net>.\n\n"
            "mx.example.com [192.0.2.99] did not like our final DATA:\n554 5.7.1 Message rejected as spam\n\nMessage headers follow.\n\n" + SENT_BY_ANN),
    "gateway": ("postmaster@mx.example.net", "Undeliverable mail", "spam",
                "Your message could not be delivered:\n\nbob@example.net: 554 rejected, the message looks like spam\n" + COPY),
}


class Reasons(HomeTest):
    def test_they_are_read_from_the_text(self):
        for name, (author, subject, reason, text) in NOTICES.items():
            with self.subTest(name):
                done = self.run_backsift("classify", "--config", self.config, "--format", "json",
                                         stdin=HEAD.format(author=author, subject=subject, text=text))
                answer = json.loads(done.stdout)
                self.assertEqual(answer["kind"], "bounce")
                self.assertEqual([(r["address"], r["action"], r["reason"]) for r in answer["recipients"]],
                                 [("bob@example.net", "failed", reason)])


if __name__ == "__main__":
    unittest.main()
