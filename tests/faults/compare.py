#!/usr/bin/env python3
"""The same faults for Backsift, procmail and maildrop: each system call of a delivery into a Maildir fails
once, with every error of a full, broken or crowded machine, and the process is killed at each one. Prints
what became of the message, as an MTA that goes by exit statuses (Postfix) would see it:

    arrived    in the mailbox, once             waits     kept by the MTA, nothing in the mailbox
    twice      in the mailbox, and kept          bounced   sent back; behind "|| exit 75" it waits instead
    astray     exit 0, but in /tmp/dead.letter    lost      exit 0, and nowhere
    damaged    a part stands in the mailbox      hangs     longer than a minute

    tests/faults/compare.py [AGENT…]

Needs root, strace, and the programs (contrib/packages test). Ten minutes on two cores."""
import collections
import concurrent.futures
import itertools
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "integration"))
import contained  # noqa: E402
from support import BACKSIFT, ORDINARY, make_maildir  # noqa: E402

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EMFILE", "ENOMEM", "EACCES", "EINTR")
LASTING = ("ENOSPC", "EIO")  # from that call on: a disk that is full stays full
WORKERS = 6  # agents sleep before they try again
SECONDS = 60
STRAY = pathlib.Path("/tmp/dead.letter")  # where procmail appends what it has no place for; for all users, by all users
NUMBER = itertools.count()

OUTCOMES = ("arrived", "waits", "twice", "bounced", "astray", "lost", "damaged", "hangs")
AGENTS = {
    "backsift deliver": lambda home: [str(contained.SCRATCH / "backsift"), "deliver", "--inbox", f"{home}/Maildir"],
    "procmail -t": lambda home: ["procmail", "-t"],
    "procmail": lambda home: ["procmail"],
    "maildrop": lambda home: ["maildrop"],
}


class Home:
    """A user of its own, for each that works at the same time: an agent may fall back on /var/mail/USER."""

    def __init__(self, number):
        self.uid, self.user = 3000 + number, f"user{number}"
        self.path = contained.SCRATCH / self.user
        self.spool = pathlib.Path("/var/mail") / self.user
        contained.add_user(self.user, self.uid, self.path)

    def furnish(self):
        identity = f"Message-ID: <{next(NUMBER)}@example.net>"
        self.mail = re.sub("Message-ID: .*", identity, ORDINARY).encode()
        shutil.rmtree(self.path, ignore_errors=True)
        self.spool.unlink(missing_ok=True)
        self.path.mkdir(mode=0o755)
        make_maildir(self.path / "Maildir")
        files = {".procmailrc": f"MAILDIR={self.path}/Maildir\nDEFAULT={self.path}/Maildir/\n",
                 ".mailfilter": f'DEFAULT="{self.path}/Maildir/"\n', "mail": self.mail.decode()}
        for name, text in files.items():
            (self.path / name).write_text(text)
            (self.path / name).chmod(0o600)
        for path in [self.path, *self.path.rglob("*")]:
            os.chown(path, self.uid, self.uid)

    def run(self, agent, *strace):
        """The exit status as a shell would give it, or None where it has to be stopped."""
        self.furnish()
        words = ["strace", "-o", str(self.path / "trace"), *strace, *AGENTS[agent](self.path)]
        with open(self.path / "mail", "rb") as mail:
            child = subprocess.Popen(words, stdin=mail, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.path,
                                     user=self.uid, group=self.uid, extra_groups=[], start_new_session=True,
                                     env={"PATH": "/usr/bin:/bin", "HOME": str(self.path), "USER": self.user,
                                          "LOGNAME": self.user, "SHELL": "/bin/sh"})
        try:
            return child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            child.wait()
            return None

    def stored(self):
        """What a reader of this mailbox would see."""
        found = [path.read_bytes() for part in ("new", "cur") for path in (self.path / "Maildir" / part).iterdir()]
        if self.spool.exists() and self.spool.stat().st_size:
            found += [self.mail if self.mail in self.spool.read_bytes() else b"damaged"]
        return found

    def outcome(self, status):
        """One of OUTCOMES. By a signal, 71 and 75 Postfix keeps the message; any other status bounces it."""
        stored = self.stored()
        if status is None:
            return "hangs"
        if any(message != self.mail for message in stored):
            return "damaged"
        if status == 0 and not stored:
            return "astray" if STRAY.exists() and self.mail in STRAY.read_bytes() else "lost"
        if status == 0:
            return "arrived" if len(stored) == 1 else "twice"
        if status in (71, 75) or status < 0:
            return "twice" if stored else "waits"
        return "bounced"

    def left_in_tmp(self):
        return len(list((self.path / "Maildir/tmp").iterdir()))


def points(agent, home):
    """Each call of a delivery in which nothing fails, with each fault."""
    status = home.run(agent)
    assert home.outcome(status) == "arrived", (agent, status, home.stored())
    seen = collections.Counter()
    for line in (home.path / "trace").read_text().splitlines():
        found = re.match(r"(\w+)\(", line)
        if not found or found.group(1) == "execve":
            continue
        call = found.group(1)
        seen[call] += 1
        if call != "exit_group":
            yield from (f"{call}:error={error}:when={seen[call]}" for error in ERRORS)
            yield from (f"{call}:error={error}:when={seen[call]}+" for error in LASTING)
        yield f"{call}:signal=KILL:when={seen[call]}"


def walk(agent, homes):
    home = homes.get()
    todo = list(points(agent, home))
    homes.put(home)

    def one(point):
        mine = homes.get()
        try:
            status = mine.run(agent, "-e", "trace=all", "-e", f"inject={point}")
            return point, mine.outcome(status), status, mine.left_in_tmp()
        finally:
            homes.put(mine)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, todo))


def main():
    if contained.ENTERED not in os.environ:
        reason = contained.why_not("strace", "procmail", "maildrop", "ip")
        if reason:
            sys.exit(reason)
    contained.enter()
    contained.mount("-t", "tmpfs", "-o", "mode=1777", "none", "/var/mail")
    shutil.copy(BACKSIFT, contained.SCRATCH / "backsift")
    contained.mount("-t", "tmpfs", "-o", "mode=1777", "none", "/tmp")
    homes = queue.Queue()
    for number in range(WORKERS):
        homes.put(Home(number))
    print("| agent | faults | " + " | ".join(OUTCOMES) + " | left in tmp |")
    print("|---" * (len(OUTCOMES) + 3) + "|", flush=True)
    for agent in sys.argv[1:] or AGENTS:
        results = walk(agent, homes)
        count = collections.Counter(result for _, result, _, _ in results)
        left = sum(left > 0 for *_, left in results)
        print(f"| {agent} | {len(results)} | " + " | ".join(str(count[word]) for word in OUTCOMES) + f" | {left} |", flush=True)
        for point, result, status, _ in results:
            if result not in ("arrived", "waits"):
                print(f"{agent}: {result}, status {status}: {point}", file=sys.stderr)


if __name__ == "__main__":
    main()
