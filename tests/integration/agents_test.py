"""The snippets of contrib/ under the real delivery agents: a good message, backscatter, a config that
is broken, a program that is missing, a full disk. Nothing bounced, nothing lost."""
import os
import shutil
import subprocess
import unittest

from support import BACKSCATTER, BACKSIFT, CONFIG, GENUINE, ORDINARY, SOURCE, HomeTest, make_maildir, messages, needs, needs_not_met

NOBODY = 65534
LDA = "/usr/lib/dovecot/dovecot-lda"
ROOT = os.geteuid() == 0


def snippet(name):
    return (SOURCE / "contrib" / name).read_text()


class Agent(HomeTest):
    """Runs as an ordinary user where we are root: agents treat root in ways of their own."""

    def setUp(self):
        super().setUp()
        self.bin = self.home / "bin"
        self.bin.mkdir()
        shutil.copy(BACKSIFT, self.bin / "backsift")
        self.settings = self.home / ".config/backsift/config.toml"
        self.settings.parent.mkdir(parents=True)
        self.settings.write_text(CONFIG + f'[deliver]\ninbox = "{self.inbox}"\n')

    def own(self):
        for path in [self.home, *self.home.rglob("*")]:
            if ROOT:
                os.chown(path, NOBODY, NOBODY)

    def put(self, name, text, mode=0o600):
        path = self.home / name
        path.write_text(text.replace("/usr/bin/backsift", str(self.bin / "backsift")))
        path.chmod(mode)
        return path

    def put_dovecot_conf(self, settings):
        """A Dovecot for this home alone, with these settings behind what every one needs."""
        return self.put("dovecot.conf", f"""protocols =
ssl = no
base_dir = {self.home}/run
log_path = {self.home}/log
postmaster_address = postmaster@example.org
hostname = mail.example.org
mail_location = maildir:{self.inbox}
first_valid_uid = 1
{settings}""")

    def command(self):
        raise NotImplementedError

    def run_agent(self, mail):
        words = self.command()
        self.own()
        user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if ROOT else []
        return subprocess.run([*user, *words], input=mail.encode(), capture_output=True, timeout=60, cwd=self.home,
                              env=self.environment(USER="nobody", LOGNAME="nobody"))

    def each_use(self, check):
        for self.use in self.uses:
            with self.subTest(use=self.use):
                check()
            shutil.rmtree(self.folder, ignore_errors=True)
            self.empty_the_inbox()

    def empty_the_inbox(self):
        for path in [*(self.inbox / "new").iterdir(), *(self.inbox / "cur").iterdir()]:
            path.unlink()

    def arrives(self, *mails):
        for mail in mails:
            done = self.run_agent(mail)
            self.assertEqual(done.returncode, 0, done.stderr)
        strip = lambda found: [m.replace(b"\r\n", b"\n") for m in found]
        return strip(messages(self.folder)), strip(messages(self.inbox))

    def all_three(self):
        folder, inbox = self.arrives(BACKSCATTER, GENUINE, ORDINARY)
        self.assertEqual((len(folder), len(inbox)), (1, 2))
        self.assertIn(b"two@host166.spam.test", folder[0])
        self.assertEqual(sum(b"two@host166.spam.test" in m for m in inbox), 0)

    def both_to_the_inbox(self):
        self.empty_the_inbox()
        folder, inbox = self.arrives(BACKSCATTER, ORDINARY)
        self.assertEqual((len(folder), len(inbox)), (0, 2))

    def a_broken_config_sends_all_to_the_inbox(self):
        self.settings.write_text("no toml [")
        self.both_to_the_inbox()

    def a_missing_program_sends_all_to_the_inbox(self):
        (self.bin / "backsift").unlink(missing_ok=True)
        self.both_to_the_inbox()

    def a_killed_program_sends_all_to_the_inbox(self):
        """As the kernel does where memory is short."""
        (self.bin / "backsift").write_text("#!/bin/sh\nkill -9 $$\n")
        self.both_to_the_inbox()

    def on_a_full_disk(self, mail):
        """The agent's status and the messages stored, on a full disk and when there is room again."""
        if not ROOT:
            needs_not_met("mounting needs root")
        disk = self.home / "disk"
        disk.mkdir(exist_ok=True)
        agent = self.home / "agent"
        (self.home / "mail").write_text(mail)
        agent.write_text(" ".join(f"'{word}'" for word in self.command()) + "\n")
        self.own()
        script = f"""
mount -t tmpfs -o size=1m none '{disk}' && mkdir -p '{disk}/M/cur' '{disk}/M/new' '{disk}/M/tmp' || exit 99
for part in '' /cur /new /tmp; do [ ! -d '{self.folder}' ] || mkdir -p "{disk}/M/.Backscatter$part"; done
chown -R {NOBODY}:{NOBODY} '{disk}/M' && mount --bind '{disk}/M' '{self.inbox}' || exit 99
stored() {{ find '{self.inbox}' -path '*/new/*' -type f -size +0 -o -path '*/cur/*' -type f -size +0 | wc -l; }}
run() {{ setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups sh '{agent}' < '{self.home}/mail' >&2; echo $? $(stored); }}
head -c 2m /dev/zero > '{disk}/fill' 2>/dev/null
run; rm '{disk}/fill'; run"""
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, timeout=60, cwd=self.home,
                              env=self.environment(USER="nobody", LOGNAME="nobody"))
        return [tuple(map(int, line.split())) for line in done.stdout.decode().splitlines()]

    def a_full_disk_defers(self, *mails):
        """75 and nothing stored; when there is room it arrives."""
        for mail in mails:
            self.assertEqual(self.on_a_full_disk(mail), [(75, 0), (0, 1)])


@needs(shutil.which("maildrop"), "maildrop is not installed (contrib/packages test installs it)")
class Maildrop(Agent):
    use = "condition"

    def command(self):
        text = snippet(f"maildrop/{self.use}")
        rc = self.put("mailfilter", f'HOME="{self.home}"\nSHELL="/bin/sh"\nDEFAULT="{self.inbox}/"\n{text}')
        return ["maildrop", str(rc)]

    def test_each_use_files_backscatter_and_delivers_the_rest(self):
        for self.use in ("condition", "filter", "deliver"):
            if self.use != "deliver":
                make_maildir(self.folder)
            with self.subTest(use=self.use):
                self.all_three()
            shutil.rmtree(self.folder)
            for path in (self.inbox / "new").iterdir():
                path.unlink()

    def test_a_folder_that_is_missing_is_left_with_the_caller(self):
        self.assertEqual(self.run_agent(BACKSCATTER).returncode, 75)

    def test_a_condition_and_a_filter_that_fail_send_all_to_the_inbox(self):
        for self.use in ("condition", "filter"):
            self.a_broken_config_sends_all_to_the_inbox()

    def test_a_missing_program_sends_all_to_the_inbox(self):
        for self.use in ("condition", "filter"):
            self.a_missing_program_sends_all_to_the_inbox()

    def test_a_delivery_with_a_broken_config_is_left_with_the_caller(self):
        self.use = "deliver"
        self.settings.write_text("no toml [")
        self.assertEqual(self.run_agent(BACKSCATTER).returncode, 75)
        self.assertEqual(messages(self.inbox), [])

    def test_a_full_disk_is_left_with_the_caller(self):
        for self.use in ("condition", "filter", "deliver"):
            with self.subTest(use=self.use):
                if self.use != "deliver":
                    make_maildir(self.folder)
                self.a_full_disk_defers(ORDINARY, BACKSCATTER)
                shutil.rmtree(self.folder, ignore_errors=True)

    def test_a_killed_program_sends_all_to_the_inbox(self):
        for self.use in ("condition", "filter"):
            self.a_killed_program_sends_all_to_the_inbox()

    def test_a_delivery_that_is_missing_or_killed_needs_a_guard_but_loses_nothing(self):
        """The trap in its snippet. 75 by chance: when the shell is gone before maildrop has written."""
        self.use = "deliver"
        (self.bin / "backsift").write_text("#!/bin/sh\ncat > /dev/null; kill -9 $$\n")
        self.assertIn(self.run_agent(ORDINARY).returncode, (137, 255))
        (self.bin / "backsift").unlink()
        self.assertIn(self.run_agent(ORDINARY).returncode, (75, 127))
        self.assertEqual(messages(self.inbox), [])


@needs(shutil.which("fdm"), "fdm is not installed (contrib/packages test installs it)")
class Fdm(Agent):
    def command(self):
        return ["fdm", "-f", str(self.put("fdm.conf", snippet("fdm/fdm.conf").replace("%h", str(self.home)))), "-m", "-a", "stdin", "fetch"]

    def test_files_backscatter_and_delivers_the_rest(self):
        self.all_three()

    def test_a_broken_config_sends_all_to_the_inbox(self):
        self.a_broken_config_sends_all_to_the_inbox()

    def test_a_missing_program_sends_all_to_the_inbox(self):
        self.a_missing_program_sends_all_to_the_inbox()

    def test_a_killed_program_sends_all_to_the_inbox(self):
        self.a_killed_program_sends_all_to_the_inbox()

    def test_on_a_full_disk_fdm_itself_says_0_and_stores_nothing(self):
        """The trap in its snippet, with and without us."""
        self.assertEqual(self.on_a_full_disk(ORDINARY), [(0, 0), (0, 1)])


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class Procmail(Agent):
    """The file of examples/procmail, each of its uses, under procmail -t."""

    uses = ("classify", "filter", "deliver")

    def command(self):
        text = (SOURCE / "examples/procmail/backsift.procmailrc").read_text()
        text = text.replace("WAY=classify", f"WAY={self.use}")
        rc = self.put("rc", f"HOME={self.home}\nORGMAIL={self.inbox}/\n{text}")
        return ["procmail", "-t", str(rc)]

    def test_each_use_files_backscatter_and_delivers_the_rest(self):
        self.each_use(self.all_three)

    def test_a_full_disk_is_left_with_the_caller(self):
        self.each_use(lambda: self.a_full_disk_defers(ORDINARY, BACKSCATTER))

    def test_a_killed_program_sends_all_to_the_inbox(self):
        self.each_use(self.a_killed_program_sends_all_to_the_inbox)

    def test_a_missing_program_sends_all_to_the_inbox(self):
        self.each_use(self.a_missing_program_sends_all_to_the_inbox)

    def test_a_broken_config_sends_all_to_the_inbox(self):
        self.each_use(self.a_broken_config_sends_all_to_the_inbox)


@needs(os.access(LDA, os.X_OK), "dovecot-sieve is not installed (contrib/packages test installs it)")
class Sieve(Agent):
    uses = ("execute", "filter", "pipe")

    def command(self):
        script = self.put("script.sieve", snippet(f"dovecot/{self.use}.sieve"))
        conf = self.put_dovecot_conf(f"""quota_full_tempfail = yes
protocol lda {{
  mail_plugins = sieve
}}
plugin {{
  sieve = {script}
  sieve_plugins = sieve_extprograms
  sieve_extensions = +vnd.dovecot.execute +vnd.dovecot.filter +vnd.dovecot.pipe
  sieve_{self.use}_bin_dir = {self.bin}
}}
""")
        return [LDA, "-c", str(conf), "-e"]

    def test_each_use_files_backscatter_and_delivers_the_rest(self):
        self.each_use(self.all_three)

    def test_a_broken_config_sends_all_to_the_inbox(self):
        self.each_use(self.a_broken_config_sends_all_to_the_inbox)

    def test_a_missing_program_sends_all_to_the_inbox(self):
        self.each_use(self.a_missing_program_sends_all_to_the_inbox)

    def test_a_killed_program_sends_all_to_the_inbox(self):
        self.each_use(self.a_killed_program_sends_all_to_the_inbox)

    def test_a_full_disk_is_left_with_the_caller(self):
        self.each_use(lambda: self.a_full_disk_defers(ORDINARY, BACKSCATTER))


if __name__ == "__main__":
    unittest.main(verbosity=2)
