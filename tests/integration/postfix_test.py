"""Backsift in a .forward under a real Postfix on loopback, without systemd."""
import os
import pwd
import shutil
import subprocess
import unittest

import private_postfix
from support import BACKSIFT, SOURCE, messages

TOKEN = "X-Your-Special-Header: With its content\n"
MAIL = ("From: Ann <{user}@example.net>\nTo: someone@refused.example.com\nSubject: {subject}\n"
        "Date: Sat, 21 Nov 2026 05:20:38 +0000\nMessage-ID: <{subject}@example.net>\n{token}\nhello\n")


@unittest.skipIf(private_postfix.why_not(), private_postfix.why_not() or "")
class Postfix(unittest.TestCase):
    """One Postfix and one user; how mail comes to Backsift differs."""

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
        self.connect()

    def connect(self):
        raise unittest.SkipTest("the ways are below")

    def snippet(self, name):
        text = (SOURCE / "contrib/postfix" / name).read_text()
        return text.replace("/usr/bin/backsift", str(self.binary)).replace("/home/ann", str(self.mta.home)).replace(
            "user=ann", f"user={self.user}")

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

    def deferred_until(self, subject, mend):
        """A message is sent and deferred; once mended it arrives, nothing bounces, the queue is empty."""
        bounced = self.mta.statuses().count("bounced")
        deferred = self.mta.statuses().count("deferred")
        self.mta.send("bob@example.com", f"{self.user}@example.net", f"From: bob@example.com\nSubject: {subject}\n\nhello\n")
        self.mta.wait(lambda: self.mta.statuses().count("deferred") > deferred, "was not deferred")
        self.assertEqual(messages_now(self.inbox), [])
        mend()
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1, f"the deferred mail did not arrive: {self.mta.log.read_text()[-3000:]}", 90)
        self.assertEqual(self.mta.statuses().count("bounced"), bounced)
        self.mta.wait(lambda: not self.mta.queue(), "something is left in the queue")

    def test_a_binary_that_is_missing_defers(self):
        away = self.binary.with_name("away")
        self.binary.rename(away)
        self.addCleanup(lambda: away.exists() and away.rename(self.binary))
        self.deferred_until("missing", lambda: away.rename(self.binary))

    def test_a_full_disk_defers(self):
        self.full_disk()
        self.deferred_until("full", lambda: (self.inbox / "fill").unlink())

    def full_disk(self):
        """A small tmpfs over the Maildir, in everybody's sight, for Postfix is running already."""
        size = "size=256k,mode=700"
        if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(self.inbox)], capture_output=True).returncode:
            self.skipTest("may not mount here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.inbox)], capture_output=True)
        for part in ("cur", "new", "tmp"):
            (self.inbox / part).mkdir()
        try:
            with open(self.inbox / "fill", "wb", buffering=0) as fill:
                while True:
                    fill.write(bytes(4096))
        except OSError:
            pass
        self.own(self.inbox)

    def test_a_fault_defers_and_when_it_ends_the_mail_arrives(self):
        self.write_config("no toml [")
        self.deferred_until("held", lambda: self.write_config('[deliver]\ninbox = "~/Maildir"\n'))


class Forward(Postfix):
    def connect(self):
        self.mta.forward(f'"|{self.binary} || exit 75"')


class MailboxCommand(Postfix):
    def connect(self):
        self.mta.configure(main=self.snippet("main.cf"))


class Pipe(Postfix):
    def connect(self):
        self.mta.configure(main="local_transport = backsift\n", master=self.snippet("master.cf"))

    def test_a_fault_defers_and_when_it_ends_the_mail_arrives(self):
        """With --inbox named, a config that is broken is no reason to wait."""
        self.write_config("no toml [")
        self.mta.send("bob@example.com", f"{self.user}@example.net", "From: bob@example.com\nSubject: hi\n\nhello\n")
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1, "did not arrive")


del Postfix  # only its kinds are run


def messages_now(maildir):
    """Without the check for tmp: a delivery may be under way."""
    return list((maildir / "new").iterdir()) if (maildir / "new").exists() else []


if __name__ == "__main__":
    unittest.main()
