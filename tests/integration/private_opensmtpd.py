"""A private OpenSMTPD: unpacked beside Postfix, with its own configuration, queue and log."""
import os
import pathlib
import shutil

import contained
from contained import SCRATCH, add_user
from private_mta import REFUSING_PORT, PrivateMta

PACKAGE = "opensmtpd"
CONFIGURATION = SCRATCH / "smtpd.conf"
CONTROL = SCRATCH / "smtpctl"
CHROOT = "/var/lib/opensmtpd/empty"  # compiled in
ALIASES = "table aliases file:/etc/aliases\n"
COMMON = f"""listen on 127.0.0.1 port 25
action "refusing" relay host smtp://127.0.0.1:{REFUSING_PORT}
match from any for domain "refused.example.com" action "refusing"
match from any for domain "example.net" action "local"
"""
MAILDIR = 'action "local" maildir alias <aliases>\n'
RESULT = {"delivered": "result=Ok", "deferred": "result=TempFail", "bounced": "result=PermFail"}


class PrivateOpenSmtpd(PrivateMta):
    def __init__(self):
        super().__init__()
        self.log = SCRATCH / "said"
        self.lines = None
        self.daemon = None

    def start_server(self):
        for number, name in enumerate(("opensmtpd", "opensmtpq"), 2002):
            add_user(name, number, CHROOT)
        pathlib.Path("/var/spool/smtpd").mkdir(mode=0o711)
        contained.mount("-t", "tmpfs", "-o", "mode=755", "none", "/var/lib")  # ours has no place for its chroot
        pathlib.Path(CHROOT).mkdir(parents=True)
        shutil.copy("/usr/sbin/smtpctl", CONTROL)
        os.chown(CONTROL, 0, 2003)
        CONTROL.chmod(0o2755)  # what the package does when it is installed
        pathlib.Path("/etc/aliases").write_text("postmaster: root\n")
        self.configure()

    def configure(self, local=MAILDIR):
        """It does not read its configuration again: it starts again."""
        if local == self.lines:
            return
        self.lines = local
        if self.daemon:
            self.daemon.terminate()
            self.daemon.wait()
            self.running.remove(self.daemon)
            self.wait(lambda: not self.answers(25), lambda: "the old one still answers")
        CONFIGURATION.write_text(ALIASES + local + COMMON)
        CONFIGURATION.chmod(0o600)
        self.daemon = self.run_beside(["smtpd", "-d", "-v", "-f", str(CONFIGURATION)])
        self.wait(lambda: self.answers(25), self.log_text)

    def count(self, outcome):
        return self.log_text().count(RESULT[outcome])

    def queue(self):
        return self.command(str(CONTROL), "show", "queue").splitlines()

    def try_again(self):
        self.command(str(CONTROL), "schedule", "all")

    def empty_queue(self):
        self.command(str(CONTROL), "remove", "all")
