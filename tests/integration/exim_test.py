"""Backsift under a real Exim on loopback: by .forward, and by a pipe transport."""
import unittest

import contained
import private_exim
from mta_cases import MtaCases
from support import needs

BESIDE = (private_exim.PACKAGE,)
WHY_NOT = contained.why_not("smtp-sink", "ip", beside=BESIDE)


@needs(not WHY_NOT, WHY_NOT)
class Forward(MtaCases, unittest.TestCase):
    guards = {"missing": (" || exit 75", ""), "killed": (" || exit 75", "")}
    kind = private_exim.PrivateExim
    broken_config_delivers = True

    def connect(self):
        self.mta.configure()
        self.mta.forward(self.snippet("examples/forward/forward.exim"))


@needs(not WHY_NOT, WHY_NOT)
class Transport(MtaCases, unittest.TestCase):
    guards = {"missing": ("  temp_errors = *\n", ""), "killed": ("  freeze_signal\n", "")}
    kind = private_exim.PrivateExim

    def connect(self):
        self.mta.configure(routers=self.snippet("contrib/exim/router"), transports=self.snippet("contrib/exim/transport"))


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter(BESIDE)
    unittest.main()
