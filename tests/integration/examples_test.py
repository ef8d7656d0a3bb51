"""What stands in examples/ is what happens."""
import csv
import json
import shutil
import subprocess
import unittest

from support import SOURCE, HomeTest, messages, needs

EXAMPLES = SOURCE / "examples"


class ExampleMail(HomeTest):
    def expected(self):
        with open(EXAMPLES / "expected.tsv", newline="") as f:
            return {row["file"]: row for row in csv.DictReader(f, delimiter="\t")}

    def test_every_example_is_judged_as_its_table_says(self):
        done = self.run_backsift("scan", "--config", EXAMPLES / "demo.toml", "--format", "jsonl", *sorted((EXAMPLES / "mail").glob("*.eml")))
        rows = {r["path"].rsplit("/", 1)[1]: r for r in map(json.loads, done.stdout.splitlines())}
        expected = self.expected()
        self.assertEqual(set(rows), set(expected))
        wrong = [f"{name}: {rows[name]['kind']} {rows[name]['verdict']} ({rows[name]['proof']}), expected {e['kind']} {e['verdict']}"
                 for name, e in expected.items() if (rows[name]["kind"], rows[name]["verdict"]) != (e["kind"], e["verdict"])]
        self.assertEqual(wrong, [])

    def test_delivering_them_puts_each_where_the_verdict_says(self):
        for path in sorted((EXAMPLES / "mail").glob("*.eml")):
            done = self.run_backsift("deliver", "--config", EXAMPLES / "demo.toml", "--inbox", self.inbox, "--backscatter", self.folder,
                                     stdin=path.read_bytes())
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""), path.name)
        filed = sum(e["verdict"] == "backscatter" for e in self.expected().values())
        self.assertEqual(len(messages(self.folder)), filed)
        self.assertEqual(len(messages(self.inbox)), len(self.expected()) - filed)


@needs(shutil.which("procmail"), "procmail is not installed (contrib/packages test installs it)")
class OriginalRecipe(HomeTest):
    """The recipe that the project began with, beside Backsift, on three messages where they differ."""

    def procmail_files(self, mail):
        rc = self.home / "rc"
        recipe = (EXAMPLES / "procmail/original.procmailrc").read_text()
        rc.write_text(f"MAILDIR={self.home}\nDEFAULT={self.home}/in\nORGMAIL={self.home}/in\nLOGFILE=/dev/null\n{recipe}\n")
        for name in ("in", "backscatter"):
            (self.home / name).unlink(missing_ok=True)
        subprocess.run(["procmail", "-t", str(rc)], input=mail, check=True, timeout=60)
        return (self.home / "backscatter").exists()

    def backsift_files(self, mail):
        status = self.run_backsift("classify", "--config", EXAMPLES / "demo.toml", stdin=mail).returncode
        self.assertIn(status, (0, 1, 10, 30))
        return status == 0

    def test_they_differ_on_three_messages_and_backsift_is_right(self):
        differ = {}
        for path in sorted((EXAMPLES / "procmail/mail").glob("*.eml")):
            mail = path.read_bytes()
            differ[path.name] = (self.procmail_files(mail), self.backsift_files(mail))
        self.assertGreaterEqual(len(differ), 3)
        for name, (recipe, ours) in differ.items():
            self.assertNotEqual(recipe, ours, f"{name}: both say {'folder' if ours else 'inbox'}")
            self.assertEqual(ours, "forged" in name, name)


if __name__ == "__main__":
    unittest.main()
