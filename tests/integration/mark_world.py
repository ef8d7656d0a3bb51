"""The ground for tests of marking: a place outside that keeps what it gets, and a key."""
import os
import re
import shutil
import subprocess

from contained import SCRATCH, add_user
from private_mta import NUMBER, USER, remove
from support import BACKSIFT, SOURCE

KEEPING_PORT = 2527
KEPT = SCRATCH / "kept"
FILTER, FILTER_NUMBER = "backsift", 2005
CONFIG = '[identity]\naddresses = ["*@example.net"]\n[token]\nheader = "X-Mark"\nkey_file = "{keys}"\ncovers = "some"\n'
LETTER = "From: Ann <ann@example.net>\nTo: bob@kept.example.com\nSubject: {subject}\n\nShall we?\n"
TOKEN = r"(?m)^X-Mark: v1; k=\w+; t=\d+; n=\S+; m=\S+\r?$"


def keep_outside(mta):
    """A host that takes every message for kept.example.com and puts it into a file."""
    KEPT.mkdir()
    os.chown(KEPT, 65534, 65534)
    mta.run_beside(["smtp-sink", "-u", "nobody", "-d", f"{KEPT}/%H", f"127.0.0.1:{KEEPING_PORT}", "50"], cwd=KEPT)
    mta.wait(lambda: mta.answers(KEEPING_PORT), lambda: "the outside does not answer")
    for left in KEPT.iterdir():
        left.unlink()


def install():
    """The binary, where a shell finds it; a config with a key for the filter's user, and for ann."""
    binary = SCRATCH / "bin/backsift"
    binary.parent.mkdir(exist_ok=True)
    shutil.copy(BACKSIFT, binary)
    add_user(FILTER, FILTER_NUMBER)
    return binary


def make_key(folder, number, binary):
    """A config in that folder, with a key that only this user reads."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.toml"
    remove(folder / "keys")
    config.write_text(CONFIG.format(keys=folder / "keys"))
    for path in (folder, config):
        os.chown(path, number, number)
    as_user(number, str(binary), "token", "rotate", "--config", str(config))
    return config


def as_user(number, *words, stdin="", home="/nonexistent", check=True):
    done = subprocess.run(["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups", *words], input=stdin,
                          capture_output=True, text=True, timeout=60, cwd=home if home != "/nonexistent" else "/",
                          env={"PATH": f"{SCRATCH}/bin:/usr/sbin:/usr/bin:/bin", "HOME": home, "USER": USER, "LANG": "C.UTF-8"})
    if check and done.returncode:
        raise AssertionError(f"{words}: {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def kept_mail(mta, subject):
    """The header of the message with that subject, as it reached the outside."""
    found = []

    def arrived():
        for path in KEPT.iterdir():
            text = path.read_text(errors="replace").replace("\r\n", "\n")
            if re.search(rf"(?m)^Subject: .*{subject}$", text):
                found.append(text)
        return found
    mta.wait(arrived, lambda: f"{subject} did not get out: {mta.log_text()[-3000:]}", 40)
    return found[0]


def snippet(name):
    """The file of contrib/, with the binary of this test."""
    return (SOURCE / "contrib" / name).read_text().replace("/usr/bin/backsift", str(SCRATCH / "bin/backsift"))


def home_of(mta):
    """Ann's home, hers, without what an earlier test left."""
    for name in (".config", ".muttrc", ".msmtprc", ".gitconfig", "repository"):
        remove(mta.home / name)
    mta.own(mta.home)
    return mta.home


def key_of_ann(mta, binary):
    make_key(mta.home / ".config/backsift", NUMBER, binary)
    mta.own(mta.home)
