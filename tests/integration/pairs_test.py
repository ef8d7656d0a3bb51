#!/usr/bin/env python3
"""Scores "is it ours?" on pairs made of bounces: real ones where a corpus is at hand, else our examples.

usage: pairs_test.py [--backsift BIN] [--keep DIR] [FOLDER-OR-FILE…]

Every bounce and delay that returns a header with a Message-ID, a From and a recipient that failed becomes
two mails for each proof: one whose sent mail bore the owner's mark (true), and ones that a forger could
make (forged): without the mark, with a mark for somebody else, or with one copied and sent on to another
recipient. Without operands: $BACKSIFT_CORPUS/mta-samples and its corpus/dev, and examples/mail anywhere.

proof     the mark                                        forged as
token     one fixed field in the returned header          left out; in the outer header; in the notice; sent on
hmac      `backsift tag`'s field                          left out; of another key's; sent on
dkim      openssl's signature over the returned header    left out; over another From; of another key; sent on
sent      id and recipient in the index of sent mail      another id in the index; the id sent on
rewritten as sent, but the id replaced by a relay         another subject
envelope  the tag `backsift token envelope` prints, as To left out; of another key; sent on
envid     the id `backsift token envid` prints            of another key; sent on

"sent on" changes the recipient that failed and the trace above the mail, and nothing in it. Exit 1 when a
forgery is genuine or a true one is filed. The last line is one JSON object.
"""
import argparse
import base64
import collections
import email.utils
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

SOURCE = pathlib.Path(os.environ.get("BACKSIFT_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
BACKSIFT = os.environ.get("BACKSIFT", str(SOURCE / "build/release/src/backsift"))
OWNER, ELSEWHERE = "owner@pairs.example", "victim@elsewhere.test"
STATIC = ("X-Pairs-Fixed", "kV3x9QbLr7TzNw28-pairs")
KEYED = "X-Pairs-Keyed"
NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
TRACE = (b"Received: from spam.test (spam.test [192.0.2.166])\n\tby mx.elsewhere.test with ESMTP id 9;"
         b" Sat, 21 Nov 2026 05:20:40 +0000\n")


class Bounce:
    """A bounce in pieces: its own header, what stands before the returned header, that header, the rest."""

    def __init__(self, raw, named=()):
        self.named = list(named)
        self.crlf = b"\r\n" in raw[:2000]
        raw = raw.replace(b"\r\n", b"\n")
        self.outer, _, body = raw.partition(b"\n\n")
        self.outer += b"\n"
        self.before, self.header, self.after = self.block(body)

    @staticmethod
    def block(body):
        """The first run of plain header lines with an id and an author."""
        for start in re.finditer(rb"^(?:Received|Message-ID|Return-Path|From|DKIM-Signature|X-[\w-]+)[ \t]*:", body, re.I | re.M):
            end, last = start.start(), None
            for line in body[start.start():].splitlines(keepends=True):
                if not (NAME.match(line) or (last and line[:1] in b" \t" and line.strip())):
                    break
                end, last = end + len(line), line
            header = body[start.start():end]
            if all(re.search(rb"^" + name + rb"[ \t]*:", header, re.I | re.M) for name in (b"Message-ID", b"From", b"Date")):
                return body[:start.start()], header, body[end:]
        raise ValueError("no returned header to mark")

    def field(self, name):
        found = re.findall(rb"^" + name.encode() + rb"[ \t]*:((?:.*\n)(?:[ \t].*\n)*)", self.header, re.I | re.M)
        return b" ".join(found[0].split()).decode("utf-8", "replace") if len(found) == 1 else ""

    def recipients(self):
        """Those that failed by the report's fields, else by its words, each once."""
        everything = self.outer + self.before + self.after
        found = re.findall(rb"^(?:Final|Original)-Recipient:[^;\n]*;[ \t]*<?([^\s<>;]+@[^\s<>;]+)", everything, re.I | re.M) \
            or re.findall(rb"[^\s,]+@[^\s,]+", self.field_of(self.outer, b"X-Failed-Recipients"))
        return list(dict.fromkeys(one.lower().decode("utf-8", "replace") for one in found)) or self.named

    def recipient(self):
        return next(iter(self.recipients()), "")

    @staticmethod
    def field_of(header, name):
        found = re.search(rb"^" + name + rb"[ \t]*:((?:.*\n)(?:[ \t].*\n)*)", header, re.I | re.M)
        return found[1] if found else b""

    def made(self, mark=b"", outer=b"", notice=b"", to=None, envid=None, drop=(), replace=(), on=False):
        """The mail again; `on`: about another recipient, with a trace that leads elsewhere."""
        head = self.outer
        if to is not None:
            head = re.sub(rb"^(?:To|Delivered-To|X-Original-To|Envelope-To)[ \t]*:.*\n(?:[ \t].*\n)*", b"", head, flags=re.I | re.M)
            head += b"To: " + to.encode() + b"\n"
        before, header, after = self.before, self.header, self.after
        if replace:  # Exim and Exchange refer to the id outside as well
            head = re.sub(rb"^(?:In-Reply-To|References)[ \t]*:.*\n(?:[ \t].*\n)*", b"", head, flags=re.I | re.M)
            before = re.sub(rb"^Original-Message-ID[ \t]*:.*\n", b"", before, flags=re.I | re.M)
        for name in drop:
            header = re.sub(rb"^" + name + rb"[ \t]*:.*\n(?:[ \t].*\n)*", b"", header, flags=re.I | re.M)
        for old, new in replace:
            header = header.replace(old, new)
        if envid:
            before, count = re.subn(rb"^(Reporting-MTA:.*\n)", rb"\1Original-Envelope-Id: " + envid.encode() + b"\n", before,
                                    count=1, flags=re.I | re.M)
            if not count:
                return None
        if on:
            victim, wanted = ELSEWHERE.encode(), self.recipient().encode()
            exchange = re.compile(re.escape(wanted), re.I)
            head, before, after = (exchange.sub(victim, part) for part in (head, before, after))
            header = TRACE + re.sub(rb"^(?:Received|Delivered-To|X-Original-To|Resent-[\w-]+|List-Id|X-Forwarded-For)[ \t]*:.*\n"
                                    rb"(?:[ \t].*\n)*", b"", header, flags=re.I | re.M)
        raw = head + outer + b"\n" + notice + before + mark + header + after
        return raw.replace(b"\n", b"\r\n") if self.crlf else raw


class Signer:
    """DKIM by openssl, relaxed, over the fields that are there and none of the body."""

    def __init__(self, home, name):
        self.key, self.home, self.selector = home / f"{name}.pem", home, name
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.key], check=True)
        subprocess.run(["openssl", "pkey", "-in", self.key, "-pubout", "-out", home / f"{name}.pub"], check=True)

    def field(self, bounce, selector="s1", author=None):
        names = [n for n in ("from", "to", "date", "message-id", "subject") if bounce.field(n)]
        own = f"v=1; a=ed25519-sha256; c=relaxed/relaxed; d=pairs.example; s={selector}; h={':'.join(names)}; l=0; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b="
        values = {n: bounce.field(n) for n in names}
        if author:
            values["from"] = author
        text = "".join(f"{n}:{values[n]}\r\n" for n in names) + f"dkim-signature:{own}"
        (self.home / "digest").write_bytes(hashlib.sha256(text.encode()).digest())
        subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.key, "-in", self.home / "digest",
                        "-out", self.home / "signature"], check=True, capture_output=True)
        return f"DKIM-Signature: {own}{base64.b64encode((self.home / 'signature').read_bytes()).decode()}\n".encode()


class Workshop:
    """The owner's keys and configs, the variants, and what scan says of them."""

    def __init__(self, binary, home):
        self.binary, self.home = binary, home
        self.mails = collections.defaultdict(dict)  # "proof/variant" -> path -> kind of return
        self.sent, self.rewritten = [], []
        for name, key in (("keys", bytes(range(32))), ("theirs", bytes(range(1, 33)))):
            (home / name).write_text(f"{'a1' if name == 'keys' else 'b2'} 2026-01-01 {base64.b64encode(key).decode()}\n")
            (home / name).chmod(0o600)
        self.ours, self.theirs = Signer(home, "s1"), Signer(home, "s2")
        identity = f'[identity]\naddresses = ["{OWNER}"]\n'
        self.configs = {
            "token": identity + f'[token]\nheader = "{STATIC[0]}"\nvalue = "{STATIC[1]}"\ncovers = "all"\nsince = 1980-01-01\n',
            "hmac": identity + f'[token]\nheader = "{KEYED}"\nkey_file = "{home}/keys"\ncovers = "all"\nsince = 1980-01-01\n',
            "dkim": identity + f'[[dkim]]\ndomain = "pairs.example"\nselector = "s1"\npublic_key = "{home}/s1.pub"\n',
            "sent": identity + f'[sent]\nfolders = ["{home}/Sent"]\n', "rewritten": identity + f'[sent]\nfolders = ["{home}/Rewritten"]\n',
            "envelope": identity + f'[envelope]\nkey_file = "{home}/keys"\ncovers = "all"\n'}
        self.configs["envid"] = self.configs["envelope"].replace('covers = "all"\n', "")
        for name, text in self.configs.items():
            (home / f"{name}.toml").write_text(text)
        self.tag, self.envid = self.run("token", "envelope").strip(), self.run("token", "envid").strip()
        other = (home / "envelope.toml").read_text().replace("/keys", "/theirs")
        (home / "other.toml").write_text(other)
        self.their_tag, self.their_envid = self.run("token", "envelope", config="other").strip(), self.run("token", "envid", config="other").strip()

    def run(self, *words, config="envelope", stdin=b""):
        done = subprocess.run([self.binary, *words, "--config", str(self.home / f"{config}.toml")], input=stdin, capture_output=True,
                              env=dict(os.environ, XDG_STATE_HOME=str(self.home / f"state-{config}"), XDG_CONFIG_HOME="/nonexistent"))
        if done.returncode and words[0] in ("token", "tag"):
            raise SystemExit(done.stderr.decode())
        return done.stdout.decode("utf-8", "replace")

    def keyed_field(self, config="hmac"):
        """One for every mail: it is the day's, and covers no field but the sender."""
        return self.run("tag", config=config, stdin=f"From: {OWNER}\n\n".encode()).split("\n")[0].encode() + b"\n"

    def put(self, proof, variant, name, raw, shape):
        if raw is None:
            return
        path = self.home / "mail" / proof / variant / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        self.mails[f"{proof}/{variant}"][str(path)] = shape

    def folder(self, name, mails):
        for part in ("cur", "new", "tmp"):
            (self.home / name / part).mkdir(parents=True)
        for i, (message_id, recipient, subject, date) in enumerate(mails):
            text = f"Message-ID: {message_id}\nFrom: {OWNER}\nTo: {recipient}\nSubject: {subject}\nDate: {date}\n\nx\n"
            (self.home / name / "cur" / f"1000000000.{i}.host:2,S").write_bytes(text.encode("utf-8", "replace"))

    def add(self, name, raw, row):
        shape, seen_id = row["returned"], row["returned_message_id"]
        named = [one["address"].lower() for one in row["recipients"]]
        bounce = Bounce(raw, named)
        recipient, message_id = bounce.recipient(), bounce.field("Message-ID")
        if not recipient or not re.fullmatch(r"<[^<>\s]+@[^<>\s]+>", message_id) or not bounce.field("From"):
            raise ValueError("no id, author or recipient")
        ids = re.findall(rb"^[>| \t]*Message-ID[ \t]*:.*", bounce.before + bounce.header + bounce.after, re.I | re.M)
        if message_id != f"<{seen_id}>" or len(ids) != 1:
            raise ValueError("several headers stand in it")
        as_owner = Bounce(bounce.made(drop=(rb"From", rb"DKIM-Signature", rb"Return-Path"), mark=f"From: {OWNER}\n".encode()), named)
        if as_owner.recipient() != recipient or OWNER not in as_owner.field("From"):
            raise ValueError("the author cannot be exchanged")
        # To nobody, to many or about many: then there is nothing to compare, and a copy cannot be told
        # from what was sent. In an encoded notice the name cannot be exchanged.
        legible = recipient.encode() in (as_owner.outer + as_owner.before + as_owner.after).lower()
        on = legible and named == [recipient] == as_owner.recipients() and recipient in as_owner.field("To").lower()
        fixed = f"{STATIC[0]}: {STATIC[1]}\n".encode()
        put = lambda proof, variant, **how: self.put(proof, variant, name, as_owner.made(**how), shape)
        for proof, mark in (("token", fixed), ("hmac", self.keyed)):
            put(proof, "true", mark=mark)
            put(proof, "missing")
            put(proof, "outer", outer=mark)
            put(proof, "notice", notice=mark + b"\n" if b"multipart" not in as_owner.outer.lower() else b"")
            if on:
                put(proof, "sent on", mark=mark, on=True)
        put("hmac", "guessed", mark=self.keyed.rstrip()[:-22] + b"AAAAAAAAAAAAAAAAAAAAAA\n")
        put("envelope", "true", to=self.tag)
        put("envelope", "missing", to=OWNER)
        put("envelope", "other key", to=self.their_tag)
        put("envelope", "guessed", to=re.sub(r"[a-z2-7]{16}@", "a" * 16 + "@", self.tag))
        put("envid", "true", envid=self.envid)
        put("envid", "other key", envid=self.their_envid)
        put("envid", "guessed", envid=self.envid[:-26] + "a" * 26)
        for proof in ("envelope", "envid") if on else ():
            put(proof, "sent on", to=self.tag if proof == "envelope" else None, envid=self.envid if proof == "envid" else None, on=True)
        if recipient in as_owner.field("To").lower() and as_owner.field("Date"):
            signature = self.ours.field(as_owner)
            put("dkim", "true", mark=signature)
            put("dkim", "other key", mark=self.theirs.field(as_owner))
            put("dkim", "other From", mark=self.ours.field(as_owner, author="Eve <eve@pairs.example>"))
            if on:
                put("dkim", "sent on", mark=signature, on=True)
        recipients = ", ".join(as_owner.recipients())
        self.sent.append((message_id, recipients, "another subject", "Mon, 01 Jan 2024 00:00:00 +0000"))
        put("sent", "true")
        put("sent", "another id", replace=((message_id.encode(), b"<forged." + message_id[1:].encode()),))
        if on:
            put("sent", "sent on", on=True)
        subject, date = as_owner.field("Subject"), as_owner.field("Date")
        if subject and email.utils.parsedate_tz(date) and "=?" not in subject:
            self.rewritten.append((message_id, recipients, subject, date))
            new = ((message_id.encode(), b"<0100018f-rewritten@email.amazonses.com>"),)
            put("rewritten", "true", replace=new)
            put("rewritten", "other subject", replace=new, drop=(rb"Subject",), mark=b"Subject: Replica watches\n")

    def judge(self):
        self.folder("Sent", self.sent)
        self.folder("Rewritten", self.rewritten)
        verdicts = {}
        for proof in self.configs:
            if proof in ("sent", "rewritten"):
                self.run("sent", "update", config=proof)
            if (self.home / "mail" / proof).exists():
                lines = self.run("scan", "--format", "jsonl", str(self.home / "mail" / proof), config=proof).splitlines()
                verdicts.update((row["path"], row) for row in map(json.loads, lines))
        return verdicts


def sources(operands):
    """(name, bytes) of every mail."""
    corpus = os.environ.get("BACKSIFT_CORPUS")
    roots = [pathlib.Path(o) for o in operands] or [SOURCE / "examples/mail"]
    if corpus and not operands:
        roots += [p for p in (pathlib.Path(corpus) / "mta-samples",) if p.exists()]
        for archive in pathlib.Path(corpus).glob("corpus/dev.tar.xz"):
            with tarfile.open(archive) as tar:
                for member in tar:
                    if member.isfile():
                        yield "dev-" + member.name.replace("/", "_"), tar.extractfile(member).read()
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and path.suffix not in (".tsv", ".toml", ".md"):
                yield f"{root.name}-{path.name}", path.read_bytes()


def bounces(workshop, operands):
    """Those among them that Backsift itself calls a bounce or delay, with what it says of them."""
    place = workshop.home / "all"
    place.mkdir()
    for i, (name, raw) in enumerate(sources(operands)):
        (place / f"{i:05}-{name[-120:]}").write_bytes(raw)
    for row in map(json.loads, workshop.run("scan", "--format", "jsonl", str(place), config="dkim").splitlines()):
        if row["kind"] in ("bounce", "delay") and row["returned"] != "none":
            yield pathlib.Path(row["path"]).name, pathlib.Path(row["path"]).read_bytes(), row


def report(workshop, verdicts):
    print(f"{'proof':10}{'variant':15}{'returned':9}{'n':>6}{'genuine':>9}{'unverif.':>9}{'filed':>7}{'ordinary':>9}")
    forged = filed = 0
    wrong = []
    for group, mails in sorted(workshop.mails.items(), key=lambda g: (list(workshop.configs).index(g[0].split("/")[0]), "/true" not in g[0], g[0])):
        proof, variant = group.split("/")
        by_shape = collections.defaultdict(collections.Counter)
        for path, shape in mails.items():
            verdict = verdicts.get(path, {}).get("verdict", "no line")
            by_shape[shape][verdict] += 1
            bad = verdict == ("backscatter" if variant == "true" else "genuine")
            missed = variant == "true" and verdict != "genuine"
            if bad or missed:
                wrong.append(f"{verdict}\t{path}")
            if variant == "true":
                filed += bad
            else:
                forged += bad
        for shape, seen in sorted(by_shape.items()):
            print(f"{proof:10}{variant:15}{shape:9}{sum(seen.values()):6}{seen['genuine']:9}{seen['unverifiable']:9}"
                  f"{seen['backscatter']:7}{seen['ordinary']:9}")
    (workshop.home / "wrong.tsv").write_text("\n".join(sorted(wrong)) + "\n")
    whole = [verdicts[p]["verdict"] for g in ("token/missing", "hmac/missing") for p, s in workshop.mails[g].items()
             if s != "text" and p in verdicts and verdicts[p]["proof"] != "unknown"]
    print(json.dumps({"forgeries_genuine": forged, "true_filed": filed, "complete_forgeries": len(whole),
                      "complete_forgeries_filed": whole.count("backscatter")}))
    return forged + filed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backsift", default=BACKSIFT)
    parser.add_argument("--keep", type=pathlib.Path, help="write the mails here, and wrong.tsv with what was not told")
    parser.add_argument("operands", nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="backsift-pairs-") as scratch:
        home = (arguments.keep or pathlib.Path(scratch)).resolve()
        home.mkdir(parents=True, exist_ok=True)
        workshop = Workshop(arguments.backsift, home)
        workshop.keyed = workshop.keyed_field()
        skipped = collections.Counter()
        for name, raw, row in bounces(workshop, arguments.operands):
            try:
                workshop.add(name, raw, row)
            except ValueError as error:
                skipped[str(error)] += 1
        print("left out:", dict(skipped))
        return 1 if report(workshop, workshop.judge()) else 0


if __name__ == "__main__":
    sys.exit(main())
