"""Somebody new, on a real Postfix: init, one pasted line, a letter that a second real MTA bounces, and a
forgery that it bounces too. BACKSIFT_TRANSCRIPT names a file for what the screen showed."""
import os
import pathlib
import re
import shutil
import smtplib
import subprocess
import unittest

import contained
from contained import SCRATCH
from mta_world import messages_now, running
from private_mta import NUMBER, REFUSING_PORT, USER
from private_postfix import CONFIGURATION, PrivatePostfix
from second_postfix import ADDRESS, PORT, SecondPostfix
from support import BACKSIFT, make_maildir, messages, needs

WHY_NOT = contained.why_not("postfix", "smtp-sink", "ip", "setpriv")
NAMES = {"127.0.0.1": "mx.example.net", "192.0.2.166": "host166.spam.test", "192.0.2.25": "mx.bounces.example.com"}
LETTER = "From: Ann <ann@example.net>\nTo: bob@bounces.example.com\nSubject: lunch\n\nShall we?\n"
FORGERY = ("From: Ann <ann@example.net>\nTo: bob@bounces.example.com\nSubject: watches\n"
           "Message-ID: <spam@host166.spam.test>\nDate: {date}\n\nBuy!\n")


class KnowsTheOutside(PrivatePostfix):
    """Its mail for bounces.example.com goes to the second one."""

    def write(self, main, master):
        super().write(main, master)
        file = CONFIGURATION / "main.cf"
        file.write_text(file.read_text().replace("inline:{", f"inline:{{{{bounces.example.com=smtp:[{ADDRESS}]:{PORT}}}, {{", 1)
                        .replace(f":{REFUSING_PORT}}}", f":{REFUSING_PORT}}}}}", 1)
                        + "myorigin = example.net\n")


@needs(not WHY_NOT, WHY_NOT)
class Newcomer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pathlib.Path("/etc/hosts").write_text("".join(f"{address} {name}\n" for address, name in NAMES.items()))
        cls.mta = running(KnowsTheOutside)
        pathlib.Path("/etc/mailname").write_text("example.net\n")
        shutil.copy(CONFIGURATION / "main.cf", "/etc/postfix/main.cf")  # there sendmail(1) looks; /etc is our own
        cls.outside = SecondPostfix()
        cls.outside.start()
        unittest.addModuleCleanup(cls.outside.stop)
        cls.mta.wait(cls.outside.answers, cls.outside.log_text)

    def setUp(self):
        self.home = self.mta.home
        self.inbox = make_maildir(self.home / "Maildir")
        (self.home / ".muttrc").write_text('set from="ann@example.net"\n')
        binary = SCRATCH / "bin/backsift"
        binary.parent.mkdir()
        binary.write_bytes(pathlib.Path(BACKSIFT).read_bytes())
        binary.chmod(0o755)
        self.mta.own(self.home)
        self.screen = ""

    def shell(self, command, stdin="", status=0):
        """As ann at her prompt."""
        done = subprocess.run(["setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups", "sh", "-c", command],
                              input=stdin, capture_output=True, text=True, cwd=self.home, timeout=60,
                              env={"PATH": f"{SCRATCH}/bin:/usr/sbin:/usr/bin:/bin", "HOME": str(self.home), "USER": USER})
        self.screen += f"$ {command}\n{done.stdout}{done.stderr}\n"
        self.assertEqual(done.returncode, status, self.screen)
        return done.stdout

    def both_logs(self):
        return self.mta.log_text() + self.outside.log_text() + self.screen

    def test_sets_it_up_and_sees_that_it_works(self):
        said = self.shell("backsift init --yes --key")
        self.assertIn("ann@example.net", (self.home / ".config/backsift/config.toml").read_text())
        line = re.search(r'~/\.forward \(Postfix.*\n +("\|.*")\n', said)[1]
        self.shell(f"echo '{line}' > .forward")
        self.shell("""sed -i 's/^covers = "some"$/covers = "all"\\nsince = 2026-01-01/' .config/backsift/config.toml""")
        self.shell("backsift check")
        table = self.shell("backsift doctor")
        self.assertRegex(table, r"(?m)^Postfix, whole message +genuine +proven .* backscatter +folder$")
        self.assertIn("sendmail", self.shell("backsift token show --for mutt"))

        (self.home / "letter").write_text(LETTER)
        self.shell("backsift sendmail -- /usr/sbin/sendmail -i -t < letter")
        self.mta.wait(lambda: len(messages_now(self.inbox)) == 1, self.both_logs, 25)
        self.screen += "# A stranger at host166.spam.test sends to bob@bounces.example.com as ann@example.net.\n\n"
        with smtplib.SMTP(ADDRESS, PORT, local_hostname="host166.spam.test", source_address=("192.0.2.166", 0)) as smtp:
            smtp.sendmail("ann@example.net", "bob@bounces.example.com", FORGERY.format(date="Sat, 21 Nov 2026 05:20:38 +0000"))
        self.mta.wait(lambda: len(messages_now(self.inbox / ".Backscatter")) == 1, self.both_logs, 25)

        self.shell("ls Maildir/new Maildir/.Backscatter/new")
        genuine = self.shell("backsift explain Maildir/new/*")
        forged = self.shell("backsift explain Maildir/.Backscatter/new/*")
        self.shell("backsift stats")
        keep = os.environ.get("BACKSIFT_TRANSCRIPT")
        if keep:
            pathlib.Path(keep).write_text(self.screen)
        self.assertIn("genuine", genuine)
        self.assertRegex(genuine, r"token +proven")
        self.assertIn("bob@bounces.example.com failed 5.1.1", genuine)
        self.assertIn("backscatter", forged)
        self.assertRegex(forged, r"token +absent")
        self.assertIn(b"Subject: lunch", messages(self.inbox)[0])
        self.assertIn(b"spam@host166.spam.test", messages(self.inbox / ".Backscatter")[0])
        self.assertEqual(self.mta.queue(), [])


if __name__ == "__main__":
    if not WHY_NOT:
        contained.enter()
    unittest.main()
