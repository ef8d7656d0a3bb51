"""Backsift under a real Exim on loopback: by .forward, and by a pipe transport."""
import subprocess
import unittest

import contained
import private_exim
from mta_cases import MtaCases
from mta_world import GOOD_CONFIG
from printed_lines import lines_for
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
class PrintedForward(Forward):
    """The line that init prints for Exim, pasted."""

    def connect(self):
        self.config.unlink()
        done = subprocess.run([self.binary, "init", "--yes", "--inbox", self.inbox], capture_output=True, text=True, check=True,
                              timeout=60, env={"HOME": str(self.mta.home), "USER": "ann"})
        self.write_config(GOOD_CONFIG)
        line = lines_for(done.stdout, "~/.forward (Exim)")
        self.assertIn(str(self.binary), line)
        self.mta.configure()
        self.mta.forward(line.replace(*self.change) if self.change else line)


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
