"""Completion in a real bash and a real zsh: keys are typed at a terminal, and the line is read back."""
import os
import pty
import re
import select
import shutil
import subprocess
import time
import unittest

from support import HomeTest, needs

PATIENCE = 20  # seconds until a shell must have answered


class Shell:
    """An interactive shell at a terminal of its own."""

    def __init__(self, arguments, environment, folder):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=folder,
                                        start_new_session=True)
        os.close(slave)
        self.seen = ""

    def type(self, keys):
        os.write(self.master, keys.encode())

    def wait_for(self, wanted):
        """What came since the last time, up to and with `wanted`."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise AssertionError(f"no {wanted!r} in {self.seen!r}")
            self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[\r\x07\x08]", "", os.read(self.master, 65536).decode(errors="replace"))
        end_of_it = self.seen.index(wanted) + len(wanted)
        got, self.seen = self.seen[:end_of_it], self.seen[end_of_it:]
        return got

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


class Completion:
    """The same for each shell; `start` gives one that has loaded the completion."""

    # What is typed, and the arguments that it must have become.
    CASES = (
        ("backsift cla\t", "classify"),
        ("backsift sca\t --jo\t", "scan --jobs"),
        ("backsift classify --form\tjsonl", "classify --format"),
        ("backsift scan --format cs\t", "scan --format csv"),
        ("backsift doctor --format j\t", "doctor --format json"),
        ("backsift classify --if backsc\t", "classify --if backscatter"),
        ("backsift classify --if bounce,mod\t", "classify --if bounce,moderation"),
        ("backsift scan --config own\t", "scan --config own-config.toml"),
        ("backsift scan Mail\t", "scan Maildir"),
        ("backsift help backsift\b\b\b\b\b\b\b\bfilters\t", "help filters"),
        ("backsift completion zs\t", "completion zsh"),
        ("backsift token --for mut\t", "token --for mutt"),
        ("backsift sent upd\t", "sent update"),
    )

    def setUp(self):
        super().setUp()
        (self.home / "own-config.toml").write_text("")
        # In place of the program: shows its arguments.
        (self.home / "bin").mkdir()
        program = self.home / "bin/backsift"
        program.write_text('#!/bin/sh\necho "<$*>"\n')
        program.chmod(0o755)
        script = self.run_backsift("completion", self.name)
        self.assertEqual((script.returncode, script.stderr), (0, b""))
        (self.home / "completion").write_bytes(script.stdout)
        environment = self.environment(TERM="dumb", PATH=f"{self.home}/bin:/usr/local/bin:/usr/bin:/bin", HISTFILE="")
        self.shell = Shell(self.arguments, environment, self.home)
        self.addCleanup(self.shell.close)
        self.shell.type(self.load + "; echo rea''dy\n")
        self.shell.wait_for("ready")

    def test_completes_commands_options_words_and_files(self):
        for keys, wanted in self.CASES:
            with self.subTest(keys=keys):
                self.shell.type(keys + "\n")
                self.shell.wait_for("<")
                got = self.shell.wait_for(">")
                self.assertTrue(got.startswith(wanted), f"{keys!r} became {got!r}")


@needs(shutil.which("bash"), "bash is not installed")
class Bash(Completion, HomeTest):
    name = "bash"
    arguments = ["bash", "--norc", "--noprofile", "-i"]
    load = "PS1='$ '; source ./completion"


@needs(shutil.which("zsh"), "zsh is not installed (contrib/packages test installs it)")
class Zsh(Completion, HomeTest):
    name = "zsh"
    arguments = ["zsh", "-f", "-i"]
    load = "PS1='$ '; unsetopt zle_bracketed_paste; zstyle ':completion:*' menu no; autoload -U compinit; compinit -u -D; source ./completion"


class Refusals(HomeTest):
    def test_another_shell_is_refused(self):
        self.assertEqual(self.run_backsift("completion", "tcsh").returncode, 64)
        self.assertEqual(self.run_backsift("completion").returncode, 64)


if __name__ == "__main__":
    unittest.main()
