"""What a server's owner can refuse at SMTP time, as contrib/ shows it, under Postfix and Exim with a real
DNS list: a listed host's bounce is refused; true bounces, ordinary mail and questions whether a user
exists are not; and where DNS does not answer, everything passes."""
import smtplib
import unittest

import contained
import private_dns
import private_exim
import private_postfix
from mta_world import ORDINARY, MtaWorld, messages_now
from private_mta import USER
from support import bounce, needs

BESIDE = (private_exim.PACKAGE, private_dns.PACKAGE)
WHY_NOT = contained.why_not("postfix", "smtp-sink", "ip", beside=BESIDE)
LISTED, LISTED_TOO, OTHER = contained.FOREIGN
RETURNED = ("Received: from {helo} (host [{address}])\n\tby mx.example.com with ESMTP id 1\n"
            "\tfor <bob@example.com>; Sat, 21 Nov 2026 05:20:40 +0000\nFrom: Ann <ann@example.net>\n"
            "To: bob@example.com\nSubject: lunch\nMessage-ID: <lunch@example.net>\n\nShall we?\n")
TRUE = bounce(RETURNED.format(helo="mail.example.net", address="192.0.2.10"))
FORGED = bounce(RETURNED.format(helo="example.net", address="192.0.2.166"))


class FrontLine(MtaWorld):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dns = private_dns.PrivateDnsList((LISTED, LISTED_TOO))
        cls.dns.start()
        cls.addClassCleanup(cls.dns.stop)

    def passes(self, sender, message, host):
        """It is taken and arrives."""
        before = len(messages_now(self.inbox))
        self.mta.send(sender, f"{USER}@example.net", message, source=host)
        self.arrive(inbox=before + 1)

    def refused(self, sender, message, host):
        with self.assertRaises(smtplib.SMTPResponseException) as caught:
            self.mta.send(sender, f"{USER}@example.net", message, source=host)
        self.assertIn(caught.exception.smtp_code, (550, 554))
        return caught.exception.smtp_error

    def test_a_true_bounce_passes_and_a_listed_hosts_does_not(self):
        self.passes("", TRUE, OTHER)
        self.assertIn(LISTED.encode(), self.refused("", TRUE, LISTED))

    def test_a_listed_hosts_ordinary_mail_passes(self):
        self.passes("bob@example.com", ORDINARY.format(subject="hi"), LISTED)

    def test_a_listed_host_may_ask_whether_a_user_exists(self):
        with smtplib.SMTP("127.0.0.1", 25, timeout=30, source_address=(LISTED, 0)) as smtp:
            smtp.ehlo("client.example.org")
            self.assertEqual(smtp.mail("")[0], 250)
            self.assertEqual(smtp.rcpt(f"{USER}@example.net")[0], 250)

    def test_without_dns_everything_passes(self):
        self.dns.stop()
        try:
            self.passes("", TRUE, LISTED_TOO)  # of whom no answer is remembered
        finally:
            self.dns.start()


@needs(not WHY_NOT, WHY_NOT)
class Postfix(FrontLine, unittest.TestCase):
    kind = private_postfix.PrivatePostfix

    def connect(self):
        table = contained.SCRATCH / "forged-names"
        table.write_text(self.snippet("contrib/postfix/forged-names").replace(r"example\.org", r"example\.net"))
        lines = self.snippet("contrib/postfix/front-line.cf").replace("/etc/postfix/forged-names", str(table))
        self.mta.configure(main=lines)

    def test_a_bounce_that_returns_a_forged_name_is_refused(self):
        self.passes("", TRUE, OTHER)
        self.assertIn(b"not sent by us", self.refused("", FORGED, OTHER))


@needs(not WHY_NOT, WHY_NOT)
class Exim(FrontLine, unittest.TestCase):
    kind = private_exim.PrivateExim

    def connect(self):
        self.mta.configure(main="acl_smtp_predata = from_nobody\n", acl="accept\n" + self.snippet("contrib/exim/front-line"),
                           routers=self.snippet("contrib/exim/router"), transports=self.snippet("contrib/exim/transport"))


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
