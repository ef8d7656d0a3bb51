"""What the integration tests share: the binary, a private home, and mails written by us."""
import os
import pathlib
import pty
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("BACKSIFT_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
BACKSIFT = os.environ.get("BACKSIFT", str(SOURCE / "build/release/src/backsift"))

CONFIG = """
[identity]
addresses = ["ann@example.org"]
[token]
header = "X-Your-Special-Header"
value  = "With its content"
covers = "all"
since  = 2026-01-01
[relays]
names  = ["mail.example.org", "192.0.2.10"]
"""

SENT_BY_ANN = """\
Received: from mail.example.org (mail.example.org [192.0.2.10])
\tby mx.example.net (Postfix) with ESMTP id 2 for <bob@example.net>; Sat, 21 Nov 2026 05:20:40 +0000
Message-ID: <one@example.org>
From: Ann <ann@example.org>
To: bob@example.net
Subject: lunch
Date: Sat, 21 Nov 2026 05:20:38 +0000
X-Your-Special-Header: With its content

Shall we?
"""

FORGED_AS_ANN = """\
Received: from host166.spam.test (host166.spam.test [192.0.2.166])
\tby mx.example.net (Postfix) with ESMTP id 4 for <bob@example.net>; Sat, 21 Nov 2026 05:20:40 +0000
Message-ID: <two@host166.spam.test>
From: Ann <ann@example.org>
To: bob@example.net
Subject: watches
Date: Sat, 21 Nov 2026 05:20:38 +0000

Buy!
"""

ORDINARY = """\
Return-Path: <bob@example.net>
From: Bob <bob@example.net>
To: ann@example.org
Subject: Re: Undelivered Mail Returned to Sender
Date: Sat, 21 Nov 2026 05:20:38 +0000
Message-ID: <three@example.net>

Why do I get these? "Undelivered Mail Returned to Sender", they say.
"""


def needs_not_met(reason):
    """Skips; but where everything is to be there (BACKSIFT_NO_SKIPS), fails."""
    if "BACKSIFT_NO_SKIPS" in os.environ:
        raise AssertionError(f"may not be skipped: {reason}")
    raise unittest.SkipTest(reason)


def needs(condition, otherwise):
    """For a test or its class: skips it, with the reason, where the condition does not hold."""
    if condition:
        return lambda test: test
    if "BACKSIFT_NO_SKIPS" in os.environ:
        raise AssertionError(f"may not be skipped: {otherwise}")
    return unittest.skip(otherwise)


def bounce(returned, subject="Undelivered Mail Returned to Sender"):
    """A bounce to ann as Postfix writes it, returning that message."""
    return f"""\
Return-Path: <>
Received: from mx.example.net (mx.example.net [192.0.2.25])
\tby mail.example.org (Postfix) with ESMTP id 1 for <ann@example.org>; Sat, 21 Nov 2026 05:20:43 +0000
Date: Sat, 21 Nov 2026 05:20:42 +0000
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: ann@example.org
Subject: {subject}
Auto-Submitted: auto-replied
Message-ID: <bounce@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I could not deliver your message.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; bob@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b1
Content-Type: message/rfc822

{returned}
--b1--
"""


GENUINE = bounce(SENT_BY_ANN)
BACKSCATTER = bounce(FORGED_AS_ANN)


def make_maildir(path):
    for folder in ("cur", "new", "tmp"):
        (path / folder).mkdir(parents=True)
    return path


def messages(maildir):
    """The messages of a Maildir, as bytes, and a check that nothing is left in tmp."""
    if not maildir.exists():
        return []
    left = list((maildir / "tmp").iterdir())
    assert not left, f"left in tmp: {left}"
    return [p.read_bytes() for d in ("new", "cur") for p in sorted((maildir / d).iterdir())]


class HomeTest(unittest.TestCase):
    """A test with a home directory, a config and a Maildir of its own."""

    def setUp(self):
        self._scratch = tempfile.TemporaryDirectory(prefix="backsift-test-")
        self.addCleanup(self._scratch.cleanup)
        self.home = pathlib.Path(self._scratch.name)
        self.home.chmod(0o755)
        self.inbox = make_maildir(self.home / "Maildir")
        self.folder = self.inbox / ".Backscatter"
        self.config = self.home / "config.toml"
        self.config.write_text(CONFIG)
        self.config.chmod(0o644)

    def environment(self, **more):
        return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C", **more}

    def run_backsift(self, *arguments, stdin=b"", **more):
        """Runs the real binary; returns the finished process with bytes."""
        if isinstance(stdin, str):
            stdin = stdin.encode()
        return subprocess.run([BACKSIFT, *map(str, arguments)], input=stdin, capture_output=True, timeout=60,
                              env=self.environment(**more))

    def at_terminal(self, *arguments, **more):
        """Runs the real binary at a terminal of its own; returns what it wrote to standard output there."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BACKSIFT, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL,
                                   env=self.environment(TERM="xterm", **more))
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:
            pass  # the other end is closed
        os.close(ours)
        process.wait(timeout=60)
        return seen
