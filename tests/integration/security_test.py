"""What an attacker could use: rights that the binary was given, files that others may write, words of his
on a terminal, in a log or in a header; and how the binary is built."""
import os
import shutil
import subprocess
import unittest

from support import BACKSIFT, CONFIG, FORGED_AS_ANN, SOURCE, HomeTest, bounce, messages, needs

NOBODY = 65534
ROOT = os.geteuid() == 0
HOSTILE = ("\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\u202etxt.exe", "\u2066", "\x00", "\x08", "\x7f", "\r", "\u2028",
           "=?utf-8?B?G1sybQo=?=", "=?utf-8?Q?=1B[2m=E2=80=AE=0D=0AX-Injected:_yes?=", "\n\tverdict=genuine\n ")
UNCLEAN = {chr(c) for c in [*range(32), *range(127, 160)]} - {"\n", "\t"} | set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029")


@needs(ROOT, "only root can give rights away")
class BorrowedRights(HomeTest):
    def test_a_binary_with_the_rights_of_another_does_nothing(self):
        binary = self.home / "backsift"
        shutil.copy(BACKSIFT, binary)
        for path in [self.home, *self.home.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.chown(binary, 0, 0)
        for mode in (0o4755, 0o2755):
            binary.chmod(mode)
            done = [subprocess.run([str(binary), *words], input=FORGED_AS_ANN.encode(), capture_output=True, timeout=60,
                                   env=self.environment(), user=NOBODY, group=NOBODY, extra_groups=[])
                    for words in (["deliver", "--inbox", str(self.inbox)], ["filter"], ["explain"], [])]
            self.assertEqual([d.returncode for d in done[:2] + done[3:]], [75] * 3)
            self.assertEqual([d.stdout + d.stderr for d in done[:2] + done[3:]], [b""] * 3)
            self.assertEqual(done[2].returncode, 77)
            self.assertIn(b"never with borrowed rights", done[2].stderr)
        self.assertEqual(messages(self.inbox), [])

    def test_a_group_that_the_caller_brings_does_not_stop_the_mail(self):
        """Debian's maildrop is set-group-ID; AT_SECURE would count that too."""
        caller, binary = self.home / "env", self.home / "backsift"
        shutil.copy("/usr/bin/env", caller)
        shutil.copy(BACKSIFT, binary)
        for path in [self.home, *self.home.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.chown(caller, 0, 0)
        caller.chmod(0o2755)
        done = subprocess.run([str(caller), str(binary), "deliver", "--inbox", str(self.inbox)], input=FORGED_AS_ANN.encode(),
                              capture_output=True, timeout=60, env=self.environment(), user=NOBODY, group=NOBODY, extra_groups=[])
        self.assertEqual((done.returncode, messages(self.inbox)), (0, [FORGED_AS_ANN.encode()]))


class FilesOfOthers(HomeTest):
    """Each file that decides something, when everybody may write it: it is not believed."""

    def check_says(self, path):
        done = self.run_backsift("check", "--config", self.config)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"{path.name}".encode(), done.stdout + done.stderr)
        self.assertIn(b"may be written by everybody", done.stdout + done.stderr)

    def test_the_config(self):
        self.config.chmod(0o646)
        self.check_says(self.config)

    def test_a_rule_file(self):
        rules = self.home / "rules.toml"
        rules.write_text("")
        rules.chmod(0o646)
        self.config.write_text(CONFIG + f'[rules]\nfiles = ["{rules}"]\n')
        self.check_says(rules)

    def test_a_key_file(self):
        keys = self.home / "keys"
        self.config.write_text(f'[token]\nheader = "X-T"\nkey_file = "{keys}"\ncovers = "some"\n')
        self.assertEqual(self.run_backsift("token", "rotate", "--config", self.config).returncode, 0)
        keys.chmod(0o602)
        self.check_says(keys)

    def test_what_we_make_is_for_nobody_else(self):
        os.umask(0)
        self.addCleanup(os.umask, 0o022)
        self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=bounce(FORGED_AS_ANN))
        made = [self.folder, *self.folder.rglob("*"), *(self.home / ".local").rglob("*")]
        self.assertGreater(len(made), 5)
        self.assertEqual({path for path in made if path.stat().st_mode & 0o077}, set())


class Words(HomeTest):
    """Control characters, line ends, escape sequences and bidirectional marks in every place that we show."""

    def mails(self):
        for evil in HOSTILE:
            returned = FORGED_AS_ANN.replace("watches", f"wat{evil}ches").replace("two@", f"two{evil}@").replace(
                "from host166.spam.test (", f"from host{evil}166.spam.test (")
            mail = bounce(returned, subject=f"Undelivered {evil} mail").replace(
                "550 5.1.1 no such user", f"550 5.1.1 no {evil} user").replace("mx.example.net", f"mx{evil}.example.net").replace(
                "I could not deliver", f"could not be delivered {evil} to").replace("bob@", f"b{evil}ob@")
            yield mail.encode("utf-8")

    def assert_clean(self, what, said):
        text = said.decode("utf-8").replace("\r\n", "\n")  # RFC 4180 ends the lines of CSV so
        self.assertFalse(UNCLEAN.intersection(text), (what, UNCLEAN.intersection(text)))

    def test_reach_no_terminal_and_no_file_of_ours(self):
        for number, mail in enumerate(self.mails()):
            (self.inbox / "cur" / f"{1700000000 + number}.M1P1.host:2,").write_bytes(mail)
            for words in (["explain"], ["classify"], ["classify", "--format", "json"]):
                done = self.run_backsift(*words, "--config", self.config, stdin=mail)
                self.assert_clean((number, *words), done.stdout + done.stderr)
            self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox, stdin=mail)
        for words in (["scan"], ["scan", "--list"], ["scan", "--format", "jsonl"], ["scan", "--format", "csv"],
                      ["scan", "--format", "html"]):
            done = self.run_backsift(*words, "--config", self.config, self.inbox)
            self.assert_clean(words, done.stdout + done.stderr)
        self.assert_clean("stats", self.run_backsift("stats").stdout)
        journal = (self.home / ".local/state/backsift/journal").read_bytes()
        self.assert_clean("journal", journal)
        self.assertEqual(len(journal.splitlines()), len(HOSTILE))

    def test_add_no_field_of_theirs_to_the_header(self):
        for mail in self.mails():
            out = self.run_backsift("filter", "--config", self.config, stdin=mail).stdout
            field, rest = out.split(b"\n", 1)
            self.assertRegex(field, rb"^X-Backsift: [ -~]*$")
            self.assertEqual(rest, mail)


@needs(shutil.which("readelf"), "readelf is not installed (g++ brings it)")
class Hardening(unittest.TestCase):
    """What Debian's hardening-check looks for; but for PIE, see BACKSIFT_PIE."""

    @staticmethod
    def read(*words):
        return subprocess.run(["readelf", "-W", *words, BACKSIFT], capture_output=True, text=True, check=True).stdout

    def test_no_memory_is_written_and_run(self):
        segments = [line.split() for line in self.read("-l").splitlines() if line.split()[:1] in (["LOAD"], ["GNU_STACK"], ["GNU_RELRO"])]
        self.assertIn("GNU_RELRO", [s[0] for s in segments])
        for segment in segments:
            flags = "".join(segment[6:-1])
            self.assertFalse("W" in flags and "E" in flags, segment)

    def test_overflows_are_looked_for(self):
        symbols = self.read("-s")
        self.assertIn("__stack_chk_fail", symbols)
        self.assertRegex(symbols, r"__(memcpy|read|strcpy|strncpy|snprintf|fdelt|poll|readlinkat)_chk|__chk_fail")

    def test_the_compiler_is_told_as_debian_tells_it(self):
        flags = (SOURCE / "contrib/cmake/BacksiftSettings.cmake").read_text()
        for flag in ("-fstack-protector-strong", "-fstack-clash-protection", "-fcf-protection", "_FORTIFY_SOURCE=2",
                     "-Wformat=2", "-z,relro,-z,now"):
            self.assertIn(flag, flags)


if __name__ == "__main__":
    unittest.main()
