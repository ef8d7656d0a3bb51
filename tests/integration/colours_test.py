"""Colours stand on a terminal only, and NO_COLOR takes them away there."""
import unittest

from support import BACKSCATTER, HomeTest

ESCAPE = b"\x1b["


class Colours(HomeTest):
    def setUp(self):
        super().setUp()
        self.mail = self.inbox / "cur/1.x:2,S"
        self.mail.write_text(BACKSCATTER)
        self.odd = self.home / "odd.toml"
        self.odd.write_text('[relays]\nnames = ["*"]\n')
        self.odd.chmod(0o600)
        self.calls = (("scan", "--config", self.config, self.inbox), ("explain", "--config", self.config, self.mail),
                      ("classify", "--config", self.config, self.mail), ("check", "--config", self.odd), ("help", "scan"))

    def test_a_terminal_is_coloured(self):
        for arguments in self.calls:
            self.assertIn(ESCAPE, self.at_terminal(*arguments), arguments[0])

    def test_not_with_NO_COLOR_and_not_where_the_terminal_is_dumb(self):
        for arguments in self.calls:
            self.assertNotIn(ESCAPE, self.at_terminal(*arguments, NO_COLOR="1"), arguments[0])
        self.assertIn(ESCAPE, self.at_terminal(*self.calls[0], NO_COLOR=""))

    def test_a_file_or_pipe_is_not(self):
        for arguments in self.calls:
            self.assertNotIn(ESCAPE, self.run_backsift(*arguments, TERM="xterm").stdout, arguments[0])


if __name__ == "__main__":
    unittest.main()
