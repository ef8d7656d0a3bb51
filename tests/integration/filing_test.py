"""scan --apply and undo: the real binary on Maildirs that other programs use at the same time."""
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest

from support import BACKSCATTER, BACKSIFT, GENUINE, ORDINARY, SOURCE, HomeTest, make_maildir, messages


def tree(root):
    """Every name under root, with its bytes (and where a link leads)."""
    return {str(p.relative_to(root)): p.read_bytes() if p.is_file() else "directory" for p in sorted(root.rglob("*"))}


class Filing(HomeTest):
    def fill(self, number=30, maildir=None):
        maildir = maildir or self.inbox
        kinds = [BACKSCATTER, GENUINE, ORDINARY]
        for i in range(number):
            part, flags = (("new", ""), ("cur", ":2,"), ("cur", ":2,FS"))[i % 4 % 3]
            name = f"17000{i:05}.M{i}P1Q1.{maildir.name},S=1{flags}"
            (maildir / part / name).write_text(kinds[i % 3].replace("bounce@", f"bounce{i}@"))
        return sum(1 for i in range(number) if i % 3 == 0)

    def scan(self, *arguments, **more):
        return self.run_backsift("scan", "--config", self.config, *arguments, **more)

    def undo(self, *arguments):
        return self.run_backsift("undo", *arguments)

    def runs(self):
        return self.home / ".local/state/backsift/runs"

    def assert_ok(self, done):
        self.assertEqual((done.returncode, done.stderr), (0, b""), done)
        return done.stdout.decode()


class Apply(Filing):
    def test_a_dry_run_is_the_default_and_says_what_would_happen(self):
        filed = self.fill()
        before = tree(self.home)
        for more in ([], ["--dry-run"]):
            said = self.assert_ok(self.scan(*more, self.inbox))
            self.assertIn(f"--apply would move {filed} messages to {self.folder}.", said)
            self.assertEqual(tree(self.home), before)

    def test_a_dry_run_stays_one_beside_apply(self):
        filed = self.fill()
        before = tree(self.home)
        for words in (["--dry-run", "--apply"], ["--apply", "--dry-run"], ["-n", "--apply"]):
            said = self.assert_ok(self.scan(*words, self.inbox))
            self.assertIn("A dry run: nothing was moved.", said)
            self.assertIn(f"--apply would move {filed} messages", said)
            self.assertEqual(tree(self.home), before, words)

    def test_it_moves_what_is_backscatter_and_keeps_flags_and_bytes(self):
        filed = self.fill()
        before = {p.name: p.read_bytes() for d in ("new", "cur") for p in (self.inbox / d).iterdir()}
        said = self.assert_ok(self.scan("--apply", self.inbox))
        self.assertIn(f"{filed} messages moved to {self.folder} in run ", said)
        after = {p.name: (p.parent, p.read_bytes()) for p in self.folder.rglob("*") if p.is_file() and p.name != "maildirfolder"}
        self.assertEqual(len(after), filed)
        for name, (parent, content) in after.items():
            self.assertEqual(content, before[name])
            self.assertEqual(parent.name, "new" if ":" not in name else "cur")
        self.assertEqual(len(messages(self.inbox)), 30 - filed)
        again = self.assert_ok(self.scan("--apply", self.inbox))
        self.assertIn("0 messages moved.", again)

    def test_undo_leaves_the_tree_as_it_was(self):
        self.fill()
        lists = make_maildir(self.inbox / ".Lists")
        self.fill(9, lists)
        (self.inbox / "subscriptions").write_text("Lists\n")
        before = tree(self.inbox)
        self.assert_ok(self.scan("--apply", self.inbox))
        self.assertIn("Backscatter", (self.inbox / "subscriptions").read_text())
        self.assertNotEqual(tree(self.inbox), before)
        self.assertIn("13 messages of run ", self.assert_ok(self.undo()))
        self.assertEqual(tree(self.inbox), before)
        again = self.undo()
        self.assertEqual((again.returncode, again.stdout), (66, b""))

    def test_undo_takes_a_run_or_a_message(self):
        self.fill(6)
        self.assert_ok(self.scan("--apply", self.inbox))
        (self.inbox / "new/9.later").write_text(BACKSCATTER)
        self.assert_ok(self.scan("--apply", self.inbox))
        listed = self.assert_ok(self.undo("--list")).splitlines()
        self.assertEqual(len(listed), 3)
        first = listed[2].split()[0]
        would = self.assert_ok(self.undo("--dry-run"))
        self.assertIn("new/9.later", would)
        filed = sorted(p for p in self.folder.rglob("*M3P1*"))
        self.assertIn("1 message of run " + first, self.assert_ok(self.undo(filed[0])))
        self.assertEqual(len(list(self.inbox.glob("*/*M3P1*"))), 1)
        self.assertIn("1 message of run " + first, self.assert_ok(self.undo(first)))
        self.assertTrue((self.folder / "new/9.later").exists())
        journal = (self.home / ".local/state/backsift/journal").read_text()
        later = re.search(r"id=([0-9a-f]{12})[^\n]*9\.later", journal)[1]
        self.assertIn("1 message", self.assert_ok(self.undo(later)))
        self.assertTrue((self.inbox / "new/9.later").exists())
        self.assertEqual(self.undo("nonsense").returncode, 66)

    def test_undo_takes_no_older_run_for_the_last_where_that_does_not_read(self):
        for name in ("1.first", "2.second"):
            (self.inbox / "cur" / f"{name}:2,").write_text(BACKSCATTER)
            self.assert_ok(self.scan("--apply", self.inbox))
        first, last = sorted(path for path in self.runs().iterdir() if path.name[0] == "2")
        last.write_bytes(b"\xff\x00rubbish")
        for arguments in ((), ("--dry-run",), (last.name,)):
            done = self.undo(*arguments)
            self.assertEqual((done.returncode, done.stdout), (65, b""), done)
            self.assertIn(last.name.encode(), done.stderr)
        self.assertEqual(len(messages(self.folder)), 2)
        self.assertEqual(self.undo(first.name).returncode, 0)
        self.assertEqual(len(messages(self.folder)), 1)

    def test_undo_shows_no_control_characters_of_names(self):
        (self.inbox / "cur/1.\x1b[31mx\u202ey:2,").write_text(BACKSCATTER)
        self.assert_ok(self.scan("--apply", self.inbox))
        would = self.assert_ok(self.undo("--dry-run"))
        self.assertIn("would move", would)
        self.assertNotIn("\x1b", would)
        self.assertNotIn("\u202e", would)

    def test_what_a_mail_program_did_meanwhile_is_said_and_harms_nothing(self):
        self.fill(12)
        self.assert_ok(self.scan("--apply", self.inbox))
        filed = sorted(p for d in ("new", "cur") for p in (self.folder / d).iterdir())
        self.assertEqual(len(filed), 4)
        filed[0].unlink()
        renamed = self.folder / "cur" / (filed[1].name.split(":")[0] + ":2,RS")
        filed[1].rename(renamed)
        done = self.undo()
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(b"no longer there", done.stderr)
        self.assertIn(b"3 messages of run", done.stdout)
        self.assertTrue((self.inbox / "cur" / renamed.name).exists())

    def test_mbox_and_single_files_are_refused_before_anything_moves(self):
        self.fill()
        mbox = self.home / "mbox"
        mbox.write_text("From x Sat Nov 21 05:20:43 2026\n" + BACKSCATTER + "\n" + "From y Sat Nov 21 05:20:43 2026\n" + ORDINARY)
        before = tree(self.inbox), mbox.read_bytes()
        done = self.scan("--apply", mbox, self.inbox)
        self.assertEqual((done.returncode, done.stdout), (64, b""))
        self.assertIn(b"an mbox file cannot be changed safely", done.stderr)
        one = next((self.inbox / "cur").iterdir())
        done = self.scan("--apply", one)
        self.assertEqual((done.returncode, done.stdout), (64, b""))
        self.assertIn(f"{one}: is one message: --apply takes a Maildir".encode(), done.stderr)
        self.assertIn(f"name the Maildir: {self.inbox}\n".encode(), done.stderr)
        self.assertNotIn(b"mbox", done.stderr)
        self.assertEqual((tree(self.inbox), mbox.read_bytes()), before)
        self.assertFalse(self.runs().exists() and any(self.runs().glob("2*")))

    def test_mbox_files_in_a_tree_are_left_and_said(self):
        mail = self.home / "mail"
        make_maildir(mail / "in")
        self.fill(3, mail / "in")
        one = "From x Sat Nov 21 05:20:43 2026\n" + BACKSCATTER + "\n"
        (mail / "old.mbox").write_text(one + one)
        (mail / "one.eml").write_text(BACKSCATTER)
        content = (mail / "old.mbox").read_bytes()
        said = self.assert_ok(self.scan("--apply", mail))
        self.assertIn("1 message moved to " + str(mail / "in/.Backscatter"), said)
        self.assertIn("2 messages in mbox files", said)
        self.assertIn("1 message in no Maildir", said)
        self.assertEqual((mail / "old.mbox").read_bytes(), content)

    def test_a_symbolic_link_stays_and_is_said(self):
        self.fill(3)
        (self.home / "elsewhere").write_text(BACKSCATTER)
        links = [self.inbox / "cur/17.relative:2,S", self.inbox / "new/18.absolute"]
        links[0].symlink_to("../../elsewhere")
        links[1].symlink_to(self.home / "elsewhere")
        left = "2 messages are symbolic links: left there"
        self.assertIn("--apply would move 1 message to", said := self.assert_ok(self.scan(self.inbox)))
        self.assertIn(left, said)
        self.assertIn("1 message moved to", said := self.assert_ok(self.scan("--apply", self.inbox)))
        self.assertIn(left, said)
        self.assertEqual([link.read_text() for link in links], [BACKSCATTER] * 2)
        self.assertTrue(all(link.is_symlink() for link in links))
        self.assert_ok(self.undo())
        released = make_maildir(self.inbox / ".Other") / "cur/19.link:2,"
        released.symlink_to("../../../elsewhere")
        done = self.run_backsift("release", "--config", self.config, released)
        self.assertEqual(done.returncode, 66, done)
        self.assertIn(f"{released}: is a symbolic link".encode(), done.stderr)
        self.assertNotIn(b"undo", done.stdout)
        self.assertEqual(released.read_text(), BACKSCATTER)

    def test_trash_and_junk_are_spared_unless_named(self):
        trash = make_maildir(self.inbox / ".Trash")
        (trash / "cur/1.a:2,S").write_text(BACKSCATTER)
        self.assertIn("1 message in trash", self.assert_ok(self.scan("--apply", self.inbox)))
        self.assertTrue((trash / "cur/1.a:2,S").exists())
        self.assertIn("1 message moved", self.assert_ok(self.scan("--apply", trash)))
        self.assertTrue((self.folder / "cur/1.a:2,S").exists())

    def test_folder_names_trash_as_an_operand_does_but_a_pattern_does_not(self):
        trash = make_maildir(self.inbox / ".Trash")
        (trash / "cur/1.a:2,S").write_text(BACKSCATTER)
        self.assertIn("1 message in trash", self.assert_ok(self.scan("--apply", "--folder", "T*", self.inbox)))
        self.assertIn("would move 1 message", self.assert_ok(self.scan("--folder", "trash", self.inbox)))
        self.assertIn("1 message moved", self.assert_ok(self.scan("--apply", "--folder", "Trash", self.inbox)))
        self.assertTrue((self.folder / "cur/1.a:2,S").exists())
        self.assertEqual(messages(trash), [])

    def test_the_folder_of_the_config_and_of_the_command_line(self):
        self.fill(3)
        self.config.write_text(self.config.read_text() + f'[deliver]\nbackscatter = "{self.inbox}/.False"\n')
        self.assert_ok(self.scan("--apply", self.inbox))
        self.assertEqual(len(messages(self.inbox / ".False")), 1)
        self.assert_ok(self.undo())
        self.assert_ok(self.scan("--apply", "--backscatter", self.inbox / ".Other", self.inbox))
        self.assertEqual(len(messages(self.inbox / ".Other")), 1)
        elsewhere = make_maildir(self.home / "elsewhere")
        self.fill(3, elsewhere)
        self.assert_ok(self.scan("--apply", elsewhere))
        self.assertEqual(len(messages(elsewhere / ".Backscatter")), 1)
        self.assertEqual(self.scan("--apply", "--backscatter", "|cat", self.inbox).returncode, 64)

    def test_a_relative_path_can_be_taken_back_from_anywhere(self):
        self.fill(3)
        before = tree(self.inbox)
        done = subprocess.run([BACKSIFT, "scan", "--config", self.config, "--apply", "Maildir"], cwd=self.home,
                              env=self.environment(), capture_output=True)
        self.assert_ok(done)
        self.assert_ok(self.undo())
        self.assertEqual(tree(self.inbox), before)

    def test_the_report_of_another_format_stays_clean(self):
        self.fill(3)
        done = self.scan("--apply", "--format", "jsonl", self.inbox)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.count(b"\n"), 3)
        self.assertIn(b"1 message moved", done.stderr)

    def test_the_corpus_comes_back_as_it_was(self):
        number = 0
        for path in sorted((SOURCE / "examples").rglob("*.eml")):
            number += 1
            flags = ":2," + "".join(f for i, f in enumerate("DFPRST") if number >> i & 1)
            (self.inbox / "cur" / f"1700{number:06}.M1P1.mx{flags}").write_bytes(path.read_bytes())
        self.assertGreater(number, 20)
        before = tree(self.inbox)
        strict = self.home / "strict.toml"
        strict.write_text(self.config.read_text() + '[policy]\npreset = "strict"\n')
        said = self.assert_ok(self.run_backsift("scan", "--config", strict, "--apply", self.inbox))
        self.assertNotIn("\n0 messages moved", said)
        self.assert_ok(self.undo())
        self.assertEqual(tree(self.inbox), before)


class Trouble(Filing):
    """Kills, full disks, and others who use the same Maildir."""

    def start(self, *arguments, stderr=subprocess.DEVNULL):
        return subprocess.Popen([BACKSIFT, "scan", "--config", self.config, *map(str, arguments)], env=self.environment(),
                                stdout=subprocess.DEVNULL, stderr=stderr)

    def everything(self):
        """The bytes of all messages, wherever they are, by their unique names."""
        found = {}
        for path in self.inbox.rglob("*"):
            if path.is_file() and path.parent.name in ("new", "cur"):
                name = path.name.split(":")[0]
                self.assertNotIn(name, found, "stands twice")
                found[name] = path.read_bytes()
        return found

    def test_killed_anywhere_it_leaves_every_message_once_and_can_be_undone(self):
        # strace kills it at the n-th rename, so that every point is hit, not only likely ones.
        self.fill(24)
        before, all_before = tree(self.inbox), self.everything()
        points = [("renameat2", n) for n in range(1, 11)] + [("fsync", n) for n in range(1, 7)]
        points += [("mkdir", n) for n in range(1, 6)] + [("write", n) for n in range(1, 24, 3)]
        for call, n in points:
            with self.subTest(f"{call} {n}"):
                subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                f"inject={call}:signal=KILL:when={n}", BACKSIFT, "scan", "-j1", "--config", self.config,
                                "--apply", self.inbox], env=self.environment(), capture_output=True)
                self.assertEqual(self.everything(), all_before)
                moved = len(messages(self.folder)) if (self.folder / "tmp").exists() else 0
                if moved:
                    self.assertIn(f"{moved} message", self.assert_ok(self.undo()))
                after = tree(self.inbox)
                if after != before:  # killed between making the folder and moving into it
                    self.assert_ok(self.scan("--apply", self.inbox))
                    self.assert_ok(self.undo())
                self.assertEqual({k: v for k, v in tree(self.inbox).items() if not k.startswith(".Backscatter")},
                                 {k: v for k, v in before.items()})
                shutil.rmtree(self.folder, ignore_errors=True)

    def test_killed_at_random_it_leaves_every_message_once(self):
        self.fill(600)
        all_before = self.everything()
        chance = random.Random(8)
        for _ in range(25):
            running = self.start("--apply", self.inbox)
            time.sleep(chance.random() * 0.25)
            running.send_signal(signal.SIGKILL)
            running.wait()
            self.assertEqual(self.everything(), all_before)
            while self.undo().returncode == 0:
                pass
            self.assertEqual(self.everything(), all_before)
            self.assertEqual([p for p in self.folder.rglob("*.Maildir*")], [])

    def test_an_undo_that_is_killed_can_be_repeated(self):
        self.fill(24)
        before, all_before = tree(self.inbox), self.everything()
        for n in range(1, 9):
            self.assert_ok(self.scan("--apply", self.inbox))
            subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", "trace=renameat2", "-e",
                            f"inject=renameat2:signal=KILL:when={n}", BACKSIFT, "undo"], env=self.environment(),
                           capture_output=True)
            self.assertEqual(self.everything(), all_before)
            self.undo()
            self.assertEqual(tree(self.inbox), before)

    def test_two_at_once_move_each_message_once(self):
        filed = self.fill(300)
        before, all_before = tree(self.inbox), self.everything()
        both = [self.start("--apply", self.inbox, stderr=subprocess.PIPE) for _ in range(2)]
        said = [process.communicate(timeout=60)[1] for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0], said)
        self.assertEqual(self.everything(), all_before)
        self.assertEqual(len(messages(self.folder)), filed)
        while self.undo().returncode == 0:
            pass
        self.assertEqual(tree(self.inbox), before)

    def test_beside_a_delivery_and_a_mail_program(self):
        """One delivers all the time, one marks everything as read, and neither loses anything."""
        self.fill(400)
        all_before = self.everything()
        stop = threading.Event()
        delivered = []

        def deliver():
            while not stop.is_set():
                done = self.run_backsift("deliver", "--config", self.config, "--inbox", self.inbox,
                                         stdin=[BACKSCATTER, ORDINARY][len(delivered) % 2])
                delivered.append(done.returncode)

        def mark_as_read():
            while not stop.is_set():
                for folder in (self.inbox, self.folder):
                    for part in ("new", "cur"):
                        if not (folder / part).exists():
                            continue
                        for path in list((folder / part).iterdir()):
                            flags = ":2,S" if path.name.endswith((":2,", ",FS")) else ":2,FS"
                            try:
                                path.rename(folder / "cur" / (path.name.split(":")[0] + flags))
                            except FileNotFoundError:
                                pass

        others = [threading.Thread(target=t) for t in (deliver, mark_as_read)]
        for other in others:
            other.start()
        try:
            for _ in range(4):
                done = self.scan("--apply", self.inbox)
                self.assertEqual(done.returncode, 0, done)
                done = self.undo()
                self.assertIn(done.returncode, (0, 66), done)
            self.assertEqual(self.scan("--apply", self.inbox).returncode, 0)
        finally:
            stop.set()
            for other in others:
                other.join()
        self.assertEqual(set(delivered), {0})
        after = self.everything()
        self.assertEqual(len(after), len(all_before) + len(delivered))
        self.assertEqual({n: b for n, b in after.items() if n in all_before}, all_before)

    def mount(self, path, options):
        path.mkdir(parents=True, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], capture_output=True).returncode != 0:
            self.skipTest("may not mount")
        self.addCleanup(subprocess.run, ["umount", "-l", path])

    def test_a_full_disk_under_the_journal_moves_nothing(self):
        self.fill(300)
        before = tree(self.inbox)
        state = self.home / ".local/state"
        self.mount(state, "size=12k")
        done = self.scan("--apply", self.inbox)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"space", done.stderr)
        self.assertIn(b"nothing was moved", done.stderr)
        self.assertEqual(tree(self.inbox), before)
        self.assertEqual(done.stdout, self.scan(self.inbox).stdout.split(b"\nA dry run")[0],
                         "the report tells of all messages all the same")

    def test_a_maildir_that_may_not_be_written_says_so(self):
        self.mount(self.inbox, "size=4m")
        make_maildir_parts(self.inbox)
        self.fill(6)
        before = tree(self.inbox)
        subprocess.run(["mount", "-o", "remount,ro", self.inbox], check=True)
        done = self.scan("--apply", self.inbox)
        self.assertEqual(done.returncode, 77, done)
        self.assertIn(b"Read-only file system", done.stderr)
        self.assertEqual(tree(self.inbox), before)
        self.assertEqual(self.undo().returncode, 66)

    def test_another_file_system_is_refused_without_a_copy(self):
        other = self.home / "other"
        self.mount(other, "size=4m")
        self.fill(6)
        before = tree(self.inbox)
        done = self.scan("--apply", "--backscatter", other / "Backscatter", self.inbox)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"cross-device", done.stderr)
        first = min(self.inbox.glob("new/*"))
        self.assertIn(f"{first}: cannot move to {other}/Backscatter/new/{first.name}: Invalid cross-device".encode(), done.stderr)
        self.assertEqual(tree(self.inbox), before)
        self.assertFalse((other / "Backscatter").exists())
        self.assertNotIn(b"more", done.stderr)

    def test_failures_that_are_not_told_one_by_one_are_counted(self):
        other = self.home / "other"
        self.mount(other, "size=4m")
        failed = self.fill(57)
        done = self.scan("--apply", "--backscatter", other / "Backscatter", self.inbox)
        self.assertEqual(done.stderr.count(b"cross-device"), 10)
        self.assertTrue(done.stderr.endswith(f"backsift: and {failed - 10} more\n".encode()), done.stderr)
        self.assertIn(f"{failed} messages could not be moved".encode(), done.stdout)


def make_maildir_parts(path):
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir()


if __name__ == "__main__":
    unittest.main()
