"""Marking by a real Postfix, and by real mail programs that hand it mail: what leaves bears the token."""
import os
import pathlib
import re
import shutil
import smtplib
import unittest

import contained
import mark_world
from mark_world import FILTER_NUMBER, LETTER, TOKEN, as_user, kept_mail, snippet
from mta_world import running
from private_mta import NUMBER, REFUSING_PORT
from private_postfix import CONFIGURATION, PrivatePostfix
from support import needs

WHY_NOT = contained.why_not("postfix", "smtp-sink", "ip", "setpriv", "msmtp", "mutt", "git")
SUBMISSION = 587


class KeepsMail(PrivatePostfix):
    """Its mail for kept.example.com goes to the host that keeps it."""

    def write(self, main, master):
        super().write(main, master)
        file = CONFIGURATION / "main.cf"
        theirs = f"{{refused.example.com=smtp:[127.0.0.1]:{REFUSING_PORT}}}"
        ours = f"{{kept.example.com=smtp:[127.0.0.1]:{mark_world.KEEPING_PORT}}}"
        file.write_text(file.read_text().replace(f"inline:{theirs}", f"inline:{{ {theirs}, {ours} }}")
                        + f"myorigin = example.net\nalternate_config_directories = {CONFIGURATION}\n")
        shutil.copy(file, "/etc/postfix/main.cf")  # there sendmail(1) looks; /etc is our own


@needs(not WHY_NOT, WHY_NOT)
class Marking(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mta = running(KeepsMail)
        if not mark_world.KEPT.exists():
            mark_world.keep_outside(cls.mta)
        cls.binary = mark_world.install()
        cls.config = mark_world.make_key(pathlib.Path("/etc/backsift"), FILTER_NUMBER, cls.binary)

    def submit(self, subject, port=SUBMISSION, sender="ann@example.net"):
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
            smtp.sendmail(sender, "bob@kept.example.com", LETTER.format(subject=subject).replace("\n", "\r\n"))


class Server(Marking):
    def test_a_static_field_stands_on_what_leaves_and_only_there(self):
        pathlib.Path("/etc/postfix/backsift_header_checks").write_text(snippet("postfix/mark-static"))
        self.mta.configure(main=snippet("postfix/mark-static.cf"))
        self.submit("static", 25)
        self.assertEqual(kept_mail(self.mta, "static").count("X-Your-Special-Header: With its content\n"), 1)
        (self.mta.home / "Maildir").mkdir(exist_ok=True)
        self.mta.own(self.mta.home)
        self.mta.send("bob@example.com", "ann@example.net", LETTER.format(subject="coming in"))
        inbox = self.mta.home / "Maildir/new"
        self.mta.wait(lambda: inbox.exists() and list(inbox.iterdir()), self.mta.log_text)
        self.assertNotIn("X-Your-Special-Header", list(inbox.iterdir())[0].read_text())

    def test_a_token_for_each_message_stands_on_what_is_submitted(self):
        self.mta.configure(master=snippet("postfix/mark-each.cf").replace("submission inet", f"127.0.0.1:{SUBMISSION} inet"))
        self.mta.wait(lambda: self.mta.answers(SUBMISSION), self.mta.log_text)
        self.submit("each-one")
        self.submit("each-two")
        one, two = (re.findall(TOKEN, kept_mail(self.mta, f"each-{n}")) for n in ("one", "two"))
        self.assertEqual((len(one), len(two)), (1, 1))
        self.assertNotEqual(one, two)
        self.assertIn("good, for ann@example.net",
                      as_user(FILTER_NUMBER, str(self.binary), "token", "verify", "--config", str(self.config),
                              stdin=LETTER.format(subject="x").replace("From", one[0] + "\nFrom", 1)))
        self.submit("null-sender", sender="")
        self.assertIn("X-Mail-Args: <>", kept_mail(self.mta, "null-sender"))
        self.submit("not-submitted", 25)
        self.assertNotRegex(kept_mail(self.mta, "not-submitted"), TOKEN)

    def test_in_trouble_the_mail_goes_out_unmarked(self):
        self.mta.configure(master=snippet("postfix/mark-each.cf").replace("submission inet", f"127.0.0.1:{SUBMISSION} inet"))
        self.mta.wait(lambda: self.mta.answers(SUBMISSION), self.mta.log_text)
        good = self.config.read_text()
        self.config.write_text("no toml [")
        self.addCleanup(self.config.write_text, good)
        self.submit("in-trouble")
        self.assertNotRegex(kept_mail(self.mta, "in-trouble"), TOKEN)


class Programs(Marking):
    """What `token show --for` prints is pasted as it is."""

    def setUp(self):
        self.mta.configure()
        self.home = mark_world.home_of(self.mta)
        mark_world.key_of_ann(self.mta, self.binary)

    def as_ann(self, *words, stdin=""):
        return as_user(NUMBER, *words, stdin=stdin, home=str(self.home))

    def pasted(self, program):
        return self.as_ann("backsift", "token", "show", "--for", program).split("\n\n")[1]

    def test_mutt(self):
        (self.home / ".muttrc").write_text('set from="ann@example.net"\nset copy=no\n' + self.pasted("mutt") + "\n")
        self.as_ann("mutt", "-s", "by-mutt", "--", "bob@kept.example.com", stdin="Shall we?\n")
        self.assertRegex(kept_mail(self.mta, "by-mutt"), TOKEN)

    def test_git_send_email(self):
        self.as_ann("sh", "-ec", self.pasted("git") + """
            git config --global user.email ann@example.net; git config --global user.name Ann
            git init -q repository; cd repository; echo hello > file; git add file; git commit -qm by-git
            git send-email --quiet --confirm=never --to=bob@kept.example.com -1""")
        self.assertRegex(kept_mail(self.mta, "by-git"), TOKEN)

    def msmtprc(self):
        (self.home / ".msmtprc").write_text("account default\nhost 127.0.0.1\nport 25\nfrom ann@example.net\n")
        (self.home / ".msmtprc").chmod(0o600)
        self.mta.own(self.home / ".msmtprc")

    def test_msmtp(self):
        self.msmtprc()
        self.as_ann("sh", "-c", self.pasted("msmtp") + " -- bob@kept.example.com", stdin=LETTER.format(subject="by-msmtp"))
        self.assertRegex(kept_mail(self.mta, "by-msmtp"), TOKEN)

    def test_the_msmtp_wrapper_passes_arguments_and_status_on(self):
        self.msmtprc()
        wrapper = mark_world.SCRATCH / "bin/msmtp-marked"
        wrapper.write_text(snippet("msmtp/msmtp-marked"))
        wrapper.chmod(0o755)
        self.as_ann("msmtp-marked", "-t", stdin=LETTER.format(subject="by-wrapper"))
        self.assertRegex(kept_mail(self.mta, "by-wrapper"), TOKEN)
        with self.assertRaisesRegex(AssertionError, "EX_|: 6[0-9]:|: 7[0-9]:"):
            self.as_ann("msmtp-marked", "--port=1", "--", "bob@kept.example.com", stdin=LETTER.format(subject="refused"))


del Marking  # only its kinds are run


if __name__ == "__main__":
    os.umask(0o022)
    if not WHY_NOT:
        contained.enter()
    unittest.main()
