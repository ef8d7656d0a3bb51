"""Backsift under the real procmail: as a condition, as a filter, as a delivery; and beside the recipe
that the project began with."""
import os
import pathlib
import shutil
import subprocess
import unittest

from support import BACKSCATTER, BACKSIFT, CONFIG, GENUINE, ORDINARY, SOURCE, HomeTest, make_maildir, messages, needs


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class Procmail(HomeTest):
    def setUp(self):
        super().setUp()
        config = self.home / ".config/backsift"
        config.mkdir(parents=True)
        (config / "config.toml").write_text(CONFIG + f'[deliver]\ninbox = "{self.inbox}"\n')
        self.log = self.home / "log"

    def procmail(self, recipe, mail):
        """One message through procmail with this recipe; backsift is found by PATH, HOME is ours."""
        rc = self.home / "rc"
        rc.write_text(f"PATH={pathlib.Path(BACKSIFT).parent}:/usr/bin:/bin\nHOME={self.home}\nMAILDIR={self.inbox}\n"
                      f"DEFAULT={self.inbox}/\nORGMAIL={self.inbox}/\nLOGFILE={self.log}\nSHELL=/bin/sh\n{recipe}\n")
        done = subprocess.run(["procmail", "-t", str(rc)], input=mail.encode(), capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""), self.log.read_text() if self.log.exists() else "")

    def all_three(self, recipe):
        for mail in (BACKSCATTER, GENUINE, ORDINARY):
            self.procmail(recipe, mail)
        return messages(self.folder), messages(self.inbox)

    def test_as_a_condition_with_H_and_B(self):
        folder, inbox = self.all_three(":0 HB\n* ? backsift classify --if backscatter\n.Backscatter/")
        self.assertEqual(folder, [BACKSCATTER.encode()])
        self.assertEqual(sorted(inbox), sorted([GENUINE.encode(), ORDINARY.encode()]))

    def test_as_a_bare_condition(self):
        folder, inbox = self.all_three(":0 HB\n* ? backsift classify\n.Backscatter/")
        self.assertEqual((len(folder), len(inbox)), (1, 2))

    def test_a_condition_without_B_convicts_nobody(self):
        # procmail hands over the header alone: nothing that could have come back is there to be seen.
        folder, inbox = self.all_three(":0\n* ? backsift classify\n.Backscatter/")
        self.assertEqual((len(folder), len(inbox)), (0, 3))

    def test_as_a_filter(self):
        recipe = ":0 fw\n| backsift filter\n\n:0\n* ^X-Backsift:.*place=folder\n.Backscatter/"
        folder, inbox = self.all_three(recipe)
        self.assertEqual(len(folder), 1)
        self.assertEqual(len(inbox), 2)
        for stored, sent in [(folder[0], BACKSCATTER)]:
            field, rest = stored.split(b"\n", 1)
            self.assertIn(b"X-Backsift: verdict=backscatter; kind=bounce; place=folder; proof=absent; by=", field)
            # procmail itself adds an empty line to what it pipes (flag r would keep it from that).
            self.assertEqual(rest.rstrip(b"\n"), sent.encode().rstrip(b"\n"))

    def test_as_a_delivery(self):
        folder, inbox = self.all_three(":0 w\n| backsift deliver")
        self.assertEqual(len(folder), 1)
        self.assertEqual(len(inbox), 2)
        self.assertEqual(folder[0].rstrip(b"\n"), BACKSCATTER.encode().rstrip(b"\n"))

    def test_a_delivery_that_fails_falls_through_to_procmails_own(self):
        (self.home / ".config/backsift/config.toml").write_text("no toml [")
        folder, inbox = self.all_three(":0 w\n| backsift deliver")
        self.assertEqual((len(folder), len(inbox)), (0, 3))

    def test_a_program_that_hands_its_mail_back_to_us_does_not_do_so_for_ever(self):
        rc = self.home / "rc"
        rc.write_text(f"PATH={pathlib.Path(BACKSIFT).parent}:/usr/bin:/bin\nDEFAULT={self.inbox}/\nORGMAIL={self.inbox}/\n"
                      f":0 w\n| echo x >> {self.home}/rounds; backsift deliver\n")
        config = self.home / ".config/backsift/config.toml"
        config.write_text(f'[deliver]\ninbox = "|/usr/bin/procmail -t {rc}"\n')
        done = self.run_backsift("deliver", stdin=ORDINARY)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual((self.home / "rounds").read_text(), "x\n")
        self.assertEqual([m.rstrip() for m in messages(self.inbox)], [ORDINARY.encode().rstrip()])

    def test_a_condition_with_a_broken_config_is_false(self):
        (self.home / ".config/backsift/config.toml").write_text("no toml [")
        folder, inbox = self.all_three(":0 HB\n* ? backsift classify\n.Backscatter/")
        self.assertEqual((len(folder), len(inbox)), (0, 3))

    def test_a_missing_program_loses_nothing(self):
        for recipe in (":0 HB\n* ? no-such-backsift classify\n.Backscatter/", ":0 fw\n| no-such-backsift filter",
                       ":0 w\n| no-such-backsift deliver"):
            self.procmail(recipe, BACKSCATTER)
        self.assertEqual(len(messages(self.inbox)), 3)


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class FromDaemon(HomeTest):
    """classify --if from-daemon and from-mailer mean what procmail's macros mean."""

    MAILS = [
        "From: MAILER-DAEMON@example.net", "From: Mail Delivery System <MAILER-DAEMON@example.net>",
        "From: \"Mail Delivery Subsystem\"", "From: <>", "From:", "From: postmaster@example.net", "From: bob@example.net",
        "From: Customer Service <care@example.net>", "From: service@example.net", "From: Cron Daemon <root@example.net>",
        "From: list-owner@example.net", "Sender: owner-list@example.net", "Sender: foo-request@example.net",
        "Precedence: bulk", "Precedence: auto_reply", "Mailing-List: x", "To: Multiple recipients of list x",
        "X-Envelope-From: <daemon@example.net>", "Resent-From: mailer@example.net", "Reply-To: postmaster@example.net",
        "From: daemon.fan@example.net", "From: hotmail-user@example.net", "From: news-mail@example.net",
        "From: Admin <alice@example.net>", "From: bounce@example.net", "From: bounces+12@example.net",
        "From: admin@example.net (The Admin)", "from: OPS@EXAMPLE.NET", "From:\n MAILER-DAEMON@example.net",
        "From: mirror@example.net", "From : MAILER-DAEMON@example.net", "Return-Path: <>",
    ]

    def procmail_says(self, macro, mail):
        rc = self.home / "rc"
        rc.write_text(f"DEFAULT={self.home}/no\nORGMAIL={self.home}/no\nLOGABSTRACT=no\nLOGFILE=/dev/null\n:0\n* ^{macro}\n{self.home}/yes\n")
        for name in ("yes", "no"):
            (self.home / name).unlink(missing_ok=True)
        subprocess.run(["procmail", str(rc)], input=mail.encode(), check=True, timeout=60)
        return (self.home / "yes").exists()

    def test_agrees_with_procmail(self):
        for line in self.MAILS:
            mail = f"{line}\nSubject: x\n\nbody\n"
            for macro, word in (("FROM_DAEMON", "from-daemon"), ("FROM_MAILER", "from-mailer")):
                ours = self.run_backsift("classify", "--if", word, stdin=mail).returncode == 0
                self.assertEqual(ours, self.procmail_says(macro, mail), f"{macro}: {line!r}")


if __name__ == "__main__":
    unittest.main()
