"""Every system call of a delivery fails once, with every error that a full, broken or crowded
machine gives, and the process is stopped at every one. strace does it to the real binary. After
each run one of two things holds: exit 0 and the whole message in one place, or exit 75 and nothing
in new/ and tmp/, so that the caller's copy is the only one. The number of points is printed."""
import collections
import concurrent.futures
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import time
import unittest

from support import BACKSCATTER, BACKSIFT, CONFIG, ORDINARY, HomeTest, make_maildir, messages, needs

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EMFILE", "ENOMEM", "EACCES", "EINTR")
LASTING = ("ENOSPC", "EIO")  # from that call on: a disk that is full stays full
SIGNALS = ("TERM", "SEGV", "ABRT", "ALRM", "HUP", "PIPE")
WORKERS = 2

# A bounce that is counted for the storm after it is delivered.
NOTHING_RETURNED = BACKSCATTER[:BACKSCATTER.index("--b1\nContent-Type: message/rfc822")] + "--b1--\n"

Point = collections.namedtuple("Point", "call nth what early")


def why_not():
    if not shutil.which("strace"):
        return "strace is not installed (contrib/packages test installs it)"
    with tempfile.TemporaryFile() as trace:
        done = subprocess.run(["strace", "-o", "/dev/null", "-e", "inject=getppid:error=EIO:when=1", "/bin/true"],
                              stdout=trace, stderr=trace)
    return "strace may not trace here" if done.returncode else None


class Scene:
    """A home with Maildirs in which one delivery is made; its message must be in one of the places."""

    def __init__(self, mail, folder=False, program=False):
        self.mail, self.has_folder, self.program = mail.encode(), folder, program

    def make(self, home):
        make_maildir(home / "Maildir")
        if self.has_folder:
            make_maildir(home / "Maildir/.Backscatter")
        config = home / "config.toml"
        config.write_text(CONFIG)
        config.chmod(0o600)
        if self.program:
            # Takes the message whole or not at all, as every decent delivery agent does.
            store = home / "store"
            store.write_text(f'#!/bin/sh\ncat > "{home}/part" && mv "{home}/part" "{home}/Maildir/new/$$"\n')
            store.chmod(0o700)

    def command(self, home):
        inbox = f"|{home}/store" if self.program else home / "Maildir"
        return [BACKSIFT, "deliver", "--config", str(home / "config.toml"), "--inbox", str(inbox),
                "--backscatter", str(home / "Maildir/.Backscatter")]

    def stored(self, home):
        return [p.read_bytes() for folder in ("Maildir", "Maildir/.Backscatter") for part in ("new", "cur")
                for p in sorted((home / folder / part).glob("*"))]

    @staticmethod
    def unfinished(home):
        return [p for folder in ("Maildir", "Maildir/.Backscatter") for p in (home / folder / "tmp").glob("*")]


def run(scene, home, strace, **more):
    with open(home / "mail", "wb+") as mail:
        mail.write(scene.mail)
        mail.seek(0)
        return subprocess.run(["strace", "-o", str(home / "trace"), *strace, *scene.command(home)], stdin=mail,
                              capture_output=True, timeout=120, cwd=home,
                              env={"PATH": "/usr/bin:/bin", "HOME": str(home), "USER": "ann", "LC_ALL": "C"}, **more)


def in_scene(scene, work):
    home = pathlib.Path(tempfile.mkdtemp(prefix="backsift-faults-"))
    try:
        scene.make(home)
        return work(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def calls(scene):
    """The system calls of a delivery when nothing fails, each with its number among its like, and
    whether it comes before the program is on its guard: the C runtime's start and its first calls."""
    def traced(home):
        done = run(scene, home, [])
        assert done.returncode == 0 and scene.stored(home) == [scene.mail], done
        return (home / "trace").read_text()

    seen, early, out = collections.Counter(), True, []
    for line in in_scene(scene, traced).splitlines():
        found = re.match(r"(\w+)\(", line)
        if not found:
            continue
        name = found.group(1)
        seen[name] += 1
        if name != "execve":
            out.append((name, seen[name], early))
        if name == "alarm":
            early = False
    return out


def points(scene):
    for call, nth, early in calls(scene):
        # An injected close does not close, as no real one fails: a program would wait for the end.
        if call != "exit_group" and not (call == "close" and scene.program):
            for error in ERRORS:
                yield Point(call, f"{nth}", f"error={error}", early)
            for error in LASTING:
                yield Point(call, f"{nth}+", f"error={error}", early)
        yield Point(call, f"{nth}", "signal=KILL", early)
        if not early:
            for signal in SIGNALS:
                yield Point(call, f"{nth}", f"signal={signal}", early)


def verdict(scene, point):
    """What is wrong after a fault there, or nothing."""
    def faulted(home):
        done = run(scene, home, ["-e", "trace=all", "-e", f"inject={point.call}:{point.what}:when={point.nth}"])
        stored, unfinished = scene.stored(home), scene.unfinished(home)
        where = f"{point.call} #{point.nth} {point.what}: status {done.returncode}, {len(stored)} stored"
        if done.stdout or (done.stderr and not point.early):
            return f"{where}, printed {done.stdout + done.stderr!r}"
        if scene.program and point.what in ("signal=KILL", "signal=SEGV", "signal=ABRT") and done.returncode != 0:
            return None  # the caller keeps its copy; a pipe cannot tell a program that more was to come
        if any(message != scene.mail for message in stored):
            return f"{where}, not whole"
        if point.what == "signal=KILL":
            return None if len(stored) <= 1 else where  # the caller keeps its copy
        if done.returncode == 0:
            return None if len(stored) == 1 and not unfinished else where
        if point.early and not stored:
            return None  # it ended before it was on its guard: nothing was read, nothing is lost
        if scene.program and done.returncode == 75 and len(stored) <= 1:
            return None  # whether the program had taken it by then we cannot know
        if done.returncode == 75 and not stored and not unfinished:
            return None
        return f"{where}, unfinished {unfinished}"
    return in_scene(scene, faulted)


@needs(not why_not(), why_not())
class EveryCall(unittest.TestCase):
    def walk(self, name, scene):
        began = time.monotonic()
        todo = list(points(scene))
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            wrong = [w for w in pool.map(lambda point: verdict(scene, point), todo) if w]
        print(f"{name}: {len(todo)} fault points, {len(wrong)} wrong, {time.monotonic() - began:.0f} s", flush=True)
        self.assertGreater(len(todo), 500)
        self.assertFalse(wrong, "\n" + "\n".join(wrong))

    def test_into_the_inbox(self):
        self.walk("inbox", Scene(ORDINARY))

    def test_into_a_folder_that_is_there(self):
        self.walk("folder", Scene(BACKSCATTER, folder=True))

    def test_into_a_folder_that_is_to_be_made(self):
        self.walk("new folder", Scene(BACKSCATTER))

    def test_when_there_is_nothing_to_go_by(self):
        self.walk("unverifiable", Scene(NOTHING_RETURNED))

    def test_into_a_program(self):
        self.walk("program", Scene(ORDINARY, program=True))


class PartialReadsAndWrites(HomeTest):
    def deliver(self, mail, **more):
        return subprocess.run([BACKSIFT, "deliver", "--inbox", str(self.inbox)], input=mail, capture_output=True, timeout=60,
                              env=self.environment(), **more)

    def test_a_file_size_limit_cuts_the_write_short_at_any_byte(self):
        mail = ORDINARY.encode() + b"x" * 5000 + b"\n"
        limits = [0, 1, 2, 100, 4095, 4096, 4097, len(mail) - 1]
        for limit in limits:
            done = self.deliver(mail, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertEqual((done.returncode, done.stdout, done.stderr), (75, b"", b""), limit)
            self.assertEqual(messages(self.inbox), [])
        done = self.deliver(mail, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (len(mail), len(mail))))
        self.assertEqual((done.returncode, messages(self.inbox)), (0, [mail]))
        print(f"short writes: {len(limits) + 1} fault points")

    def test_reads_that_bring_little_and_a_descriptor_that_does_not_block(self):
        mail = ORDINARY.encode() * 20
        for step, blocking in ((1, True), (7, False), (1000, False), (65_536, True)):
            with self.subTest(step=step):
                read_end, write_end = os.pipe()
                os.set_blocking(read_end, blocking)
                with subprocess.Popen([BACKSIFT, "deliver", "--inbox", str(self.inbox)], stdin=read_end,
                                      env=self.environment()) as child:
                    os.close(read_end)
                    for at in range(0, len(mail), step):
                        os.write(write_end, mail[at:at + step])
                    os.close(write_end)
                    self.assertEqual(child.wait(60), 0)
                self.assertEqual(messages(self.inbox), [mail])
                for path in (self.inbox / "new").iterdir():
                    path.unlink()

    def test_few_descriptors(self):
        for most in range(0, 6):
            done = self.deliver(ORDINARY.encode(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
            stored = messages(self.inbox)
            self.assertEqual((done.stdout, done.stderr), (b"", b""))
            self.assertIn((done.returncode, len(stored)), ((0, 1), (75, 0)), most)
            for path in (self.inbox / "new").iterdir():
                path.unlink()

    def test_little_memory(self):
        mail = BACKSCATTER.encode() + b"x" * (2 << 20)
        for kib in (6000, 7000, 8000, 9000, 10_000, 12_000, 16_000, 24_000):
            done = self.deliver(mail, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (kib << 10, kib << 10)))
            stored = [*messages(self.inbox), *messages(self.folder)]
            if done.returncode < 0 and not stored:
                continue  # the kernel could not even load the program
            self.assertEqual((done.stdout, done.stderr), (b"", b""), kib)
            self.assertIn((done.returncode, len(stored)), ((0, 1), (75, 0)), kib)
            for path in [*(self.inbox / "new").iterdir(), *self.folder.glob("new/*")]:
                path.unlink()


if __name__ == "__main__":
    unittest.main(verbosity=2)
