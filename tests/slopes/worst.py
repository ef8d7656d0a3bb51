#!/usr/bin/env python3
"""Time and peak memory of the ten worst mails, Backsift's beside procmail's, maildrop's and VBounce's.

    worst.py [--backsift PROGRAM] [--mib N] [--seconds S]

Each program delivers the same mail into a Maildir of its own: Backsift with all rules and proofs,
procmail with the recipe of examples/procmail, maildrop with a filter that asks the same of header and
body. SpamAssassin's VBounce, which delivers nothing, judges it. Those that are not installed have no
column. Seconds are of processor time, which a busy machine does not change; runs of over S are ended.
Nothing is asserted; the table is what a person asks for.
"""
import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

import shapes
import slopes

SOURCE = pathlib.Path(__file__).resolve().parents[2]
# What costs Backsift most per byte, and what the others are known to trip over.
WORST = ["HTML entities", "RFC 2047 that never closes", "subject words again and again", "RFC 2047 charset switches",
         "base64", "quoted lines", "one long line without blanks", "indented after Received", "deep parts", "many Received"]
PROCMAIL = """\
MAILDIR=$HOME
DEFAULT=$HOME/Maildir/
:0 HB
* ^FROM_DAEMON
* ! ^X-Your-Special-Header: With its content
* ^Received:.*\\n([ \\t].*\\n)*
{ :0
  Maildir/.Backscatter/ }
"""
MAILDROP = """\
if (/^Content-Type:.*multipart\\/report/:h && !/^X-Your-Special-Header: With its content/:b && /^Received:.*from.*by/:b)
{
    to "Maildir/.Backscatter"
}
to "Maildir"
"""


class Programs:
    def __init__(self, backsift, home):
        self.home = pathlib.Path(home)
        for folder in ["Maildir", "Maildir/.Backscatter"]:
            for part in ["cur", "new", "tmp"]:
                (self.home / folder / part).mkdir(parents=True)
        for name, text in [("config.toml", slopes.CONFIG), ("procmailrc", PROCMAIL), ("mailfilter", MAILDROP)]:
            (self.home / name).write_text(text)
            (self.home / name).chmod(0o600)
        maildir = str(self.home / "Maildir")
        self.commands = {
            "backsift": [str(backsift), "deliver", "--config", str(self.home / "config.toml"), "--inbox", maildir,
                         "--backscatter", maildir + "/.Backscatter"],
            "procmail": ["procmail", "-m", str(self.home / "procmailrc")],
            "maildrop": ["maildrop", str(self.home / "mailfilter")],
        }
        self.commands = {name: command for name, command in self.commands.items() if shutil.which(command[0])}
        if subprocess.run(["perl", "-MMail::SpamAssassin", "-e1"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            self.commands["vbounce"] = ["perl", str(SOURCE / "tests/integration/vbounce.pl")]

    def run(self, name, mail, seconds):
        """Seconds of processor time, peak KiB, exit status."""
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LOGNAME": "root", "XDG_STATE_HOME": str(self.home / "state")}
        # Through time(1): a process starts with the peak of the one that called exec, here a whole Python.
        notes = self.home / "time"
        # vbounce.pl reads the names of mails, not a mail.
        names = self.home / "names"
        names.write_text(f"{mail}\n")
        with open(names if name == "vbounce" else mail, "rb") as source:
            done = subprocess.run(["/usr/bin/time", "-q", "-o", notes, "-f", "%U %S %M", *self.commands[name]], stdin=source,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=self.home, check=False,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds)))
        user, system, peak = notes.read_text().split()[-3:]
        return float(user) + float(system), int(peak), done.returncode


def cell(seconds, peak, status, most):
    if status >= 128 or status < 0 or seconds >= most:
        return f"{'> ' + format(most) + ' s':>10}{peak / 1024:7.0f}"
    return f"{seconds:10.2f}{peak / 1024:7.0f}" + ("" if status == 0 else f" exit {status}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backsift", default=os.environ.get("BACKSIFT", SOURCE / "build/release/src/backsift"))
    parser.add_argument("--mib", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as home:
        programs = Programs(args.backsift, home)
        print(f"{args.mib} MiB of each; seconds of processor time and peak MiB")
        print(f"{'shape':32}" + "".join(f"{name:>17}" for name in programs.commands))
        for name in WORST:
            mail = pathlib.Path(home) / "mail"
            mail.write_bytes(shapes.SHAPES[name](args.mib * 1024 * 1024))
            row = ""
            for program in programs.commands:
                seconds, peak, status = programs.run(program, mail, args.seconds)
                row += cell(seconds, peak, status, args.seconds)
                if program == "backsift":
                    slowest = max(slowest, seconds)
            print(f"{name:32}{row}", flush=True)
    print(f"backsift's slowest: {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
