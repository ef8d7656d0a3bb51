"""What every mail server must do with Backsift, however it calls it: a true bounce reaches the inbox
and a forged one the folder; a fault defers, bounces nothing, and when it ends the mail arrives."""
import os
import subprocess

import contained
from mta_world import ORDINARY, TOKEN, MtaWorld, messages_now
from private_mta import USER
from support import make_maildir, messages


class MtaCases(MtaWorld):
    """Mixed into a unittest.TestCase, as MtaWorld is."""

    guards = {}  # fault: the words of the snippet without which it bounces, and what stands there instead
    broken_config_delivers = False  # where --inbox is named, a config that is broken is no reason to wait

    def test_a_true_bounce_reaches_the_inbox_and_a_forged_one_the_folder(self):
        self.bounce_of("sent-by-ann", TOKEN)
        self.bounce_of("forged-as-ann", source=contained.FOREIGN[0], name="host166.spam.test")
        self.arrive(inbox=1, folder=1)
        self.assertIn(b"Message-ID: <sent-by-ann@example.net>", messages(self.inbox)[0].replace(b"Message-Id", b"Message-ID"))
        self.assertIn(b"Message-ID: <forged-as-ann@example.net>", messages(self.folder)[0].replace(b"Message-Id", b"Message-ID"))

    def test_ordinary_mail_arrives(self):
        self.mta.send("bob@example.com", f"{USER}@example.net", ORDINARY.format(subject="hi"))
        self.arrive(inbox=1)
        self.assertIn(b"Subject: hi", messages(self.inbox)[0])

    def deferred_until(self, subject, mend):
        """A message is sent and deferred; once mended it arrives, nothing bounces, the queue is empty."""
        bounced, deferred = self.mta.count("bounced"), self.mta.count("deferred")
        self.mta.send("bob@example.com", f"{USER}@example.net", ORDINARY.format(subject=subject))
        self.mta.wait(lambda: self.mta.count("deferred") > deferred, lambda: f"was not deferred: {self.mta.log_text()[-3000:]}")
        self.assertEqual(messages_now(self.inbox), [])
        mend()

        def arrived():
            if len(messages_now(self.inbox)) != 1:
                self.mta.try_again()
            return len(messages_now(self.inbox)) == 1
        self.mta.wait(arrived, lambda: f"the deferred mail did not arrive: {self.mta.log_text()[-3000:]}")
        self.mta.wait(lambda: not self.mta.queue(), lambda: f"left in the queue: {self.mta.queue()}")
        self.assertEqual(self.mta.count("bounced"), bounced)
        self.assertIn(b"Message-ID: <" + subject.encode() + b"@example.com>", messages(self.inbox)[0])

    def broken_binary(self, fault):
        """Is missing, or is killed as the kernel does where memory is short; how to mend it."""
        away = self.binary.with_name("away")
        self.binary.rename(away)
        self.addCleanup(lambda: away.exists() and away.rename(self.binary))
        if fault == "killed":
            self.binary.write_text("#!/bin/sh\nkill -9 $$\n")
            self.binary.chmod(0o755)
        return lambda: away.rename(self.binary)

    def test_a_binary_that_is_missing_defers(self):
        self.deferred_until("missing", self.broken_binary("missing"))

    def test_a_binary_that_is_killed_defers(self):
        self.deferred_until("killed", self.broken_binary("killed"))

    def test_without_its_guards_the_snippet_bounces(self):
        """The traps in the comments are real, and this test would see a bounce."""
        for fault, self.change in self.guards.items():
            with self.subTest(fault=fault, change=self.change):
                self.connect()
                bounced = self.mta.count("bounced")
                mend = self.broken_binary(fault)
                # From nobody: nothing comes of its bounce that the next test would meet.
                self.mta.send("", f"{USER}@example.net", ORDINARY.format(subject=fault))
                self.mta.wait(lambda: self.mta.count("bounced") > bounced,
                              lambda: f"did not bounce: {self.mta.log_text()[-3000:]}", 20)
                mend()

    def test_a_full_disk_defers(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", str(self.inbox)], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.inbox)], capture_output=True)
        make_maildir(self.inbox)
        fill = os.open(self.inbox / "fill", os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(fill, bytes(4096))
        except OSError:
            os.close(fill)
        self.mta.own(self.inbox)
        self.deferred_until("full", (self.inbox / "fill").unlink)

    def test_a_broken_config_loses_and_bounces_nothing(self):
        self.write_config("no toml [")
        if not self.broken_config_delivers:
            self.deferred_until("held", lambda: self.write_config('[deliver]\ninbox = "~/Maildir"\n'))
            return
        bounced = self.mta.count("bounced")
        self.mta.send("bob@example.com", f"{USER}@example.net", ORDINARY.format(subject="unjudged"))
        self.arrive(inbox=1)
        self.assertEqual(self.mta.count("bounced"), bounced)
