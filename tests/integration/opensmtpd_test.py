"""Backsift under a real OpenSMTPD on loopback: by .forward, and as its mda."""
import unittest

import contained
import private_opensmtpd
from mta_cases import MtaCases
from support import needs

BESIDE = (private_opensmtpd.PACKAGE,)
WHY_NOT = contained.why_not("smtp-sink", "ip", beside=BESIDE)


@needs(not WHY_NOT, WHY_NOT)
class Forward(MtaCases, unittest.TestCase):
    guards = {"missing": (" || exit 75", ""), "killed": (" || exit 75", "")}
    kind = private_opensmtpd.PrivateOpenSmtpd
    broken_config_delivers = True

    def connect(self):
        self.mta.configure()
        self.mta.forward(self.snippet("examples/forward/forward"))


@needs(not WHY_NOT, WHY_NOT)
class Mda(MtaCases, unittest.TestCase):
    guards = {"missing": (" || exit 75", ""), "killed": (" || exit 75", "")}
    kind = private_opensmtpd.PrivateOpenSmtpd

    def connect(self):
        self.mta.configure(self.snippet("contrib/opensmtpd/smtpd.conf"))


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
