"""A private Postfix for tests: no systemd, its own configuration, queue, log and ports on loopback,
one user whose mail it delivers. Needs root, as Postfix's master does."""
import os
import pathlib
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time

USER = "backsift-ann"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def why_not():
    """Why Postfix cannot be tested here, or nothing."""
    if os.geteuid() != 0:
        return "Postfix's master(8) needs root"
    if not shutil.which("postfix", path="/usr/sbin:/usr/bin") or not shutil.which("smtp-sink", path="/usr/sbin:/usr/bin"):
        return "postfix is not installed (contrib/packages test installs it)"
    return None


class PrivatePostfix:
    """mx.example.net: delivers to USER@example.net; refused.example.com refuses every recipient."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="backsift-postfix-"))
        self.root.chmod(0o755)
        self.port, self.sink_port = free_port(), free_port()
        self.home = self.root / "home" / USER
        self.log = self.root / "log"
        self.sink = None

    def start(self):
        try:
            pwd.getpwnam(USER)
        except KeyError:
            subprocess.run(["useradd", "-M", "-d", str(self.home), "-s", "/bin/sh", USER], check=True)
        subprocess.run(["usermod", "-d", str(self.home), USER], check=True, capture_output=True)
        user = pwd.getpwnam(USER)
        for path in (self.root / "etc", self.root / "queue", self.root / "state", self.home):
            path.mkdir(parents=True)
        os.chown(self.root / "state", pwd.getpwnam("postfix").pw_uid, -1)
        os.chown(self.home, user.pw_uid, user.pw_gid)
        (self.root / "etc/main.cf").write_text(self.main_cf())
        (self.root / "etc/master.cf").write_text(self.master_cf())
        self.sink = subprocess.Popen(["smtp-sink", "-u", "postfix", "-f", "RCPT", f"127.0.0.1:{self.sink_port}", "50"],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root / "state",
                                     env={"PATH": "/usr/sbin:/usr/bin"})
        self.postfix("check")
        self.postfix("start")
        self.wait(lambda: self.answers(self.port) and self.answers(self.sink_port), "Postfix does not answer")

    def main_cf(self):
        return f"""compatibility_level = 3.6
queue_directory = {self.root}/queue
data_directory = {self.root}/state
maillog_file = {self.log}
maillog_file_prefixes = {self.root}
myhostname = mx.example.net
mydomain = example.net
mydestination = example.net
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_peername_lookup = no
local_recipient_maps =
alias_maps =
alias_database =
home_mailbox = Maildir/
recipient_delimiter = +
biff = no
transport_maps = inline:{{refused.example.com=smtp:[127.0.0.1]:{self.sink_port}}}
default_transport = error:no outside world
smtpd_relay_restrictions = permit_mynetworks, reject
command_time_limit = 30s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
transport_retry_time = 1s
"""

    def master_cf(self):
        return f"""127.0.0.1:{self.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 2 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

    def postfix(self, verb):
        subprocess.run(["postfix", "-c", str(self.root / "etc"), verb], check=verb != "check", stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})

    def configure(self, main="", master=""):
        """The configuration of every test, and these lines; Postfix reads them at once."""
        (self.root / "etc/main.cf").write_text(self.main_cf() + main)
        (self.root / "etc/master.cf").write_text(self.master_cf() + master)
        self.postfix("reload")

    def forward(self, line):
        path = self.home / ".forward"
        path.write_text(line + "\n")
        os.chown(path, pwd.getpwnam(USER).pw_uid, -1)
        path.chmod(0o644)

    def send(self, sender, recipient, message):
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="client.example.org", timeout=30) as smtp:
            smtp.sendmail(sender, recipient, message.replace("\n", "\r\n").encode())

    def statuses(self):
        """The delivery statuses in the log so far: sent, deferred, bounced …"""
        text = self.log.read_text() if self.log.exists() else ""
        return [line.split("status=", 1)[1].split()[0] for line in text.splitlines() if "status=" in line]

    def queue(self):
        out = subprocess.run(["postqueue", "-c", str(self.root / "etc"), "-j"], capture_output=True,
                             env={"PATH": "/usr/sbin:/usr/bin"}).stdout
        return out.splitlines()

    @staticmethod
    def answers(port):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            return False

    @staticmethod
    def wait(condition, complaint, seconds=30):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(complaint)
            time.sleep(0.05)

    def stop(self):
        try:
            pid = int((self.root / "queue/pid/master.pid").read_text())
            os.kill(pid, signal.SIGTERM)
            self.wait(lambda: not pathlib.Path(f"/proc/{pid}").exists(), "master does not stop")
        except (OSError, ValueError):
            pass
        if self.sink:
            self.sink.terminate()
            self.sink.wait()
        subprocess.run(["userdel", USER], capture_output=True)
        shutil.rmtree(self.root, ignore_errors=True)
