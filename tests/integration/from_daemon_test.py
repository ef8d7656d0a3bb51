"""`classify --if from-daemon` and `--if from-mailer` against the real procmail's ^FROM_DAEMON and
^FROM_MAILER: on headers made of the words and separators that matter, and, where it is at hand, on
real mail. Every answer must be the same.

Headers are compared with LF line ends, as an MTA hands mail to procmail: with CRLF procmail sees no
end of the header."""
import os
import pathlib
import random
import shutil
import subprocess
import tarfile
import unittest

from support import BACKSIFT, HomeTest, needs

CORPUS = os.environ.get("BACKSIFT_CORPUS")
MADE = 600

WORDS = """postmaster postmast postmastr postmster postmst postman postmn postoffice mail mailer sendmail sendmailer
daemon mmdf majordomo uucp nuucp listserv listproc netserv owner ops request response root bounce bbs.smtp bbsxsmtp
echo mirror server service services smtp smtperror system admin administrator ammgr autoanswer joe care
MAILER-DAEMON Postmaster""".split()
SEPARATORS = list(" \t()<>@%.!:-_+=,;\"'/") + ["@example.org", "", "a", "9", " (x)", " (x", "x)", "\n ", "\n\t", "ä", "\f", "\x01"]
NAMES = ["From:", "from: ", "Sender: ", "Resent-From: ", "Resent-Sender:", "X-Envelope-From: ", "From ", ">From ", "To: ",
         "Reply-To: ", "Precedence: ", "Mailing-List: ", "To: Multiple recipients of ", "From : ", "X-From: ", " From: "]
RECIPE = "SHELL=/bin/sh\nLOGFILE=/dev/null\nEXITCODE=1\n:0\n* ^{condition}\n{{\n  EXITCODE=0\n}}\n:0\n/dev/null\n"


def made_headers():
    """The same ones every time."""
    chance = random.Random(7)

    def line():
        value = "".join(chance.choice(WORDS if chance.random() < 0.4 else SEPARATORS) for _ in range(chance.randint(0, 7)))
        return chance.choice(NAMES) + (value if chance.random() < 0.9 else chance.choice(["bulk", "junk mail", "a list", "first-class"]))

    for _ in range(MADE):
        header = "\n".join(line() for _ in range(chance.choice([1, 1, 1, 2, 3]))).lstrip("\n")
        yield (header + ("\n>x" if chance.random() < 0.1 else "") + "\n\nText.\n").encode()


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class FromDaemon(HomeTest):
    def setUp(self):
        super().setUp()
        (self.home / "empty.toml").write_text("")
        for condition in ("FROM_DAEMON", "FROM_MAILER"):
            (self.home / condition).write_text(RECIPE.format(condition=condition))

    def answer(self, *command, mail):
        done = subprocess.run(command, input=mail, capture_output=True, timeout=60, cwd=self.home)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.returncode == 0

    def compare(self, mail, shown):
        for condition, word in (("FROM_DAEMON", "from-daemon"), ("FROM_MAILER", "from-mailer")):
            theirs = self.answer("procmail", "-m", str(self.home / condition), mail=mail)
            ours = self.answer(BACKSIFT, "classify", "--config", str(self.home / "empty.toml"), "--if", word, mail=mail)
            self.assertEqual(ours, theirs, f"{word} on {shown!r}")

    def test_on_headers_made_to_differ(self):
        for mail in made_headers():
            self.compare(mail, mail)

    @unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no real mail at hand")
    def test_on_real_mail(self):
        with tarfile.open(pathlib.Path(CORPUS) / "corpus/dev.tar.xz") as tar:
            tar.extractall(self.home / "real")
        for path in sorted((self.home / "real").rglob("*.eml")):
            self.compare(path.read_bytes().replace(b"\r", b""), path)


if __name__ == "__main__":
    unittest.main()
