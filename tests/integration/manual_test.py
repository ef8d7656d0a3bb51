"""The manual as man(1) reads it and as `backsift help` shows it."""
import re
import shutil
import subprocess
import unittest

from support import SOURCE, HomeTest, needs

SOURCES = sorted((SOURCE / "contrib/man").glob("*.in"))
OURS_IS_NOT_INSTALLED = "referenced manual not found"


def letters(text):
    """The text without blanks, line ends and quotation marks, which mandoc breaks and draws in its own way."""
    return re.sub("[\\s‘’“”\"']", "", text)


def beginning_of_difference(a, b):
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"mandoc: …{a[max(at - 40, 0):at + 40]}…  help: …{b[max(at - 40, 0):at + 40]}…"


@needs(shutil.which("mandoc"), "mandoc is not installed (contrib/packages test installs it)")
class Manual(HomeTest):
    def page(self, source):
        done = self.run_backsift("help", "--mdoc", source.name[: -len(".1.in")])
        self.assertEqual((done.returncode, done.stderr), (0, b""), source.name)
        return done.stdout

    def mandoc(self, page, *arguments):
        return subprocess.run(["mandoc", *arguments], input=page, capture_output=True, timeout=60).stdout.decode()

    def test_every_page_is_clean(self):
        self.assertGreater(len(SOURCES), 10)
        found = []
        for source in SOURCES:
            lines = self.mandoc(self.page(source), "-Tlint", "-Wstyle").splitlines()
            found += [f"{source.name}: {line}" for line in lines if OURS_IS_NOT_INSTALLED not in line]
        self.assertEqual(found, [])

    def test_help_shows_what_man_shows(self):
        for source in SOURCES:
            text = self.mandoc(self.page(source), "-Tutf8", "-Owidth=80")
            body = "\n".join(re.sub(".\x08", "", text).splitlines()[1:-1])  # without the first and last line
            shown = self.run_backsift("help", source.name[: -len(".1.in")]).stdout.decode()
            a, b = letters(body), letters(shown)
            self.assertEqual(a == b, True, f"{source.name}: {beginning_of_difference(a, b)}")
            self.assertLessEqual(max(len(line) for line in shown.splitlines() if not line.startswith(" " * 11)), 80)


if __name__ == "__main__":
    unittest.main()
