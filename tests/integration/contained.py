"""A world of its own for a test that starts mail servers: mounts, processes, network and /etc are
private to the test and go with it, however it ends. Ports below 1024, users and full disks are then
nobody else's, and a test that is killed leaves nothing behind. Needs root."""
import os
import pathlib
import shutil
import subprocess
import sys

from support import SOURCE

SCRATCH = pathlib.Path("/var/spool/backsift")  # in memory; gone with us
BESIDE = SOURCE / "build/beside"  # where contrib/packages unpacks what cannot be installed side by side
FOREIGN = ("192.0.2.166", "192.0.2.167", "192.0.2.25")  # strangers' hosts, as far as the servers can see
ENTERED = "BACKSIFT_CONTAINED"
UNSHARE = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]


def why_not(*programs, beside=()):
    """Why no test can be contained here, or nothing."""
    if os.geteuid() != 0:
        return "a private network and private mounts need root"
    for program in programs:
        if not shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin"):
            return f"{program} is not installed (contrib/packages test installs it)"
    for package in beside:
        if not (BESIDE / package / "usr").is_dir():
            return f"{package} is not unpacked (contrib/packages test does it)"
    if subprocess.run([*UNSHARE, "true"], capture_output=True).returncode:
        return "unshare may not make a private network here"
    return None


def enter(beside=()):
    """Starts this program again in a world of its own, in which the packages of `beside` look installed."""
    if ENTERED not in os.environ:
        os.environ[ENTERED] = "1"
        os.execvp(UNSHARE[0], [*UNSHARE, sys.executable, "-B", *sys.argv])
    for place in ("/run", "/var/spool"):
        mount("-t", "tmpfs", "-o", "mode=755", "none", place)
    SCRATCH.mkdir()
    subprocess.run(["cp", "-a", "/etc", str(SCRATCH)], check=True)
    mount("--bind", str(SCRATCH / "etc"), "/etc")
    pathlib.Path("/etc/resolv.conf").unlink(missing_ok=True)
    pathlib.Path("/etc/resolv.conf").write_text("nameserver 127.0.0.1\n")
    if beside:
        layers = ":".join(str(BESIDE / package / "usr") for package in beside)
        mount("-t", "overlay", "-o", f"lowerdir={layers}:/usr", "none", "/usr")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in FOREIGN:
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def add_user(name, number, home="/nonexistent"):
    """A user and group of this world alone; nothing when it is there."""
    if f"\n{name}:" in pathlib.Path("/etc/passwd").read_text():
        return
    with open("/etc/passwd", "a") as users, open("/etc/group", "a") as groups:
        users.write(f"{name}:x:{number}:{number}::{home}:/bin/sh\n")
        groups.write(f"{name}:x:{number}:\n")
