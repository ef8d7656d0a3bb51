"""What the README shows is what happens. `readme_test.py --write` puts today's output in."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

from support import BACKSIFT, SOURCE, HomeTest

README = SOURCE / "README.md"
SCREEN = re.compile(r"(<!-- (backsift .*?) -->\n```\n)(.*?)(```\n)", re.S)
WORDS = re.compile(r"`backsift ([a-z]+)")


def output(command):
    environment = {"PATH": f"{pathlib.Path(BACKSIFT).parent}:/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent"}
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=SOURCE, env=environment, capture_output=True, timeout=60)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


class Readme(HomeTest):
    def test_every_screen_is_real_output(self):
        screens = SCREEN.findall(README.read_text())
        self.assertGreaterEqual(len(screens), 2)
        for _, command, shown, _ in screens:
            self.assertEqual(shown, output(command), f"{command}: run {__file__} --write")

    def test_every_command_that_it_names_is_there(self):
        commands = set(WORDS.findall(README.read_text()))
        self.assertGreaterEqual(len(commands), 5)
        for command in commands:
            self.assertEqual(self.run_backsift(command, "--help").returncode, 0, command)

    def test_the_try_script_leaves_alone_what_it_did_not_make(self):
        (self.home / "here").mkdir()
        (self.home / "here/letter").write_text("dear")
        for name in ("here", self.home / "here", "here/letter"):
            done = subprocess.run([SOURCE / "contrib/try", name], cwd=self.home, capture_output=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout), (64, b""), done)
            self.assertIn(f"{self.home}/here".encode(), done.stderr)
            self.assertEqual((self.home / "here/letter").read_text(), "dear")

    def test_every_file_that_it_names_is_there(self):
        for name in re.findall(r"`((?:contrib|examples|filters|src)/[\w./-]*)`", README.read_text()):
            self.assertTrue((SOURCE / name).exists(), name)

    def test_the_worked_example_of_the_rules_is_sound_and_hits(self):
        rules = self.home / "my-rules.toml"
        rules.write_text(re.findall(r"```toml\n(kind = .*?)```", (SOURCE / "filters/README.md").read_text(), re.S)[0])
        done = self.run_backsift("check", "--rules", rules)
        self.assertEqual(done.returncode, 0, done.stdout)
        hits = self.run_backsift("check", "--rules", rules, "--try", SOURCE / "examples/mail/bounce-exim-false.eml").stdout.decode()
        for line in ("exim-x-failed-recipients  (X-Failed-Recipients)  erik@example.net",
                     "exim-subject  (Subject)  mail delivery failed: returning message to sender"):
            self.assertIn(line, hits)
            self.assertIn(line, (SOURCE / "filters/README.md").read_text())


if __name__ == "__main__":
    if "--write" in sys.argv:
        README.write_text(SCREEN.sub(lambda m: m[1] + output(m[2]) + m[4], README.read_text()))
    else:
        unittest.main()
