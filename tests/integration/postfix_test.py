"""Backsift under a real Postfix on loopback: by .forward, by mailbox_command, and by pipe(8)."""
import unittest

import contained
from mta_cases import MtaCases
from private_postfix import PrivatePostfix
from support import needs

WHY_NOT = contained.why_not("postfix", "smtp-sink")


class Postfix(MtaCases):
    kind = PrivatePostfix


@needs(not WHY_NOT, WHY_NOT)
class Forward(Postfix, unittest.TestCase):
    broken_config_delivers = True

    def connect(self):
        self.mta.configure()
        self.mta.forward(self.snippet("examples/forward/forward"))


@needs(not WHY_NOT, WHY_NOT)
class MailboxCommand(Postfix, unittest.TestCase):
    def connect(self):
        self.mta.configure(main=self.snippet("contrib/postfix/main.cf"))


@needs(not WHY_NOT, WHY_NOT)
class Pipe(Postfix, unittest.TestCase):
    broken_config_delivers = True

    def connect(self):
        self.mta.configure(main="local_transport = backsift\n", master=self.snippet("contrib/postfix/master.cf"))


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter()
    unittest.main()
