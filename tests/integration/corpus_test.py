"""Real, labelled mail, where it is at hand: the figures that must not fall."""
import csv
import json
import os
import pathlib
import tarfile
import unittest

from support import HomeTest

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


if __name__ == "__main__":
    unittest.main()
