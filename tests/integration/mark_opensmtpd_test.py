"""Marking by a real OpenSMTPD: what a user hands in leaves with a token."""
import os
import pathlib
import re
import smtplib
import unittest

import contained
import mark_world
import private_opensmtpd
from mark_world import FILTER_NUMBER, LETTER, TOKEN, kept_mail, snippet
from mta_world import running
from support import needs

BESIDE = (private_opensmtpd.PACKAGE,)
WHY_NOT = contained.why_not("smtp-sink", "ip", "setpriv", beside=BESIDE)
SUBMITTING = contained.FOREIGN[1]


@needs(not WHY_NOT, WHY_NOT)
class Mda(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mta = running(private_opensmtpd.PrivateOpenSmtpd)
        if not mark_world.KEPT.exists():
            mark_world.keep_outside(cls.mta)
        cls.config = mark_world.make_key(pathlib.Path("/etc/backsift"), FILTER_NUMBER, mark_world.install())
        sendmail = pathlib.Path("/etc/backsift/sendmail")  # the real one, set-group-id as its package makes it
        # Unpacked beside Postfix, this smtpd has no TLS and so no AUTH: who may send is told by address.
        cls.lines = (snippet("opensmtpd/mark-each.conf").replace("/usr/sbin/sendmail", str(sendmail))
                     .replace("match auth from any", f"match from src {SUBMITTING}")
                     + f'action "keeping" relay host smtp://127.0.0.1:{mark_world.KEEPING_PORT}\n'
                     'match from local for domain "kept.example.com" action "keeping"\n' + private_opensmtpd.MAILDIR)
        pathlib.Path(sendmail).write_bytes(private_opensmtpd.CONTROL.read_bytes())
        os.chown(sendmail, 0, 2003)
        sendmail.chmod(0o2755)

    def submit(self, subject, sender="ann@example.net"):
        with smtplib.SMTP("127.0.0.1", 25, timeout=30, source_address=(SUBMITTING, 0)) as smtp:
            smtp.sendmail(sender, "bob@kept.example.com", LETTER.format(subject=subject).replace("\n", "\r\n"))

    def setUp(self):
        self.mta.configure(self.lines)

    def test_writes_a_token_for_each_message(self):
        self.submit("each-one")
        self.submit("each-two")
        one, two = (re.findall(TOKEN, kept_mail(self.mta, f"each-{n}")) for n in ("one", "two"))
        self.assertEqual((len(one), len(two)), (1, 1))
        self.assertNotEqual(one, two)

    def test_in_trouble_the_mail_goes_out_unmarked(self):
        good = self.config.read_text()
        self.config.write_text("no toml [")
        self.addCleanup(self.config.write_text, good)
        self.submit("in-trouble")
        self.assertNotRegex(kept_mail(self.mta, "in-trouble"), TOKEN)

    def test_a_sender_may_hold_what_a_shell_would_read(self):
        trap = contained.SCRATCH / "trapped"
        sender = f"a'`touch${{IFS}}{trap}`'@example.net"
        self.submit("with-quote", sender=sender)
        self.assertRegex(kept_mail(self.mta, "with-quote"), TOKEN)
        self.assertFalse(trap.exists())


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
