"""Every message on which SpamAssassin's ANY_BOUNCE_MESSAGE fires is an automatic reply (or a
complaint) to us too, or it is named in vbounce_differences.tsv, with what made VBounce fire and why
it is none: on our own example mail everywhere, on labelled real mail where that is at hand."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest

from support import SOURCE, HomeTest, needs

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = os.environ.get("BACKSIFT_CORPUS")
INSTALLED = shutil.which("perl") and subprocess.run(["perl", "-MMail::SpamAssassin", "-e1"], capture_output=True).returncode == 0


def named():
    with open(HERE / "vbounce_differences.tsv", newline="") as f:
        return {row["message"]: row for row in csv.DictReader(f, delimiter="\t")}


class TheList(unittest.TestCase):
    def test_every_difference_has_its_two_reasons(self):
        for message, row in named().items():
            self.assertTrue(row["vbounce"] and row["because"], message)


@needs(INSTALLED, "SpamAssassin is not installed (contrib/packages test installs it)")
class VBounce(HomeTest):
    def differences(self, root):
        """Messages below root on which VBounce fires and which are ordinary to us."""
        paths = sorted(str(p) for p in root.rglob("*") if p.is_file())
        fired = subprocess.run(["perl", str(HERE / "vbounce.pl")], input="\n".join(paths) + "\n", capture_output=True, text=True,
                               timeout=900, check=True).stdout.split("\n")[:-1]
        self.assertGreater(len(fired), 0, "VBounce fires on nothing: it does not run")
        (self.home / "empty.toml").write_text("")
        done = self.run_backsift("scan", "--config", self.home / "empty.toml", "--format", "jsonl", root)
        kinds = {row["path"]: row["kind"] for row in map(json.loads, done.stdout.splitlines())}
        return [path for path in fired if kinds[path] == "ordinary"]

    def test_on_our_example_mail(self):
        examples = SOURCE / "examples/mail"
        different = {f"examples/mail/{pathlib.Path(p).name}" for p in self.differences(examples)}
        self.assertEqual(different, {m for m in named() if m.startswith("examples/")})

    @unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no labelled real mail at hand")
    def test_on_real_mail(self):
        with tarfile.open(pathlib.Path(CORPUS) / "corpus/dev.tar.xz") as tar:
            tar.extractall(self.home / "real")
        different = {str(pathlib.Path(p).relative_to(self.home / "real")) for p in self.differences(self.home / "real")}
        self.assertLessEqual(different, set(named()))


if __name__ == "__main__":
    unittest.main()
