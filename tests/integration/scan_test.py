"""What `scan` takes, how it tells how far it is, and how it ends early."""
import gzip
import json
import os
import pathlib
import pty
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from stored_mail import write_mbox, years_of_mail
from support import BACKSCATTER, BACKSIFT, GENUINE, ORDINARY, HomeTest, make_maildir


class ScanTest(HomeTest):
    def put(self, folder, name, mail=ORDINARY):
        path = folder / name
        path.write_text(mail)
        return path

    def rows(self, *arguments, status=0):
        done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", *arguments)
        self.assertEqual(done.returncode, status, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def names(self, *arguments):
        return [row["path"].rsplit("/", 1)[1] for row in self.rows(*arguments)]


class Folders(ScanTest):
    def setUp(self):
        super().setUp()
        self.put(self.inbox / "cur", "1.inbox:2,S")
        for name in (".Archive", ".Archive.2025", ".Sent"):
            self.put(make_maildir(self.inbox / name) / "new", f"2{name}")

    def test_all_are_taken_where_none_is_named(self):
        self.assertEqual(self.names(self.inbox), ["1.inbox:2,S", "2.Archive", "2.Archive.2025", "2.Sent"])

    def test_are_chosen_by_name_or_pattern(self):
        self.assertEqual(self.names("--folder", "INBOX", self.inbox), ["1.inbox:2,S"])
        self.assertEqual(self.names("--folder", "Archive*", self.inbox), ["2.Archive", "2.Archive.2025"])
        self.assertEqual(self.names("-d", "Archive/2025", "-d", "sent", self.inbox), ["2.Archive.2025", "2.Sent"])

    def test_a_name_that_is_not_there_is_said_with_those_that_are(self):
        done = self.run_backsift("scan", "--folder", "Snet", self.inbox)
        self.assertEqual(done.returncode, 66)
        self.assertIn(b"no folder is called Snet", done.stderr)
        self.assertIn(b"there are INBOX, Archive, Archive.2025, Sent", done.stderr)


class Since(ScanTest):
    def test_leaves_out_what_was_stored_before(self):
        now = int(time.time())
        self.put(self.inbox / "cur", f"{now - 86400 * 10}.old:2,S")
        self.put(self.inbox / "cur", f"{now - 3600}.young:2,S")
        self.assertEqual(self.names("--since", "7d", self.inbox), [f"{now - 3600}.young:2,S"])
        self.assertEqual(len(self.names("--since", "2w", self.inbox)), 2)
        self.assertEqual(self.names("--since", "2099-01-01", self.inbox), [])

    def test_reads_the_from_line_of_an_mbox(self):
        mbox = self.home / "mbox"
        mbox.write_text("".join(f"From x Sat Nov 21 05:13:35 {year}\n{ORDINARY}\n" for year in (2019, 2026)))
        self.assertEqual(len(self.rows("--since", "2020-01-01", mbox)), 1)

    def test_a_word_that_is_no_time_is_refused(self):
        self.rows("--since", "yesterday", self.inbox, status=64)


class Outputs(ScanTest):
    def scan_to(self, output, *paths):
        return self.run_backsift("scan", "--config", self.config, "-o", output, *paths)

    def test_a_report_is_never_written_over_the_mail_it_tells_of(self):
        mbox = self.home / "mbox"
        mbox.write_text(f"From x Sat Nov 21 05:13:35 2026\n{ORDINARY}\n" * 2)
        self.put(self.inbox / "new", "1.inbox", ORDINARY)
        link = self.home / "link"
        link.symlink_to(mbox)
        for output, path in ((mbox, mbox), (link, mbox), (mbox, link), (self.inbox / "new/1.inbox", self.inbox),
                             (self.inbox / "cur/report", self.home), (mbox, self.home)):
            before = mbox.read_bytes(), (self.inbox / "new/1.inbox").read_bytes()
            done = self.scan_to(output, path)
            self.assertEqual((done.returncode, done.stdout), (64, b""), (output, path))
            self.assertIn(b"would stand among the mail that is read", done.stderr)
            self.assertEqual((mbox.read_bytes(), (self.inbox / "new/1.inbox").read_bytes()), before)

    def test_a_report_takes_the_place_of_an_older_one_when_it_is_whole(self):
        self.put(self.inbox / "new", "1.inbox", ORDINARY)
        report = self.home / "report.txt"
        report.write_text("older")
        report.chmod(0o640)
        self.assertEqual(self.scan_to(report, self.home / "gone").returncode, 66)
        self.assertEqual(report.read_text(), "older")
        self.assertEqual(self.scan_to(report, self.inbox).returncode, 0)
        self.assertIn("In 1 message ", report.read_text())
        self.assertEqual(report.stat().st_mode & 0o777, 0o640)
        done = self.run_backsift("report", "--config", self.config, "-o", self.inbox / "new/1.inbox", self.inbox / "new/1.inbox")
        self.assertEqual((done.returncode, (self.inbox / "new/1.inbox").read_text()), (64, ORDINARY))
        self.assertEqual([p.name for p in self.home.iterdir() if p.name.startswith(".backsift-")], [])

    def test_a_full_disk_leaves_the_older_report(self):
        disk = self.home / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk], capture_output=True).returncode != 0:
            self.skipTest("may not mount")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        (disk / "report.html").write_text("older")
        self.put(self.inbox / "new", "1.inbox", GENUINE)
        self.assertNotEqual(self.scan_to(disk / "report.html", self.inbox).returncode, 0)
        self.assertEqual([(p.name, p.read_text()) for p in disk.iterdir()], [("report.html", "older")])

    def test_what_is_no_regular_file_is_written_to(self):
        self.put(self.inbox / "new", "1.inbox", ORDINARY)
        self.assertIn(b"In 1 message ", self.scan_to("/dev/stderr", self.inbox).stderr)


class Troubles(ScanTest):
    def test_a_pipe_is_refused_before_a_byte_of_it_is_taken(self):
        pipe = self.home / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with open(pipe, "wb") as writer:
            writer.write(b"From a@b Mon Jan  5 10:00:00 2026\n" + ORDINARY.encode())
        done = self.run_backsift("scan", pipe)
        self.assertEqual(done.returncode, 66, done)
        self.assertIn(b"neither a file nor a folder", done.stdout + done.stderr)
        self.assertTrue(os.read(reader, 5), "all is still there")

    def test_standard_input_is_refused_with_the_command_that_reads_it(self):
        done = self.run_backsift("scan", "-", stdin=ORDINARY.encode())
        self.assertEqual(done.returncode, 64, done)
        self.assertIn(b"backsift classify", done.stderr)

    def test_unreadable_and_vanished_files_are_counted_and_named_and_not_fatal(self):
        self.put(self.inbox / "cur", "1.good:2,S", GENUINE)
        os.symlink(self.home / "nowhere", self.inbox / "cur" / "2.link:2,S")
        os.mkfifo(self.inbox / "cur" / "3.fifo:2,S")
        (self.home / "plain").mkdir()
        self.put(self.home / "plain", "4.eml")
        done = self.run_backsift("scan", "--config", self.config, self.inbox, self.home / "gone", self.home / "plain")
        self.assertEqual(done.returncode, 66)
        self.assertIn(b"In 2 messages", done.stdout)
        self.assertIn(b"gone", done.stderr)

    def test_mail_that_may_not_be_read_shows_in_the_exit_status(self):
        if os.geteuid() == 0 and shutil.which("setpriv") is None:
            self.skipTest("root may read everything")
        for what in ("message", "folder"):
            home = pathlib.Path(tempfile.mkdtemp(dir="/tmp"))
            self.addCleanup(shutil.rmtree, home, ignore_errors=True)
            maildir = make_maildir(home / "Maildir")
            self.put(maildir / "new", "1.good", ORDINARY)
            self.put(maildir / "new", "2.shut", ORDINARY)
            sub = make_maildir(maildir / ".Shut")
            (sub if what == "folder" else maildir / "new/2.shut").chmod(0)
            unprivileged = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
            if unprivileged:
                for path in [home, maildir, *maildir.rglob("*")]:
                    os.chown(path, 65534, 65534)
            done = subprocess.run([*unprivileged, BACKSIFT, "scan", "--config", "/dev/null", maildir], capture_output=True,
                                  env={"HOME": str(home), "PATH": os.environ["PATH"]}, timeout=60)
            self.assertEqual(done.returncode, 77, done)
            self.assertIn(b"not all could be read", done.stderr)
            self.assertEqual(done.stdout.count(b"2.shut:" if what == "message" else b".Shut:"), 1, done.stdout)

    def test_a_compressed_file_is_told_and_no_message(self):
        mbox = self.home / "box.mbox"
        write_mbox(mbox, [BACKSCATTER, GENUINE])
        packed = self.home / "box.mbox.gz"
        packed.write_bytes(gzip.compress(mbox.read_bytes()))
        done = self.run_backsift("scan", "--config", self.config, packed)
        self.assertEqual(done.returncode, 66, done)
        self.assertIn(f"{packed}: is compressed (gzip): unpack it first".encode(), done.stdout)
        self.assertIn(b"In 0 messages", done.stdout)
        self.assertIn(b"not all could be read", done.stderr)
        for command in ("classify", "explain"):
            done = self.run_backsift(command, "--config", self.config, packed)
            self.assertEqual((done.returncode, done.stdout), (66, b""))
            self.assertIn(f"{packed}: is compressed (gzip)".encode(), done.stderr)

    def test_folders_too_deep_to_enter_show_in_the_exit_status(self):
        deep = self.home / "tree"
        (deep / "/".join("d" * 100)).mkdir(parents=True)
        self.put(deep / "/".join("d" * 100), "1.eml", GENUINE)
        self.put(deep, "2.eml", GENUINE)
        done = self.run_backsift("scan", "--config", self.config, deep)
        self.assertEqual(done.returncode, 66, done)
        self.assertIn(b"is nested too deeply", done.stdout)
        self.assertIn(b"In 1 message ", done.stdout)
        self.assertIn(b"not all could be read", done.stderr)

    def test_a_live_maildir_loses_no_message_that_changes_its_name(self):
        """Flags change while the scan runs: strace holds every worker until the names have changed."""
        for i in range(300):
            self.put(self.inbox / "new", f"{1700000000 + i}.x", GENUINE)
        run = subprocess.Popen(
            ["strace", "-f", "-qq", "-e", "trace=openat", "-e", "inject=openat:delay_enter=3000", "-o", "/dev/null",
             BACKSIFT, "scan", "--config", self.config, "--format", "jsonl", "-j", "1", self.inbox],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment())
        time.sleep(0.5)
        for path in sorted((self.inbox / "new").iterdir(), reverse=True):
            path.rename(self.inbox / "cur" / f"{path.name}:2,S")
        out, err = run.communicate(timeout=60)
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(run.returncode, 0, err)
        self.assertEqual([row for row in rows if "error" in row], [])
        self.assertEqual(len({row["path"].rsplit("/", 1)[1].split(":")[0] for row in rows}), 300)


class Ending(ScanTest):
    def start(self, *arguments, **streams):
        mbox = self.home / "mbox"
        write_mbox(mbox, list(years_of_mail(300, 0, 0)) * 150)
        return subprocess.Popen([BACKSIFT, "scan", "--config", self.config, "-j", "1", *arguments, mbox], env=self.environment(TERM="xterm"), **streams)

    def test_ctrl_c_ends_with_the_report_so_far(self):
        for arguments, said in (((), b"Interrupted: this is what was seen by then."), (("--format", "html"), b'"interrupted":true')):
            run = self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(1)
            run.send_signal(signal.SIGINT)
            out, _ = run.communicate(timeout=60)
            self.assertEqual(run.returncode, -signal.SIGINT)
            self.assertIn(said, out)

    def test_a_terminal_shows_a_bar_with_rate_and_time_left(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        run = self.start(stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        out, _ = run.communicate(timeout=120)
        self.assertEqual(run.returncode, 0)
        self.assertRegex(shown.decode(), r"of 45,150 messages [█░]{24} [\d,]+/s, \d+:\d\d left")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown[-20:])
        self.assertIn(b"In 45150 messages", out)

    def test_says_nothing_of_a_short_scan_where_nobody_watches(self):
        self.put(self.inbox / "cur", "1.x:2,S", BACKSCATTER)
        done = self.run_backsift("scan", "--config", self.config, self.inbox)
        self.assertEqual(done.stderr, b"")


class Incremental(ScanTest):
    """The second scan reads only what is new, and answers what the first would."""

    def setUp(self):
        super().setUp()
        self.put(self.inbox / "cur", "1.false:2,", BACKSCATTER)
        self.put(self.inbox / "cur", "2.true:2,", GENUINE)
        self.mbox = self.home / "mbox"
        write_mbox(self.mbox, [BACKSCATTER, ORDINARY, GENUINE])
        for path in self.home.rglob("*"):
            os.utime(path, (1_790_000_000, 1_790_000_000))

    def scan(self, *more):
        """The rows, and the names of the messages in the Maildir that were opened."""
        trace = self.home / "trace"
        done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=openat", "-o", str(trace), BACKSIFT, "scan", "--incremental", "--config",
                               str(self.config), "--format", "jsonl", *more, str(self.inbox), str(self.mbox)],
                              capture_output=True, timeout=60, env=self.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        opened = [line for line in trace.read_text().splitlines() if "/cur/" in line]
        return [json.loads(line) for line in done.stdout.splitlines()], len(opened)

    def test_reads_no_message_twice_whatever_its_flags(self):
        first, opened = self.scan()
        self.assertEqual(opened, 2)
        (self.inbox / "cur" / "1.false:2,").rename(self.inbox / "cur" / "1.false:2,RS")
        second, opened = self.scan()
        self.assertEqual(opened, 0)
        first[0]["path"] = first[0]["path"] + "RS"
        self.assertEqual(second, first)

    def test_reads_what_is_new(self):
        self.scan()
        new = self.put(self.inbox / "new", "3.new", GENUINE)
        os.utime(new, (1_790_000_000, 1_790_000_000))
        rows, _ = self.scan()
        self.assertEqual(len(rows), 6)
        self.assertEqual(rows[0]["verdict"], "genuine")

    def test_judges_anew_when_config_or_rules_have_changed(self):
        self.scan()
        self.config.write_text(self.config.read_text().replace("With its content", "Another content altogether"))
        rows, opened = self.scan()
        self.assertEqual(opened, 2)
        rules = self.home / "rules.toml"
        rules.write_text("")
        self.assertEqual(self.scan("--rules", str(rules))[1], 2)
        self.assertEqual(self.scan("--rules", str(rules))[1], 0)

    def test_judges_anew_what_was_changed_in_place(self):
        self.scan()
        path = self.inbox / "cur" / "1.false:2,"
        path.write_text(ORDINARY)
        soon = time.time() + 60  # just now, however long the scans take to start
        os.utime(path, (soon, soon))
        rows, opened = self.scan()
        self.assertEqual((rows[0]["verdict"], opened), ("ordinary", 1))
        self.assertEqual(self.scan()[1], 1, "what was changed just now may change again unseen")

    def test_a_part_of_the_folders_does_not_forget_the_rest(self):
        self.scan()
        make_maildir(self.inbox / ".Empty")
        self.scan("--folder", "Empty")
        self.assertEqual(self.scan()[1], 0)

    def test_keeps_what_it_remembers_private(self):
        self.scan()
        kept = [p for p in (self.home / ".local/state/backsift/scan").iterdir()]
        self.assertEqual([p.stat().st_mode & 0o777 for p in kept], [0o600])
        self.assertEqual(kept[0].parent.stat().st_mode & 0o777, 0o700)

    def test_without_the_option_nothing_is_remembered(self):
        self.run_backsift("scan", "--config", self.config, self.inbox)
        self.assertFalse((self.home / ".local").exists())


if __name__ == "__main__":
    unittest.main()
