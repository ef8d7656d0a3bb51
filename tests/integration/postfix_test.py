"""Backsift under a real Postfix on loopback: by .forward, by mailbox_command, and by pipe(8)."""
import unittest

import contained
from mta_cases import MtaCases
from private_postfix import PrivatePostfix
from support import needs

WHY_NOT = contained.why_not("postfix", "smtp-sink", "ip")

# A plain command Postfix runs itself, and defers when it cannot; with a shell in between it bounces.
SHELL = {fault: (" || exit 75", " 2>&1") for fault in ("missing", "killed")}


class Postfix(MtaCases):
    kind = PrivatePostfix


@needs(not WHY_NOT, WHY_NOT)
class Forward(Postfix, unittest.TestCase):
    guards = SHELL
    broken_config_delivers = True

    def connect(self):
        self.mta.configure()
        self.mta.forward(self.snippet("examples/forward/forward"))


@needs(not WHY_NOT, WHY_NOT)
class MailboxCommand(Postfix, unittest.TestCase):
    guards = SHELL

    def connect(self):
        self.mta.configure(main=self.snippet("contrib/postfix/main.cf"))


@needs(not WHY_NOT, WHY_NOT)
class Pipe(Postfix, unittest.TestCase):
    broken_config_delivers = True
    test_without_its_guards_the_snippet_bounces = None  # pipe(8) needs none: it defers by itself

    def connect(self):
        self.mta.configure(main="local_transport = backsift\n", master=self.snippet("contrib/postfix/master.cf"))


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter()
    unittest.main()
