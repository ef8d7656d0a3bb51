"""The lines that `backsift init` prints, pasted as they are, under the real delivery agents. The one for
Exim runs in exim_test, the one for Postfix in newcomer_test, that for procmail in init_test."""
import os
import shutil
import subprocess
import unittest

from agents_test import LDA, Agent
from printed_lines import lines_for
from support import make_maildir, needs


class Printed(Agent):
    """Made by init for this home, whose Maildir it finds by itself."""

    where = None

    def setUp(self):
        super().setUp()
        settings = self.settings.read_text()
        self.settings.unlink()
        done = subprocess.run([self.bin / "backsift", "init", "--yes"], capture_output=True, text=True, timeout=60,
                              env=self.environment(USER="ann"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.settings.write_text(settings)  # of the mail that comes in these tests
        self.lines = lines_for(done.stdout, self.where)

    def files_and_delivers(self):
        self.assertIn(str(self.bin / "backsift"), self.lines)
        self.all_three()
        self.empty_the_inbox()
        shutil.rmtree(self.folder)
        make_maildir(self.folder)
        self.a_missing_program_sends_all_to_the_inbox()


@needs(shutil.which("maildrop"), "maildrop is not installed (contrib/packages test installs it)")
class Maildrop(Printed):
    where = "~/.mailfilter"

    def command(self):
        return ["maildrop", str(self.put("mailfilter", f'HOME="{self.home}"\nSHELL="/bin/sh"\nDEFAULT="{self.inbox}/"\n{self.lines}'))]

    def test_files_backscatter_and_delivers_the_rest(self):
        make_maildir(self.folder)  # as its heading says
        self.files_and_delivers()


@needs(shutil.which("fdm"), "fdm is not installed (contrib/packages test installs it)")
class Fdm(Printed):
    where = "~/.fdm.conf"

    def command(self):
        rest = f'match all action maildir "{self.inbox}"\n'
        return ["fdm", "-f", str(self.put("fdm.conf", f'account "stdin" stdin\n{self.lines}{rest}')), "-m", "-a", "stdin", "fetch"]

    def test_files_backscatter_and_delivers_the_rest(self):
        self.files_and_delivers()


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class Procmail(Printed):
    where = "~/.procmailrc"

    def command(self):
        rc = f"HOME={self.home}\nMAILDIR={self.inbox}\nDEFAULT=$MAILDIR/\nORGMAIL=$DEFAULT\nSHELL=/bin/sh\n{self.lines}"
        return ["procmail", "-t", str(self.put("rc", rc))]

    def test_files_backscatter_and_delivers_the_rest(self):
        self.files_and_delivers()


@needs(os.access(LDA, os.X_OK), "dovecot-sieve is not installed (contrib/packages test installs it)")
class Sieve(Printed):
    where = "~/.dovecot.sieve"

    def command(self):
        script = self.put("script.sieve", self.lines)
        return [LDA, "-c", str(self.put_dovecot_conf(f"""protocol lda {{
  mail_plugins = sieve
}}
plugin {{
  sieve = {script}
  sieve_plugins = sieve_extprograms
  sieve_extensions = +vnd.dovecot.execute
  sieve_execute_bin_dir = {self.bin}
}}
""")), "-e"]

    def test_files_backscatter_and_delivers_the_rest(self):
        self.assertIn('"backsift"', self.lines)
        self.all_three()
        shutil.rmtree(self.folder)
        self.a_missing_program_sends_all_to_the_inbox()


if __name__ == "__main__":
    unittest.main(verbosity=2)
