"""`backsift check`: what it refuses, how it points at it, and that delivery goes on all the same."""
import os
import subprocess
import unittest

from support import BACKSCATTER, BACKSIFT, GENUINE, HomeTest, messages

HOSTILE_RULE = """\
[[rule]]
id = "mine"
why = "a rule of mine"
kind = "bounce"
sign = "phrase"
any = [ { text = [ '(a*a*a*a*)*fox$' ] } ]
yes = [ { value = "a fox" } ]
no = [ { value = "hello" } ]
"""


class Check(HomeTest):
    def check(self, *arguments):
        return self.run_backsift("check", "--config", self.config, *arguments)

    def test_points_with_a_caret_and_a_hint(self):
        self.config.write_text('[relays]\nnames = ["mail.example.org", "*example.org"]\n')
        done = self.check()
        self.assertEqual(done.returncode, 78)
        self.assertIn(f'{self.config}:2:30: error: "*example.org" matches too much: strangers may own a domain that ends so\n'
                      '    names = ["mail.example.org", "*example.org"]\n'
                      + " " * 33 + '^\n    "*.example.org"\n', done.stdout.decode())
        with open("/dev/full", "w") as full:
            done = subprocess.run([BACKSIFT, "check", "--config", self.config], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 75)
        self.config.write_text('[relay]\nnames = ["mail.example.org"]\n')
        done = self.check()
        self.assertEqual(done.returncode, 78)
        self.assertIn(b'did you mean "relays"?', done.stderr)

    def test_shows_no_secret(self):
        self.config.write_text('[token]\nheader = "X-Mine"\nvalue = "hunter2"\ncovers = "some"\n')
        done = self.check()
        self.assertEqual(done.returncode, 0)
        self.assertIn(b":3:1: warning: the token's value is shorter than 16 characters", done.stdout)
        self.assertNotIn(b"hunter2", done.stdout + done.stderr)

    def test_shows_no_secret_under_a_mistyped_name(self):
        mail = b"From: ann@example.org\n\nText.\n"
        for config in ('[token]\nvalu = "hunter2hunter2"\n', '[token]\nheader = ["hunter2hunter2"]\n', '[token]\ncovers = "hunter2hunter2"\n',
                       '[token]\nthing = "hunter2hunter2"\n', 'token = "hunter2hunter2"\n', 'tokn = { valu = "hunter2hunter2" }\n',
                       'valeu = "hunter2hunter2"\n', '[tokne]\nx = hunter2hunter2\n', '[identity]\nvaleu = "hunter2hunter2"\n',
                       '[token]\nvalu = "hunter2hunter2\n', '[envelope]\nform = "hunter2hunter2"\n', '[envelope]\nsecert = "hunter2hunter2"\n'):
            with self.subTest(config):
                self.config.write_text(config)
                for command in ("check", "scan", "doctor"):
                    done = self.run_backsift(command, "--config", self.config, stdin=b"")
                    self.assertNotIn(b"hunter2", done.stdout + done.stderr)
                self.assertEqual(self.check().returncode, 78)
                delivered = self.run_backsift("deliver", "--config", self.config, "-i", self.inbox, stdin=mail)
                self.assertEqual(delivered.returncode, 0, delivered.stderr)
                written = b"".join(path.read_bytes() for path in self.home.rglob("*") if path.is_file() and path != self.config)
                self.assertNotIn(b"hunter2", delivered.stderr + written)

    def test_finds_files_that_others_may_write(self):
        rules = self.home / "rules.toml"
        rules.write_text("")
        rules.chmod(0o666)
        self.config.write_text(f'[rules]\nfiles = ["{rules}"]\n')
        done = self.check()
        self.assertEqual(done.returncode, 78)
        self.assertIn(f"{self.config}:2:10: error: {rules}: may be written by".encode(), done.stdout)

    def test_names_the_rule_file_of_the_command_line(self):
        shared = self.home / "shared.toml"
        shared.write_text("")
        shared.chmod(0o666)
        pipe = self.home / "pipe.toml"
        os.mkfifo(pipe)
        for rules in (shared, pipe, self.home / "gone.toml"):
            done = self.check("--rules", rules)
            self.assertEqual(done.returncode, 78)
            self.assertTrue(any(line.startswith(f"{rules}: error: ".encode()) for line in done.stdout.splitlines()), done)

    def test_runs_the_examples_of_the_users_rules(self):
        rules = self.home / "rules.toml"
        rules.write_text(HOSTILE_RULE.replace("(a*a*a*a*)*fox$", "^a fox").replace('"a fox" }', '"a hare" }'))
        self.config.write_text("")
        done = self.check("--rules", rules)
        self.assertEqual(done.returncode, 78)
        self.assertIn(f'{rules}:7:'.encode(), done.stdout)
        self.assertIn(b'rule "mine" does not hit its example of `yes`', done.stdout)

    def test_refuses_a_pattern_that_takes_for_ever_and_delivery_goes_on(self):
        rules = self.home / "rules.toml"
        rules.write_text(HOSTILE_RULE)
        self.config.write_text(self.config.read_text() + f'[rules]\nfiles = ["{rules}"]\n')
        done = self.check()
        self.assertEqual(done.returncode, 78)
        self.assertIn(f'{rules}:6:20:'.encode(), done.stdout)
        self.assertIn(b'in rule "mine": this pattern takes too long on hostile text', done.stdout)
        hostile = BACKSCATTER.replace("I could not deliver your message.", "a" * 100_000)
        for mail in (GENUINE, BACKSCATTER, hostile):
            done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=mail)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual(len(messages(self.inbox)) + len(messages(self.folder)), 3)
        self.assertEqual(len(messages(self.folder)), 2, "the token's absence convicts, whatever that rule does")


if __name__ == "__main__":
    unittest.main()
