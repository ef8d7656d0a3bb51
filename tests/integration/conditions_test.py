"""What a machine can do to a delivery, done to the real binary: disks that are full, small or
read-only, folders that are none, a thousand deliveries at once, a sender that never ends, programs
that hang, signals at any time. Nothing is printed, nothing is lost, the answer is 0 or 75."""
import concurrent.futures
import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import time
import unittest

from support import BACKSCATTER, BACKSIFT, CONFIG, ORDINARY, HomeTest, make_maildir, messages, needs

NOBODY = 65534
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGALRM, signal.SIGSEGV, signal.SIGABRT,
           signal.SIGPIPE, signal.SIGUSR1)


def can_mount():
    return os.geteuid() == 0 and shutil.which("unshare") and subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


class Delivery(HomeTest):
    def command(self, *more):
        return [BACKSIFT, "deliver", "--config", str(self.config), "--inbox", str(self.inbox), *map(str, more)]

    def deliver(self, mail, *more, **options):
        options.setdefault("env", self.environment())
        return subprocess.run(self.command(*more), input=mail if isinstance(mail, bytes) else mail.encode(),
                              capture_output=True, timeout=100, **options)

    def assert_silent(self, done, status):
        self.assertEqual((done.returncode, done.stdout, done.stderr), (status, b"", b""))


@needs(can_mount(), "mounting needs root and a mount namespace")
class Disks(Delivery):
    """Each mount lives in a mount namespace of its own: it goes with the processes in it."""

    def on_disk(self, options, script, mail=ORDINARY, **environment):
        """Runs the shell script with $M a Maildir on a new tmpfs, $B the delivery into it."""
        disk = self.home / "disk"
        disk.mkdir(exist_ok=True)
        mail_file = self.home / "mail"
        mail_file.write_bytes(mail if isinstance(mail, bytes) else mail.encode())
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o {options} none "{disk}" || exit 99\n'
             f'M="{disk}/Maildir"; D="{disk}"; mkdir -p "$M/cur" "$M/new" "$M/tmp"\n'
             f'B() {{ "{BACKSIFT}" deliver --config "{self.config}" --inbox "$M" "$@" < "{mail_file}"; echo "status $?"; }}\n'
             f'count() {{ for d in new tmp .Backscatter/new .Backscatter/tmp; do echo "$d $(ls "$M/$d" 2>/dev/null | wc -l)"; done; }}\n'
             f'{script}\n'], capture_output=True, timeout=100, env=self.environment(**environment))
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode().split("\n")[:-1]

    def test_a_full_disk_is_75_and_when_there_is_room_again_the_mail_arrives(self):
        out = self.on_disk("size=1m", 'head -c 2m /dev/zero > "$D/fill" 2>/dev/null; B; count; rm "$D/fill"; B; count')
        none = ["new 0", "tmp 0", ".Backscatter/new 0", ".Backscatter/tmp 0"]
        self.assertEqual(out, ["status 75", *none, "status 0", "new 1", *none[1:]])

    def test_a_disk_that_fills_half_way_keeps_nothing_of_the_message(self):
        out = self.on_disk("size=1m", "B; count", ORDINARY + "x" * (3 << 20))
        self.assertEqual(out[:3], ["status 75", "new 0", "tmp 0"])

    def test_a_disk_that_is_too_small_for_the_folder_keeps_nothing_of_the_message(self):
        out = self.on_disk("size=1m", "B; count", BACKSCATTER + "x" * (3 << 20))
        self.assertEqual(out[0], "status 75")
        self.assertEqual({line for line in out[1:] if not line.endswith(" 0")}, set())

    def test_no_inode_is_75(self):
        out = self.on_disk("size=4m,nr_inodes=20",
                           'i=0; while touch "$D/$i" 2>/dev/null; do i=$((i+1)); done; B; count; rm "$D/1"; B; count')
        self.assertEqual((out[:3], out[5:8]), (["status 75", "new 0", "tmp 0"], ["status 0", "new 1", "tmp 0"]))

    def test_no_inode_for_the_folder_means_the_inbox(self):
        out = self.on_disk("size=4m,nr_inodes=20",
                           'i=0; while touch "$D/$i" 2>/dev/null; do i=$((i+1)); done; rm "$D/1"; B; count', BACKSCATTER)
        # One inode is free: it makes the folder itself, then nothing is left for the message.
        self.assertIn(out[0], ("status 0", "status 75"))
        self.assertEqual(out[1], "new 1" if out[0] == "status 0" else "new 0")
        self.assertEqual(out[2:], ["tmp 0", ".Backscatter/new 0", ".Backscatter/tmp 0"])

    def test_a_read_only_disk_is_75(self):
        out = self.on_disk("size=1m", 'mount -o remount,ro "$D"; B; count; mount -o remount,rw "$D"; B; count')
        self.assertEqual((out[:3], out[5:8]), (["status 75", "new 0", "tmp 0"], ["status 0", "new 1", "tmp 0"]))

    def test_a_full_disk_under_the_journal_does_not_stop_the_mail(self):
        # The state is on the small disk, the Maildir is not.
        out = self.on_disk("size=64k", f'head -c 1m /dev/zero > "$D/fill" 2>/dev/null; B --inbox "{self.inbox}"',
                           XDG_STATE_HOME=str(self.home / "disk"))
        self.assertEqual(out, ["status 0"])
        self.assertEqual(messages(self.inbox), [ORDINARY.encode()])


@needs(os.geteuid() == 0, "needs root to be somebody else")
class AsAUser(Delivery):
    """root may write anywhere: here the delivery is made by an ordinary user."""

    def setUp(self):
        super().setUp()
        self.binary = self.home / "backsift"
        shutil.copy(BACKSIFT, self.binary)
        for path in [self.home, *self.home.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)

    def command(self, *more):
        return [str(self.binary), *super().command(*more)[1:]]

    def deliver(self, mail, *more, **options):
        return super().deliver(mail, *more, user=NOBODY, group=NOBODY, extra_groups=[], **options)

    def test_a_maildir_that_may_not_be_written_is_75(self):
        for part in ("tmp", "new", "."):
            with self.subTest(part=part):
                (self.inbox / part).chmod(0o500 if part != "." else 0)
                self.assert_silent(self.deliver(ORDINARY), 75)
                (self.inbox / part).chmod(0o700)
                self.assertEqual(messages(self.inbox), [])

    def test_a_folder_that_may_not_be_written_or_read_means_the_inbox(self):
        make_maildir(self.folder)
        for mode in (0o500, 0):
            self.folder.chmod(mode)
            self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.assertEqual(messages(self.inbox), [BACKSCATTER.encode()] * 2)

    def test_state_that_another_user_owns_does_not_stop_the_mail(self):
        state = self.home / ".local/state/backsift"
        state.mkdir(parents=True, mode=0o700)
        self.assert_silent(self.deliver(ORDINARY), 0)
        (state / "journal").write_text("not yours\n")
        state.chmod(0o755)
        self.assert_silent(self.deliver(ORDINARY), 0)
        self.assertEqual((state / "journal").read_text(), "not yours\n")
        self.assertEqual(len(messages(self.inbox)), 2)

    def test_a_config_that_others_may_write_is_not_believed(self):
        self.config.write_text(CONFIG + '[deliver]\ninbox = "/nonexistent"\n')
        self.config.chmod(0o666)
        self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.assertEqual(messages(self.inbox), [BACKSCATTER.encode()])  # unjudged: not in the folder


class Places(Delivery):
    def test_what_stands_where_the_folder_should_be_means_the_inbox(self):
        for number, make in enumerate((lambda p: p.write_text("a file"), lambda p: p.symlink_to("nowhere"),
                                       lambda p: os.mkfifo(p), lambda p: p.symlink_to(p.name))):
            make(self.folder)
            self.assert_silent(self.deliver(BACKSCATTER), 0)
            self.folder.unlink()
            self.assertEqual(messages(self.inbox), [BACKSCATTER.encode()] * (number + 1))

    def test_what_stands_where_the_inbox_should_be_is_75(self):
        shutil.rmtree(self.inbox)
        for make in (lambda p: p.write_text("a file"), lambda p: p.symlink_to("nowhere"), lambda p: os.mkfifo(p),
                     lambda p: p.mkdir()):
            make(self.inbox)
            self.assert_silent(self.deliver(ORDINARY), 75)
            self.inbox.rmdir() if self.inbox.is_dir() else self.inbox.unlink()

    def test_a_config_of_garbage_still_delivers(self):
        garbage = random.Random(1)
        for size in (0, 1, 100, 70_000, 3_000_000):
            self.config.write_bytes(garbage.randbytes(size))
            self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.config.unlink()
        self.config.mkdir()
        self.assert_silent(self.deliver(BACKSCATTER), 0)
        self.assertEqual(len(messages(self.inbox)) + len(messages(self.folder)), 6)

    def test_closed_standard_descriptors(self):
        for closed in ((1,), (2,), (1, 2)):
            def close():
                for fd in closed:
                    os.close(fd)
            done = subprocess.run(self.command(), input=ORDINARY.encode(), timeout=60, env=self.environment(), preexec_fn=close)
            self.assertEqual(done.returncode, 0)
        self.assertEqual(messages(self.inbox), [ORDINARY.encode()] * 3)

    def test_no_standard_input_at_all_loses_and_makes_nothing(self):
        done = subprocess.run(self.command(), timeout=60, env=self.environment(), preexec_fn=lambda: os.close(0))
        self.assertEqual((done.returncode, messages(self.inbox)), (75, []))


class Many(Delivery):
    def test_a_thousand_deliveries_at_once(self):
        mails = [ORDINARY.encode() + b"%d " % i * random.Random(i).randrange(1, 9000) for i in range(1000)]
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            done = list(pool.map(self.deliver, mails))
        self.assertEqual({(d.returncode, d.stdout, d.stderr) for d in done}, {(0, b"", b"")})
        self.assertEqual(sorted(messages(self.inbox)), sorted(mails))
        journal = (self.home / ".local/state/backsift/journal").read_text().splitlines()
        # Whoever sees another's line half written begins with a line end of his own.
        self.assertEqual(len([line for line in journal if line]), 1000)

    def test_two_hundred_megabytes(self):
        mail = ORDINARY.encode() + b"0123456789abcde\n" * (200 << 16)
        self.assert_silent(self.deliver(mail), 0)
        stored, = messages(self.inbox)
        self.assertTrue(stored == mail)


class Time(Delivery):
    @contextlib.contextmanager
    def under_way(self, *more):
        """A delivery whose sender has sent half a message and sends no more."""
        child = subprocess.Popen(self.command(*more), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 env=self.environment())
        try:
            child.stdin.write(ORDINARY.encode()[:100])
            child.stdin.flush()
            self.until(lambda: self.caught(child.pid, signal.SIGSYS))  # the last handler that is set
            yield child
        finally:
            child.kill()
            child.communicate()

    @staticmethod
    def caught(pid, number):
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        return int(re.search(r"SigCgt:\s*(\w+)", status).group(1), 16) >> (number - 1) & 1

    def until(self, condition):
        end = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), end, "it never came to that")
            time.sleep(0.01)

    def test_a_sender_that_never_ends_meets_our_own_deadline(self):
        with self.under_way() as child:
            child.send_signal(signal.SIGALRM)
            self.assertEqual((child.wait(60), *child.communicate()), (75, b"", b""))
        self.assertEqual(messages(self.inbox), [])

    @needs(shutil.which("strace"), "strace is not installed (contrib/packages test installs it)")
    def test_the_deadline_is_240_seconds(self):
        trace = self.home / "trace"
        subprocess.run(["strace", "-o", trace, "-e", "trace=alarm,setitimer", *self.command()], input=ORDINARY.encode(),
                       capture_output=True, env=self.environment(), timeout=60)
        self.assertRegex(trace.read_text(), r"alarm\(240\)|it_value=\{tv_sec=240,")

    def test_a_signal_while_the_message_is_read_is_75(self):
        for number in SIGNALS:
            with self.subTest(signal=number), self.under_way() as child:
                child.send_signal(number)
                if number == signal.SIGPIPE:  # nothing to us; the sender goes away and the message is what came
                    continue
                self.assertEqual((child.wait(60), *child.communicate()), (75, b"", b""))
            self.assertEqual([p for p in (self.inbox / "tmp").iterdir()], [])

    def test_a_signal_at_any_moment_loses_nothing_and_doubles_nothing(self):
        chance = random.Random(7)
        mail = ORDINARY.encode() + b"x" * 3_000_000
        (self.home / "mail").write_bytes(mail)
        delivered = 0
        for _ in range(150):
            number = chance.choice(SIGNALS)
            with open(self.home / "mail", "rb") as stdin:
                child = subprocess.Popen(self.command(), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                         env=self.environment())
            with contextlib.suppress(FileNotFoundError, AttributeError):
                while child.poll() is None and not self.caught(child.pid, signal.SIGSYS):
                    pass
            time.sleep(chance.random() * 0.02)
            child.send_signal(number)
            out = child.communicate(timeout=60)
            self.assertEqual(out, (b"", b""))
            self.assertIn(child.returncode, (0, 75), number)
            delivered += child.returncode == 0
            self.assertEqual(len(messages(self.inbox)), delivered, number)
        self.assertEqual(set(messages(self.inbox)), {mail})

    def program(self, text):
        path = self.home / "program"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return f"|{path}"

    def test_a_program_that_hangs_or_dies_is_75(self):
        self.config.write_text(CONFIG + "[deliver]\nprogram_seconds = 1\n")
        for text in ("exec sleep 1000", "cat > /dev/null; exec sleep 1000", "trap '' TERM; cat > /dev/null; sleep 1000",
                     "kill -9 $$", "kill -11 $$", "cat > /dev/null; kill -9 $$", "exec 0<&-; exec sleep 1000"):
            with self.subTest(program=text):
                self.assert_silent(self.deliver(ORDINARY + "x" * 200_000, "--inbox", self.program(text)), 75)

    def test_a_program_of_a_delivery_that_is_stopped_is_stopped_too(self):
        target = self.program(f'cat > /dev/null & echo $$ > "{self.home}/pid"; exec sleep 1000')
        with subprocess.Popen(self.command("--inbox", target), stdin=subprocess.PIPE, env=self.environment()) as child:
            child.stdin.write(ORDINARY.encode())
            child.stdin.close()
            pid_file = self.home / "pid"
            self.until(lambda: pid_file.exists() and pid_file.read_text())
            child.send_signal(signal.SIGTERM)
            self.assertEqual(child.wait(60), 75)
        state = pathlib.Path(f"/proc/{int(pid_file.read_text())}/stat")
        self.until(lambda: not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z")

    def test_a_folder_program_and_an_inbox_program_fit_under_the_deadline_together(self):
        text = self.run_backsift("check", "--config", self.config).stdout  # any config is fine for the bound's own words
        self.assertIsNotNone(text)
        self.config.write_text("[deliver]\nprogram_seconds = 115\n")
        self.assertEqual(self.run_backsift("check", "--config", self.config).returncode, 78)


class Reader(Delivery):
    def test_a_reader_that_closes_early_makes_filter_fail(self):
        mail = ORDINARY.encode() + b"x" * 5_000_000
        for take in (0, 1, 100_000):
            with open(self.home / "mail", "wb+") as stdin:
                stdin.write(mail)
                stdin.seek(0)
                child = subprocess.Popen([BACKSIFT, "filter"], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                         env=self.environment())
            os.read(child.stdout.fileno(), take) if take else None
            child.stdout.close()
            self.assertEqual((child.wait(60), child.stderr.read()), (75, b""))
            child.stderr.close()

    def test_a_full_disk_behind_filter_makes_it_fail(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BACKSIFT, "filter"], input=ORDINARY.encode(), stdout=full, stderr=subprocess.PIPE,
                                  env=self.environment(), timeout=60)
        self.assertEqual((done.returncode, done.stderr), (75, b""))


if __name__ == "__main__":
    unittest.main(verbosity=2)
