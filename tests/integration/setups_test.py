"""The set-ups of examples/, as their files stand, under the real programs."""
import os
import shutil
import subprocess
import unittest

from agents_test import LDA, Agent
from support import BACKSCATTER, GENUINE, ORDINARY, SOURCE, HomeTest, make_maildir, messages, needs

EXAMPLES = SOURCE / "examples"
LISTED = ORDINARY.replace("Subject:", "List-Id: <admins.example.org>\nSubject:", 1)


@needs(shutil.which("maildrop"), "maildrop is not installed (contrib/packages test installs it)")
class Maildrop(Agent):
    def command(self):
        rc = self.put("mailfilter", f'HOME="{self.home}"\nSHELL="/bin/sh"\n' + (EXAMPLES / "maildrop/mailfilter").read_text())
        return ["maildrop", str(rc)]

    def test_files_backscatter_and_lists_and_delivers_the_rest(self):
        self.all_three()
        self.run_agent(LISTED)
        self.assertEqual(len(messages(self.inbox / ".Admins")), 1)


@needs(os.path.exists(LDA), "dovecot-sieve is not installed (contrib/packages test installs it)")
class Dovecot(Agent):
    def command(self):
        settings = (EXAMPLES / "dovecot/90-backsift.conf").read_text()
        script = self.put("backsift.sieve", (EXAMPLES / "dovecot/backsift.sieve").read_text())
        settings = settings.replace("/usr/local/lib/dovecot-sieve", str(self.bin)).replace("/etc/dovecot/backsift.sieve", str(script))
        conf = self.put_dovecot_conf(settings)
        return [LDA, "-c", str(conf), "-e"]

    def test_files_backscatter_and_delivers_the_rest(self):
        self.all_three()


class Site(HomeTest):
    """One config for two accounts; what proves is the server through which all mail leaves."""

    def deliver(self, home, mail):
        return self.run_backsift("deliver", "--config", self.config, stdin=mail, HOME=str(home))

    def test_each_account_gets_its_own_mail(self):
        self.config.write_text((EXAMPLES / "site/config.toml").read_text())
        for name in ("ann", "bert"):
            home = self.home / name
            inbox = make_maildir(home / "Maildir")
            for mail in (BACKSCATTER, GENUINE, ORDINARY):
                done = self.deliver(home, mail)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
            self.assertEqual(messages(inbox / ".Backscatter"), [BACKSCATTER.encode()])
            self.assertEqual(len(messages(inbox)), 2)

    def test_the_config_is_sound(self):
        done = self.run_backsift("check", "--config", EXAMPLES / "site/config.toml")
        self.assertEqual(done.returncode, 0, done.stdout)


class FromVBounce(HomeTest):
    def relays(self, text):
        cf = self.home / "local.cf"
        cf.write_text(text)
        return subprocess.run([EXAMPLES / "migrate/relays-from-vbounce", cf], capture_output=True, timeout=60)

    def test_the_relays_of_a_local_cf_prove_the_same(self):
        done = self.relays("# ours\nrequired_score 5\nifplugin Mail::SpamAssassin::Plugin::VBounce\n"
                           "  whitelist_bounce_relays Mail.example.org *.out.example.org\n"
                           "welcomelist_bounce_relays [192.0.2.10],*192.0.2.11* # the old one\nendif\n"
                           "whitelist_bounce_relays mail.example.org\n#whitelist_bounce_relays no.example.org\n")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual([line.strip(b' ",') for line in done.stdout.splitlines() if line.startswith(b"  ")],
                         [b"mail.example.org", b"*.out.example.org", b"192.0.2.10", b"192.0.2.11"])
        self.config.write_bytes(b'[identity]\naddresses = ["ann@example.org"]\n' + done.stdout)
        self.assertEqual(self.run_backsift("check", "--config", self.config).returncode, 0)
        self.assertEqual(self.run_backsift("classify", "--config", self.config, stdin=GENUINE).returncode, 10)

    def test_without_relays_it_says_so(self):
        done = self.relays("required_score 5\n")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"no *list_bounce_relays", done.stderr)


if __name__ == "__main__":
    unittest.main()
