"""The binary holds nothing that a process would pay for before main (src/lean_start.cpp)."""
import os
import pathlib
import subprocess
import unittest

BACKSIFT = pathlib.Path(os.environ["BACKSIFT"])


def symbols():
    done = subprocess.run(["nm", BACKSIFT], capture_output=True, text=True, check=True)
    return {line.split()[-1] for line in done.stdout.splitlines()}


class LeanStart(unittest.TestCase):
    def setUp(self):
        self.symbols = symbols()
        if "backsift_no_streams" not in self.symbols:
            self.skipTest("this build is not linked statically")

    def test_nobody_uses_the_standard_streams(self):
        streams = {"_ZSt3cin", "_ZSt4cout", "_ZSt4cerr", "_ZSt4clog", "_ZSt4wcin", "_ZSt5wcout"}
        self.assertEqual(self.symbols & streams, set(), "their constructor does not run")


if __name__ == "__main__":
    unittest.main()
