"""The prefilter and the compiled patterns hide no hit: all rules on all mail at hand, also plainly."""
import os
import pathlib
import subprocess
import tarfile
import tempfile
import unittest

CORPUS = os.environ.get("BACKSIFT_CORPUS")
SOURCE = pathlib.Path(os.environ["BACKSIFT_SOURCE"])
PLAIN_RULES = os.environ["BACKSIFT_PLAIN_RULES"]


class PlainRules(unittest.TestCase):
    def compare(self, paths):
        self.assertTrue(paths)
        for at in range(0, len(paths), 1000):
            done = subprocess.run([PLAIN_RULES, *paths[at:at + 1000]], capture_output=True, text=True, errors="replace")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(" 0 mails differ", done.stdout)

    def test_our_mails_hit_the_same_rules(self):
        self.compare(sorted((SOURCE / "examples").rglob("*.eml"))
                     + sorted(p for p in (SOURCE / "tests/fuzz/seeds/pipeline").iterdir()))

    @unittest.skipUnless(CORPUS, "BACKSIFT_CORPUS is not set: no real mail at hand")
    def test_real_mail_hits_the_same_rules(self):
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(pathlib.Path(CORPUS) / "corpus/dev.tar.xz") as tar:
                tar.extractall(folder)
            self.compare(sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()))


if __name__ == "__main__":
    unittest.main()
