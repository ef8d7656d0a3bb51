"""What nobody sees at a terminal is told to the system's log: a datagram to /dev/log."""
import os
import pathlib
import pty
import re
import socket
import subprocess
import unittest

from support import BACKSIFT, ORDINARY, HomeTest, needs

LOG = pathlib.Path("/dev/log")


@needs(os.geteuid() == 0 and not LOG.exists(), "needs root, and a machine where nobody listens at /dev/log")
class SystemLog(HomeTest):
    def setUp(self):
        super().setUp()
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.listener.bind(str(LOG))
        self.listener.settimeout(5)
        self.addCleanup(LOG.unlink)
        self.addCleanup(self.listener.close)

    def assert_told(self, text):
        """Among what others log meanwhile; within five seconds."""
        while True:
            line = self.listener.recv(2000).decode(errors="replace")
            if text in re.sub(r"\s+", " ", line):
                break
        self.assertRegex(line, r"^<20>backsift\[\d+\]: ")
        self.assertFalse(re.search(r"[\x00-\x1f\x7f]", line), line)

    def test_a_command_mistyped_in_a_forward_is_told_to_the_log_and_to_nobody_else(self):
        done = self.run_backsift("delivr", stdin=ORDINARY)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (75, b"", b""))
        self.assert_told('there is no command "delivr" did you mean "deliver"?')

    def test_so_is_an_option_that_deliver_does_not_know(self):
        done = self.run_backsift("deliver", "--inbx", "x", stdin=ORDINARY)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (75, b"", b""))
        self.assert_told("--inbx")

    def test_who_tries_a_delivery_at_a_terminal_is_told_there_too(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BACKSIFT, "deliver", "--inbox", self.home / "nowhere"], stdin=subprocess.PIPE, stdout=theirs, stderr=theirs,
                                   env=self.environment())
        process.communicate(ORDINARY.encode())
        os.close(theirs)
        self.assertEqual(process.returncode, 75)
        self.assertIn(str(self.home / "nowhere"), os.read(ours, 65536).decode().replace("\r\n", ""))
        os.close(ours)
        self.assert_told(str(self.home / "nowhere"))

    def test_a_broken_config_is_told_with_its_place(self):
        self.config.write_text("no toml [")
        done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=ORDINARY)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assert_told(f"{self.config}:1:")


if __name__ == "__main__":
    unittest.main()
