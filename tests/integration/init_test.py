"""`backsift init`: what it finds in an account, what it writes, and that it changes nothing else."""
import os
import pty
import select
import shutil
import subprocess
import tomllib
import unittest

from support import BACKSCATTER, BACKSIFT, GENUINE, SENT_BY_ANN, HomeTest, make_maildir


class Init(HomeTest):
    def setUp(self):
        super().setUp()
        self.config.unlink()
        self.written = self.home / ".config/backsift/config.toml"
        sent = make_maildir(self.inbox / ".Sent")
        (sent / "cur/1.a:2,S").write_text(SENT_BY_ANN.split("example.net>;", 1)[1].split("\n", 1)[1])
        (self.inbox / "new/1.a").write_text("Delivered-To: ann@example.org\n" + GENUINE)
        (self.inbox / "new/2.a").write_text("Delivered-To: info@example.org\n" + BACKSCATTER)
        (self.home / ".gitconfig").write_text("[user]\n\temail = ann@git.example\n")
        (self.home / ".procmailrc").write_text("MAILDIR=$HOME/Maildir\n")

    def init(self, *arguments, **more):
        return self.run_backsift("init", *arguments, USER="ann", **more)

    def everything(self):
        """Every file of the home with its content."""
        return {p.relative_to(self.home): p.read_bytes() for p in self.home.rglob("*") if p.is_file()}

    def test_writes_what_it_found_and_why(self):
        before = self.everything()
        done = self.init("--yes")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn(f"Wrote {self.written} with 3 addresses, 2 relays and 1 folder of sent mail.", done.stdout.decode())
        self.assertIn(" 3 messages were looked at.", self.written.read_text())
        config = tomllib.loads(self.written.read_text())
        self.assertLessEqual({"ann@example.org", "ann@git.example", "info@example.org"}, set(config["identity"]["addresses"]))
        self.assertEqual(set(config["identity"]["sending"]), {"ann@example.org", "ann@git.example"})
        self.assertEqual(config["deliver"]["inbox"], "~/Maildir")
        self.assertEqual(config["sent"], {"folders": ["~/Maildir/.Sent"], "covers": "some"})
        self.assertEqual(config["relays"], {"names": ["192.0.2.10", "mail.example.org"], "covers": "some"})
        self.assertNotIn("token", config)
        self.assertIn("in ~/.gitconfig", self.written.read_text())
        self.assertEqual(self.written.stat().st_mode & 0o777, 0o600)
        after = self.everything()
        self.assertEqual(after.keys() - before.keys(), {self.written.relative_to(self.home)})
        self.assertEqual({p: after[p] for p in before}, before)
        self.assertEqual(self.run_backsift("check").returncode, 0)

    def test_prints_the_line_for_each_program_that_delivers(self):
        text = self.init("--yes").stdout.decode()
        self.assertIn(f'"|{BACKSIFT} deliver --inbox {self.inbox} || exit 75"\n', text)
        self.assertIn(f"    :0 HB\n    * ? {BACKSIFT} classify\n    {self.folder}/\n", text)
        self.assertIn("you have ~/.procmailrc", text)
        for word in (".mailfilter", "sieve", ".fdm.conf", "(Exim)"):
            self.assertIn(word, text)

    def test_takes_no_address_and_no_folder_that_cannot_be_one(self):
        before = self.everything()
        for arguments, status, said in ((("--address", "foo"), 64, '"foo" is no mail address'), (("--sent", self.home / "nowhere"), 66, f"{self.home}/nowhere")):
            done = self.init("--yes", *arguments)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(said, done.stderr.decode())
        self.assertEqual(self.everything(), before)

    def test_prints_no_line_that_would_keep_all_mail_with_the_MTA(self):
        shutil.rmtree(self.inbox)
        (self.home / ".procmailrc").unlink()
        text = self.init("--yes").stdout.decode()
        self.assertEqual(text.count("needs an inbox, and none was found"), 2, text)
        self.assertNotIn("exit 75", text)
        self.assertIn("* ? ", text)  # procmail's, which delivers by itself
        self.assertIn("leaves all mail with the MTA", self.run_backsift("check").stdout.decode())

    def test_the_printed_procmail_lines_file_backscatter(self):
        text = self.init("--yes", "--config", self.written).stdout.decode()  # procmail makes HOME what passwd says
        lines = text[text.index("    :0 HB\n"):].split("\n\n", 1)[0]
        rc = self.home / "rc"
        rc.write_text(f"MAILDIR={self.inbox}\nDEFAULT=$MAILDIR/\nORGMAIL=$DEFAULT\nSHELL=/bin/sh\n" + lines + "\n")
        with open(self.written, "a") as config:
            config.write('[policy]\nbounce = "folder"\n')
        self.assertEqual(self.run_backsift("sent", "update").returncode, 0)
        for mail in (GENUINE, BACKSCATTER):
            done = subprocess.run(["procmail", "-t", "-f", "", str(rc)], input=mail.encode(), env=self.environment(), timeout=60)
            self.assertEqual(done.returncode, 0)
        self.assertEqual([b"<two@host166.spam.test>" in p.read_bytes() for p in (self.folder / "new").iterdir()], [True])

    def test_flags_go_before_what_is_found(self):
        self.init("--yes", "--address", "me@example.org", "--address", "*@me.example", "--relay", "out.example.org",
                  "--sent", self.inbox / ".Sent", "--inbox", "|/usr/bin/procmail -t")
        config = tomllib.loads(self.written.read_text())
        self.assertEqual(config["identity"]["addresses"], ["me@example.org", "*@me.example"])
        self.assertEqual(config["relays"]["names"], ["out.example.org"])
        self.assertEqual(config["deliver"]["inbox"], "|/usr/bin/procmail -t")

    def test_asks_nothing_and_writes_nothing_where_there_is_no_terminal(self):
        before = self.everything()
        done = self.init()
        self.assertEqual(done.returncode, 64)
        self.assertIn(b"--yes", done.stderr)
        done = self.init("--dry-run", "--key")
        self.assertEqual(done.returncode, 0)
        tomllib.loads(done.stdout.decode())
        self.assertEqual(self.everything(), before)

    def test_replaces_no_config_unless_told_to_and_keeps_the_old_one(self):
        self.written.parent.mkdir(parents=True)
        self.written.write_text("# mine\n")
        done = self.init("--yes")
        self.assertEqual(done.returncode, 64)
        self.assertIn(b"--force", done.stderr)
        self.assertEqual(self.written.read_text(), "# mine\n")
        self.assertEqual(self.init("--yes", "--force").returncode, 0)
        self.assertIn("[identity]", self.written.read_text())
        self.assertEqual((self.written.parent / "config.toml.old").read_text(), "# mine\n")
        self.assertEqual(len(list(self.written.parent.iterdir())), 2)
        # Once more: the one in the user's own hand is still there.
        self.written.write_text("# mine too\n")
        done = self.init("--yes", "--force")
        self.assertIn(b"config.toml.old.2", done.stdout)
        self.assertEqual((self.written.parent / "config.toml.old").read_text(), "# mine\n")
        self.assertEqual((self.written.parent / "config.toml.old.2").read_text(), "# mine too\n")
        # The same again: there is nothing to keep.
        self.assertEqual(self.init("--yes", "--force").returncode, 0)
        self.assertEqual(len(list(self.written.parent.iterdir())), 3)

    def test_follows_a_link_and_leaves_it_one(self):
        self.written.parent.mkdir(parents=True)
        mine = self.home / "dotfiles.toml"
        mine.write_text("# mine\n")
        self.written.symlink_to(mine)
        self.assertEqual(self.init("--yes", "--force").returncode, 0)
        self.assertTrue(self.written.is_symlink())
        self.assertIn("[identity]", mine.read_text())
        self.assertEqual((self.home / "dotfiles.toml.old").read_text(), "# mine\n")

    def test_tells_what_does_not_work_of_what_it_was_told(self):
        done = self.init("--yes", "--inbox", self.home / "nowhere")
        self.assertEqual(done.returncode, 78)
        self.assertIn(b"nowhere does not exist", done.stderr)
        done = self.init("--yes", "--force", "--relay", "*")
        self.assertEqual(done.returncode, 78)
        done = self.init("--yes", "--force", "--address", "ann@exa mple.org")
        self.assertEqual(done.returncode, 64)

    def test_makes_a_key_only_when_asked_and_keeps_one_that_is_there(self):
        self.assertEqual(self.init("--yes", "--key").returncode, 0)
        keys = self.written.parent / "keys"
        self.assertEqual(keys.stat().st_mode & 0o777, 0o600)
        self.assertEqual(tomllib.loads(self.written.read_text())["token"]["covers"], "some")
        before = keys.read_bytes()
        self.assertIn(b"stays as it is", self.init("--yes", "--key", "--force").stdout)
        self.assertEqual(keys.read_bytes(), before)
        self.assertEqual(self.run_backsift("tag", stdin=SENT_BY_ANN).returncode, 0)

    def test_takes_a_pasted_dkim_record(self):
        record = self.home / "record.txt"
        record.write_text('s1._domainkey.example.org. IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n')
        self.assertEqual(self.init("--yes", "--dkim-record", record).returncode, 0)
        self.assertEqual(tomllib.loads(self.written.read_text())["dkim"],
                         [{"domain": "example.org", "selector": "s1", "public_key": "~/record.txt"}])
        self.assertEqual(self.run_backsift("check").returncode, 0)
        record.write_text("v=DKIM1; p=\n")
        self.assertEqual(self.init("--yes", "--force", "--dkim-record", record).returncode, 78)

    def test_what_a_stranger_wrote_stays_text(self):
        evil = GENUINE.replace("Date: Sat, 21 Nov 2026 05:20:42 +0000", 'Date: "]\x1b[31m [token] header="X"', 1)
        (self.inbox / "new/1.a").write_text("Delivered-To: \"x\\\"]\\n\"@example.org\n" + evil)
        done = self.init("--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(b"\x1b", done.stdout + self.written.read_bytes())
        self.assertNotIn("token", tomllib.loads(self.written.read_text()))

    def dialogue(self, answers):
        """Runs init at a terminal; gives the next answer whenever it asks."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BACKSIFT, "init"], stdin=theirs, stdout=theirs, stderr=theirs, env=self.environment(USER="ann"))
        os.close(theirs)
        text = b""
        while True:
            if not select.select([ours], [], [], 20)[0]:
                process.kill()
                self.fail(f"waits at: {text.decode()}")
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            text += piece
            if text.endswith(b"] ") and answers:
                os.write(ours, answers.pop(0).encode() + b"\n")
        os.close(ours)
        self.assertEqual(answers, [], text.decode())
        return process.wait(timeout=20), text.decode()

    def test_asks_at_a_terminal(self):
        status, text = self.dialogue(["ann@example.org, x@example.org", "", "-", "", "n"])
        self.assertEqual(status, 0, text)
        config = tomllib.loads(self.written.read_text())
        self.assertEqual(config["identity"]["addresses"], ["ann@example.org", "x@example.org"])
        self.assertEqual(config["identity"]["sending"], ["ann@example.org"])
        self.assertNotIn("sent", config)
        self.assertEqual(config["relays"]["names"], ["192.0.2.10", "mail.example.org"])
        self.assertFalse((self.written.parent / "keys").exists())
        before = self.everything()
        status, text = self.dialogue([""])
        self.assertEqual((status, self.everything()), (0, before))
        self.assertIn("Nothing was changed", text)
        status, text = self.dialogue(["y", "", "", "", "", "y"])
        self.assertEqual(status, 0, text)
        self.assertTrue((self.written.parent / "keys").exists())


if __name__ == "__main__":
    unittest.main()
