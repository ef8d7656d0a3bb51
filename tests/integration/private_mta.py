"""What the private mail servers of the tests share: one user whose mail they deliver, a way in by
SMTP, an outside world that refuses every recipient, and words for what became of a message. They
live in a world of their own (contained.py), so their ports and names are fixed."""
import os
import pathlib
import shutil
import smtplib
import socket
import subprocess
import time

from contained import SCRATCH, add_user

USER, NUMBER = "ann", 2001
REFUSING_PORT = 2526


class PrivateMta:
    """mx.example.net: delivers to USER@example.net; refused.example.com refuses every recipient."""

    def __init__(self):
        self.home = SCRATCH / "home" / USER
        self.log = SCRATCH / "log"
        self.running = []

    def start(self):
        add_user(USER, NUMBER, self.home)
        self.home.mkdir(parents=True, exist_ok=True)
        self.own(self.home)
        pathlib.Path("/etc/mailname").write_text("mx.example.net\n")
        self.refuse_outside()
        self.start_server()
        self.wait(lambda: self.answers(25) and self.answers(REFUSING_PORT), lambda: f"no answer: {self.log_text()}")

    def refuse_outside(self):
        place = SCRATCH / "outside"
        place.mkdir(exist_ok=True)
        self.run_beside(["smtp-sink", "-u", "nobody", "-f", "RCPT", f"127.0.0.1:{REFUSING_PORT}", "50"], cwd=place)

    def run_beside(self, words, **more):
        """A program that runs while we do; what it says goes to the log."""
        with open(SCRATCH / "said", "ab") as said:
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                     env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, **more)
        self.running.append(child)
        return child

    def stop(self):
        for child in self.running:
            child.terminate()
        for child in self.running:
            child.wait()
        self.running.clear()

    @staticmethod
    def own(*paths):
        for path in paths:
            for below in [path, *path.rglob("*")]:
                os.chown(below, NUMBER, NUMBER, follow_symlinks=False)

    def forward(self, line):
        path = self.home / ".forward"
        path.write_text(line + "\n")
        self.own(path)
        path.chmod(0o644)

    @staticmethod
    def send(sender, recipient, message, source="127.0.0.1", name="client.example.org"):
        with smtplib.SMTP("127.0.0.1", 25, local_hostname=name, timeout=30, source_address=(source, 0)) as smtp:
            smtp.sendmail(sender, recipient, message.replace("\n", "\r\n").encode())

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @staticmethod
    def answers(port):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            return False

    @staticmethod
    def wait(condition, complaint, seconds=60):
        """Waits for it; complaint is a function that says what is the matter."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(complaint())
            time.sleep(0.05)

    @staticmethod
    def command(*words):
        done = subprocess.run(words, capture_output=True, text=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        return done.stdout + done.stderr

    # What each server says in its own way: ----------------------------------------------------

    def start_server(self):
        raise NotImplementedError

    def configure(self, **lines):
        """The configuration of every test, and these lines."""
        raise NotImplementedError

    def count(self, outcome):
        """How often the log says so: "delivered", "deferred" or "bounced"."""
        raise NotImplementedError

    def queue(self):
        """A line for each message that waits."""
        raise NotImplementedError

    def try_again(self):
        """What an administrator does when the fault has ended: deliver what waits, now."""
        raise NotImplementedError

    def empty_queue(self):
        """Nothing of an earlier test is to arrive in the next."""
        raise NotImplementedError


def remove(path):
    """A file, a link or a folder, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
