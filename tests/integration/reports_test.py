"""The reports of `scan`: one result, several formats, the same answers in all."""
import csv
import io
import json
import unittest

from support import BACKSCATTER, GENUINE, ORDINARY, HomeTest, bounce, SENT_BY_ANN

HOSTILE = '=cmd|"/c calc"!A1,<script>alert(1)</script>'


class Formats(HomeTest):
    def setUp(self):
        super().setUp()
        hostile = bounce(SENT_BY_ANN, subject=HOSTILE)
        for i, mail in enumerate((BACKSCATTER, GENUINE, ORDINARY, hostile)):
            (self.inbox / "cur" / f"{i}.x:2,S").write_text(mail)

    def scan(self, *arguments, status=0):
        done = self.run_backsift("scan", "--config", self.config, *arguments, self.inbox)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout.decode()

    def test_csv_gives_the_answers_of_jsonl(self):
        rows = [json.loads(line) for line in self.scan("--format", "jsonl").splitlines()]
        text = self.scan("--format", "csv")
        records = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual(text.count("\r\n"), text.count("\n"))
        for key in ("path", "kind", "verdict", "place", "proof", "date"):
            self.assertEqual([r[key] for r in records], [r[key] for r in rows])
        self.assertEqual(records[0]["recipients"], "bob@example.net")
        self.assertEqual({r["error"] for r in records}, {""})

    def test_csv_shows_a_formula_as_text(self):
        records = list(csv.DictReader(io.StringIO(self.scan("--format", "csv"), newline="")))
        self.assertEqual(records[3]["subject"], "'" + HOSTILE)

    def test_the_summary_names_the_closest_calls_with_what_would_have_changed_them(self):
        text = self.scan()
        self.assertIn("The closest calls", text)
        self.assertIn('With covers = "some" its absence would not count.', text)

    def test_classify_writes_no_report(self):
        done = self.run_backsift("classify", "--format", "csv", stdin=ORDINARY)
        self.assertEqual(done.returncode, 64)


if __name__ == "__main__":
    unittest.main()
