"""Real, labelled mail, where it is at hand: the figures that must not fall."""
import csv
import json
import os
import pathlib
import re
import subprocess
import tarfile
import unittest

from stored_mail import with_from_line, write_mbox_bytes
from support import BACKSIFT, HomeTest, make_maildir

CORPUS = os.environ.get("BACKSIFT_CORPUS")
AUTOMATIC = {"bounce", "delay", "success", "autoreply", "challenge", "confirmation", "scanner-notice"}
BOUNCES = {"bounce-dsn", "bounce-other", "delay-warning"}


@unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no labelled real mail at hand")
class Corpus(HomeTest):
    def setUp(self):
        super().setUp()
        corpus = pathlib.Path(CORPUS) / "corpus"
        with tarfile.open(corpus / "dev.tar.xz") as tar:
            tar.extractall(self.home / "mail")
        with open(corpus / "dev.tsv", newline="") as f:
            self.labels = {row["path"]: row for row in csv.DictReader(f, delimiter="\t")}
        self.config.write_text("")

    def test_bounces_are_recognised_and_ordinary_mail_is_left_alone(self):
        done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", self.home / "mail")
        self.assertEqual(done.returncode, 0, done.stderr)
        prefix = str(self.home / "mail") + "/"
        kinds = {r["path"].removeprefix(prefix): r["kind"] for r in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(set(kinds), set(self.labels), "every message has its line")
        bounces = [p for p, l in self.labels.items() if l["kind"] in BOUNCES and l["scope"] == "in"]
        recognised = sum(kinds[p] in AUTOMATIC for p in bounces)
        false = [p for p, l in self.labels.items()
                 if l["scope"] == "out" and "fake-bounce" not in l["note"] and kinds[p] in AUTOMATIC]
        print(f"bounces recognised: {recognised} of {len(bounces)}; false positives: {len(false)}")
        self.assertGreaterEqual(recognised / len(bounces), 0.97)
        self.assertLessEqual(len(false), 10, false)

    def test_one_maildir_and_one_mbox_of_it_get_the_same_verdicts(self):
        paths = [path for path in sorted(self.labels) if (self.home / "mail" / path).stat().st_size]
        maildir = make_maildir(self.home / "all")
        mails = []
        for i, path in enumerate(paths):
            mail = (self.home / "mail" / path).read_bytes()
            # An mbox names an envelope sender for every mail, so both forms shall.
            said = re.search(rb"(?mi)^Return-Path: *<(.*?)>", mail)
            sender = b"someone@example.org" if said is None else said[1] or b"MAILER-DAEMON"
            mail = with_from_line(mail, sender.split()[0])
            (maildir / "cur" / f"{1700000000 + i}.x:2,S").write_bytes(mail)
            mails.append(mail)
        mbox = self.home / "all.mbox"
        write_mbox_bytes(mbox, mails)
        answers = {}
        for name, source in (("maildir", maildir), ("mbox", mbox)):
            measure = self.home / "measure"
            done = subprocess.run(["/usr/bin/time", "-f", "%e s, %M KiB", "-o", str(measure), BACKSIFT, "scan", "--config", str(self.config),
                                   "--format", "jsonl", str(source)], capture_output=True, env=self.environment())
            self.assertEqual(done.returncode, 0, done.stderr)
            print(f"{name}: {len(paths)} messages, {measure.read_text().strip()}")
            answers[name] = [(r["kind"], r["verdict"], r["proof"]) for r in map(json.loads, done.stdout.splitlines())]
        self.assertEqual(len(answers["maildir"]), len(paths))
        self.assertEqual(len(answers["mbox"]), len(paths))
        differ = [(path, a, b) for path, a, b in zip(paths, answers["maildir"], answers["mbox"]) if a != b]
        self.assertEqual(differ, [])


if __name__ == "__main__":
    unittest.main()
