"""Backsift in a .forward under a real Postfix on loopback, without systemd."""
import os
import pwd
import shutil
import unittest

import private_postfix
from support import BACKSIFT, BACKSCATTER, messages

TOKEN = "X-Your-Special-Header: With its content\n"
MAIL = ("From: Ann <{user}@example.net>\nTo: someone@refused.example.com\nSubject: {subject}\n"
        "Date: Sat, 21 Nov 2026 05:20:38 +0000\nMessage-ID: <{subject}@example.net>\n{token}\nhello\n")


@unittest.skipIf(private_postfix.why_not(), private_postfix.why_not() or "")
class Forward(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mta = private_postfix.PrivatePostfix()
        cls.addClassCleanup(cls.mta.stop)
        cls.mta.start()
        cls.user = private_postfix.USER
        cls.binary = cls.mta.root / "backsift"
        shutil.copy(BACKSIFT, cls.binary)
        cls.config = cls.mta.home / ".config/backsift/config.toml"
        cls.inbox = cls.mta.home / "Maildir"
        cls.folder = cls.inbox / ".Backscatter"

    def setUp(self):
        for path in (self.inbox, self.mta.home / ".config"):
            shutil.rmtree(path, ignore_errors=True)
        for part in ("cur", "new", "tmp"):
            (self.inbox / part).mkdir(parents=True)
        self.config.parent.mkdir(parents=True)
        self.write_config('[deliver]\ninbox = "~/Maildir"\n[token]\nheader = "X-Your-Special-Header"\n'
                          'value = "With its content"\ncovers = "all"\nsince = 2026-01-01\n')
        self.own(self.inbox, self.mta.home / ".config")
        self.mta.forward(f'"|{self.binary} || exit 75"')

    def write_config(self, text):
        self.config.write_text(text)
        self.own(self.config)

    def own(self, *paths):
        user = pwd.getpwnam(self.user)
        for path in paths:
            for p in [path, *path.rglob("*")]:
                os.chown(p, user.pw_uid, user.pw_gid)

    def bounce_of(self, subject, token):
        """Has Postfix write a genuine non-delivery report to ann."""
        self.mta.send(f"{self.user}@example.net", "someone@refused.example.com",
                      MAIL.format(user=self.user, subject=subject, token=token))

    def test_a_true_bounce_reaches_the_inbox_and_a_forged_one_the_folder(self):
        self.bounce_of("sent-by-ann", TOKEN)
        self.bounce_of("forged-as-ann", "")
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1 and len(messages_now(self.folder)) == 1,
                      f"bounces did not arrive: {self.mta.log.read_text()}")
        self.assertIn(b"Message-ID: <sent-by-ann@example.net>", messages(self.inbox)[0])
        self.assertIn(b"Message-ID: <forged-as-ann@example.net>", messages(self.folder)[0])
        self.assertTrue(messages(self.inbox)[0].startswith(b"Return-Path: <>"))

    def test_ordinary_mail_arrives(self):
        self.mta.send("bob@example.com", f"{self.user}@example.net", "From: bob@example.com\nSubject: hi\n\nhello\n")
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1, "did not arrive")
        self.assertIn(b"Subject: hi", messages(self.inbox)[0])

    def test_a_fault_defers_and_when_it_ends_the_mail_arrives(self):
        self.write_config("no toml [")
        bounced = self.mta.statuses().count("bounced")
        deferred = self.mta.statuses().count("deferred")
        self.mta.send("bob@example.com", f"{self.user}@example.net", "From: bob@example.com\nSubject: held\n\nhello\n")
        self.mta.wait(lambda: self.mta.statuses().count("deferred") > deferred, "was not deferred")
        self.assertEqual(messages_now(self.inbox), [])
        self.write_config('[deliver]\ninbox = "~/Maildir"\n')
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1, "the deferred mail did not arrive")
        self.assertEqual(self.mta.statuses().count("bounced"), bounced)
        self.mta.wait(lambda: not self.mta.queue(), "something is left in the queue")


def messages_now(maildir):
    """Without the check for tmp: a delivery may be under way."""
    return list((maildir / "new").iterdir()) if (maildir / "new").exists() else []


if __name__ == "__main__":
    unittest.main()
