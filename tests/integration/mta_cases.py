"""What every mail server must do with Backsift, however it calls it: a true bounce reaches the inbox
and a forged one the folder; a fault defers, bounces nothing, and when it ends the mail arrives."""
import os
import shutil
import subprocess
import unittest

import contained
from contained import SCRATCH
from private_mta import USER, remove
from support import BACKSIFT, SOURCE, make_maildir, messages

TOKEN = "X-Your-Special-Header: With its content\n"
MAIL = ("From: Ann <ann@example.net>\nTo: someone@refused.example.com\nSubject: {subject}\n"
        "Date: Sat, 21 Nov 2026 05:20:38 +0000\nMessage-ID: <{subject}@example.net>\n{token}\nhello\n")
ORDINARY = "From: bob@example.com\nTo: ann@example.net\nSubject: {subject}\nMessage-ID: <{subject}@example.com>\n\nhello\n"
GOOD_CONFIG = """[deliver]
inbox = "~/Maildir"
[token]
header = "X-Your-Special-Header"
value = "With its content"
covers = "all"
since = 2026-01-01
"""


def messages_now(maildir):
    """Without the check for tmp: a delivery may be under way."""
    return list((maildir / "new").iterdir()) if (maildir / "new").exists() else []


class MtaCases:
    """Mixed into a unittest.TestCase that sets `kind` to a PrivateMta and connects Backsift in `connect`."""

    kind = None
    guards = {}  # fault: the words of the snippet without which it bounces, and what stands there instead
    change = None  # such words, and what they become
    broken_config_delivers = False  # where --inbox is named, a config that is broken is no reason to wait

    @classmethod
    def setUpClass(cls):
        cls.mta = running(cls.kind)
        cls.binary = SCRATCH / "backsift"
        if not cls.binary.exists():
            shutil.copy(BACKSIFT, cls.binary)
        cls.inbox = cls.mta.home / "Maildir"
        cls.folder = cls.inbox / ".Backscatter"
        cls.config = cls.mta.home / ".config/backsift/config.toml"

    def setUp(self):
        self.mta.empty_queue()
        for name in ("Maildir", ".config", ".local", ".forward"):
            remove(self.mta.home / name)
        make_maildir(self.inbox)
        self.config.parent.mkdir(parents=True)
        self.write_config(GOOD_CONFIG)
        self.mta.own(self.inbox, self.mta.home / ".config")
        self.connect()

    def connect(self):
        raise NotImplementedError

    def snippet(self, name):
        """The file of contrib/ or examples/, with this test's places."""
        text = (SOURCE / name).read_text()
        for theirs, here in (("/usr/local/bin/backsift", self.binary), ("/usr/bin/backsift", self.binary),
                             ("/home/ann", self.mta.home)):
            text = text.replace(theirs, str(here))
        return text.replace(*self.change) if self.change else text

    def write_config(self, text):
        self.config.write_text(text)
        self.mta.own(self.config)

    def bounce_of(self, subject, token="", **client):
        """Has the server write a genuine non-delivery report to ann."""
        self.mta.send(f"{USER}@example.net", "someone@refused.example.com", MAIL.format(subject=subject, token=token), **client)

    def arrive(self, *, inbox=0, folder=0):
        self.mta.wait(lambda: (len(messages_now(self.inbox)), len(messages_now(self.folder))) == (inbox, folder),
                      lambda: f"{len(messages_now(self.inbox))} in the inbox and {len(messages_now(self.folder))} in the "
                              f"folder, not {inbox} and {folder}: {self.mta.log_text()[-3000:]}")

    def test_a_true_bounce_reaches_the_inbox_and_a_forged_one_the_folder(self):
        self.bounce_of("sent-by-ann", TOKEN)
        self.bounce_of("forged-as-ann", source=contained.FOREIGN, name="host166.spam.test")
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
                self.mta.wait(lambda: self.mta.count("bounced") == bounced + 1,
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


SERVERS = {}


def running(kind):
    """The one server of that kind, started when it is first wanted."""
    if kind not in SERVERS:
        server = kind()
        unittest.addModuleCleanup(server.stop)
        SERVERS[kind] = server
        server.start()
    return SERVERS[kind]
