"""Every shape in which known MTAs return mail, once of mail that was really sent and once of a forgery,
where such samples are at hand: no true one that brings our mark back is filed, no forged one is genuine."""
import collections
import csv
import json
import os
import pathlib
import unittest

from support import HomeTest

CORPUS = os.environ.get("BACKSIFT_CORPUS")
CONFIG = """\
[identity]
addresses = ["alice@example.org"]
[token]
header = "X-Your-Special-Header"
value = "some-secret"
covers = "all"
since = 2026-01-01
[relays]
names = ["mail.example.org", "192.0.2.10"]
"""
WHOLE = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no samples of real MTAs at hand")
class TrueBounces(HomeTest):
    def setUp(self):
        super().setUp()
        self.config.write_text(CONFIG)
        samples = pathlib.Path(CORPUS) / "mta-samples"
        with open(samples / "manifest.tsv", newline="") as f:
            self.rows = list(csv.DictReader(f, delimiter="\t"))
        done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", samples)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.seen = {pathlib.Path(r["path"]).name: r for r in map(json.loads, done.stdout.splitlines())}

    def rows_of(self, variant, bears_mark):
        return [r for r in self.rows if r["variant"] == variant and r["file"] in self.seen and bears_mark(r)]

    def wrong(self, rows, accept):
        return sorted(f"{r['file']}: {self.seen[r['file']]['kind']}, {self.seen[r['file']]['verdict']}"
                      for r in rows if self.seen[r["file"]]["verdict"] not in accept)

    def test_print_the_table(self):
        table = collections.Counter((r["variant"], r["original_returned_as"], self.seen[r["file"]]["verdict"])
                                    for r in self.rows if r["file"] in self.seen)
        for (variant, shape, verdict), n in sorted(table.items()):
            print(f"{variant:7} {shape:22} {verdict:13} {n:4}")
        self.assertLessEqual({r["file"] for r in self.rows}, set(self.seen), "every sample has its line")

    def test_true_ones_that_bring_the_mark_back_are_genuine(self):
        rows = self.rows_of("true", lambda r: r["token"] == "header" and r["kind"] != "reply")  # that is a person's
        self.assertGreater(len(rows), 100)
        self.assertEqual(self.wrong(rows, ("genuine",)), [])

    def test_no_true_one_is_backscatter(self):
        self.assertEqual(self.wrong(self.rows_of("true", lambda r: True), ("genuine", "ordinary", "unverifiable")), [])

    def test_no_forged_one_is_genuine(self):
        rows = self.rows_of("forged", lambda r: True)
        self.assertGreater(len(rows), 100)
        self.assertEqual(self.wrong(rows, ("backscatter", "ordinary", "unverifiable")), [])

    def test_forged_ones_that_came_back_complete_are_backscatter(self):
        rows = self.rows_of("forged", lambda r: r["original_returned_as"] in WHOLE)
        self.assertEqual(self.wrong(rows, ("backscatter",)), [])


if __name__ == "__main__":
    unittest.main()
