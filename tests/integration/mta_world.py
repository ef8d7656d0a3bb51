"""The ground for tests with a mail server: one server that runs, ann's home with a Maildir and a good
config, and Backsift's snippets with this ground's paths."""
import shutil
import unittest

from contained import SCRATCH
from private_mta import USER, remove
from support import BACKSIFT, SOURCE, make_maildir

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


class MtaWorld:
    """Mixed into a unittest.TestCase that sets `kind` to a PrivateMta and connects Backsift in `connect`."""

    kind = None
    change = None  # such words, and what they become

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


RUNNING = {}  # at most one: they want the same port


def running(kind):
    """The server of that kind, started when it is first wanted."""
    if kind not in RUNNING:
        for other in list(RUNNING):
            RUNNING.pop(other).stop()
        RUNNING[kind] = kind()
        unittest.addModuleCleanup(RUNNING[kind].stop)
        RUNNING[kind].start()
    return RUNNING[kind]
