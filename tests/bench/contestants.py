"""Who runs in the benchmark, on which mail, with which set-up: all do the same job, one recipe's."""
import collections
import os
import pathlib
import random
import shutil
import subprocess

Row = collections.namedtuple("Row", "label message command status slow staged", defaults=(0, False, False))

CONFIG = """[identity]
addresses = ["ann@example.org"]
[deliver]
inbox = "{home}/Maildir"
[token]
header = "X-Your-Special-Header"
value  = "With its content of the day"
covers = "all"
since  = 2024-01-01
[relays]
names = ["mail.example.org", "192.0.2.10"]
"""
PROCMAIL = """MAILDIR={home}
DEFAULT={home}/Maildir/
ORGMAIL={home}/Maildir/
LOGFILE=/dev/null
LOGABSTRACT=no
:0 HB
* ^Subject:.*failure notice|Delivery Status Notification|Undelivered Mail Returned to Sender
* !^X-Your-Special-Header:.*content
backscatter/
"""
MAILDROP = """DEFAULT="{home}/Maildir"
if ( (/^Subject:.*failure notice/:hb || /Delivery Status Notification|Undelivered Mail Returned to Sender/:hb) && ! /^X-Your-Special-Header:.*content/:hb )
  to "{home}/backscatter"
to "{home}/Maildir"
"""
FDM = """set lock-file ""
set allow-multiple
set no-received
action "inbox" maildir "{home}/Maildir"
action "back" maildir "{home}/backscatter"
account "stdin" stdin
match "^Subject:.*failure notice|Delivery Status Notification|Undelivered Mail Returned to Sender" and not "^X-Your-Special-Header:.*content" action "back"
match all action "inbox"
"""
SIEVE = """require ["fileinto","body"];
if allof( anyof(header :contains "Subject" ["failure notice","Delivery Status Notification","Undelivered Mail Returned to Sender"],
      body :raw :contains ["Delivery Status Notification","Undelivered Mail Returned to Sender"]),
    not header :contains "X-Your-Special-Header" "content", not body :raw :contains "X-Your-Special-Header: content") {{
  fileinto "backscatter"; stop;
}}
"""
DOVECOT = """mail_location = maildir:{home}/Maildir
log_path = /dev/null
info_log_path = /dev/null
base_dir = {home}/run
state_dir = {home}/run
hostname = vm.example
postmaster_address = postmaster@vm.example
ssl = no
stats_writer_socket_path =
protocol lda {{
  mail_plugins = sieve
}}
plugin {{
  sieve = {home}/bench.sieve
}}
"""
WORDS = "the plan was to review each item in turn and agree who owns it before friday".split()
HEADER = """Return-Path: <alice@example.net>
Received: from out.example.net (out.example.net [198.51.100.7])
\tby mx1.example.org (Postfix) with ESMTPS id 1D2C33B1D4
\tfor <ann@example.org>; Tue,  3 Jun 2025 10:11:11 +0000 (UTC)
From: Alice Example <alice@example.net>
To: Ann Example <ann@example.org>
Subject: minutes
Date: Tue, 03 Jun 2025 12:11:09 +0200
Message-ID: <m12@example.net>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

"""


def ordinary(size):
    dice = random.Random(7)
    text = [HEADER]
    lines = [" ".join(dice.choice(WORDS) for _ in range(12)) + "\n" for _ in range(200)]
    while sum(map(len, text)) < size:
        text.append("".join(dice.choice(lines) for _ in range(size // 50)))
    return "".join(text)[:size - 1] + "\n"


def messages(source, folder):
    mail = folder / "mail"
    mail.mkdir()
    found = {}
    for name, size in [("ordinary", 4096), ("100 KB", 100 << 10), ("10 MB", 10 << 20)]:
        found[name] = mail / f"{size}.eml"
        found[name].write_text(ordinary(size))
    for name, example in [("refuted", "bounce-postfix-false"), ("proven", "bounce-postfix-true")]:
        found[name] = source / "examples/mail" / f"{example}.eml"
    found["unverifiable"] = source / "examples/mail/bounce-nothing-returned-unverifiable.eml"
    return found


def environment(folder):
    """As a mail system sets it."""
    return {"HOME": str(folder), "LOGNAME": "ann", "USER": "ann", "PATH": os.environ["PATH"], "LC_ALL": "C"}


def file_system(folder):
    return subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True).stdout.strip()


def spamd_answers():
    """Without its server spamc waits for three seconds."""
    return shutil.which("spamc") and subprocess.run(["spamc", "-K"], capture_output=True).returncode == 0


def rows(backsift, programs, folder, mail):
    for name in ("Maildir", "backscatter", "Maildir/.Backscatter", "Maildir/.backscatter"):
        for part in ("tmp", "new", "cur"):
            (folder / name / part).mkdir(parents=True)
    (folder / "run").mkdir()
    (folder / "empty.toml").write_text("")
    for name, text in [("config.toml", CONFIG), ("procmailrc", PROCMAIL), ("mailfilter", MAILDROP), ("fdm.conf", FDM),
                       ("bench.sieve", SIEVE), ("dovecot.conf", DOVECOT)]:
        (folder / name).write_text(text.format(home=folder))
        (folder / name).chmod(0o600)
    ours = [backsift, "deliver", "--config", folder / "config.toml"]
    out = [Row("no-op", mail["ordinary"], [programs / "bench_noop"]),
           Row("write, fsync, rename, fsync", mail["ordinary"], [programs / "bench_floor", folder / "Maildir"])]
    for label, name in [("ordinary, 4 KB", "ordinary"), ("bounce, refuted", "refuted"), ("bounce, a token came back", "proven"),
                        ("bounce, nothing came back", "unverifiable"), ("100 KB", "100 KB"), ("10 MB", "10 MB")]:
        out.append(Row("backsift " + label, mail[name], ours, 0, False,
                       name in ("ordinary", "refuted")))
    others = [("procmail", ["procmail", folder / "procmailrc"]), ("maildrop", ["maildrop", folder / "mailfilter"]),
              ("fdm", ["fdm", "-q", "-f", folder / "fdm.conf", "-a", "stdin", "fetch"]), ("mdeliver", ["mdeliver", folder / "Maildir"]),
              ("/usr/lib/dovecot/dovecot-lda", ["/usr/lib/dovecot/dovecot-lda", "-c", folder / "dovecot.conf", "-f", "alice@example.net"]),
              *([("spamc", ["spamc"])] if spamd_answers() else [])]
    for name, command in others:
        # dovecot-lda delivers nothing as root.
        if shutil.which(name) and not (os.geteuid() == 0 and name.endswith("dovecot-lda")):
            for label, message in [("ordinary", "ordinary"), ("bounce", "refuted")]:
                out.append(Row(f"{pathlib.Path(name).name} {label}", mail[message], command))
    if shutil.which("spamassassin"):
        out.append(Row("spamassassin ordinary", mail["ordinary"], ["spamassassin", "-L"], 0, True))
    return out
