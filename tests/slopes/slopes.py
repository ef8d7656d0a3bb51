#!/usr/bin/env python3
"""Measures that Backsift spends linear time on hostile mail: instructions, not seconds.

    slopes.py [--backsift PROGRAM] [--quick] [--kib N] [--jobs N] [NAME…]

Each shape of shapes.py is explained at 1, 2, 4 and 8 times N KiB under `valgrind --tool=callgrind`.
What an empty mail costs is subtracted; then each doubling of the size may multiply the cost by at
most 2.3. NAME picks the shapes whose name holds it; --quick takes those that other programs fail at,
at two sizes. Exit 1 when a shape is steeper, 77 when there is nothing to measure with.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import shapes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from support import CONFIG  # noqa: E402

MOST = 2.3
# Below this a ratio is noise: a page of a table touched for the first time, a string that grew.
LEAST = 400_000
QUICK = ["one long line", "header that never ends", "many Received", "folded blanks", "RFC 2047 chain",
         "deep parts", "near-miss boundaries", "HTML soup", "indented after Received", "address comments"]


class Counter:
    def __init__(self, program, folder):
        self.program = program
        self.folder = pathlib.Path(folder)
        (self.folder / "config.toml").write_text(CONFIG)
        os.chmod(self.folder / "config.toml", 0o600)
        self.empty = self.instructions("empty", b"\n")

    def instructions(self, name, mail):
        path = self.folder / (re.sub(r"\W", "-", name) + f"-{len(mail)}.eml")
        path.write_bytes(mail)
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", self.program,
                   "explain", "--config", str(self.folder / "config.toml"), str(path)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=1800, check=False)
        path.unlink()
        found = re.search(rb"Collected : (\d+)", done.stderr)
        if done.returncode != 0 or not found:
            sys.exit(f"{name}: exit {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
        return int(found.group(1))

    def costs(self, name, sizes):
        make = shapes.SHAPES[name]
        return [self.instructions(name, make(size)) - self.empty for size in sizes]


def slopes(costs):
    return [after / max(before, LEAST) for before, after in zip(costs, costs[1:])]


def main():
    source = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backsift", default=os.environ.get("BACKSIFT", source / "build/release/src/backsift"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kib", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()

    # A sanitizer's instructions are not ours, and valgrind does not run them.
    if shutil.which("valgrind") is None or b"__asan_init" in pathlib.Path(args.backsift).read_bytes() \
            or b"__tsan_init" in pathlib.Path(args.backsift).read_bytes():
        print("skipped: no valgrind, or a sanitizer in the program")
        return 77
    kib = args.kib or (16 if args.quick else 32)
    sizes = [kib * 1024 * times for times in ([1, 2] if args.quick else [1, 2, 4, 8])]
    names = QUICK if args.quick else [n for n in shapes.SHAPES if not args.names or any(a in n for a in args.names)]
    steep = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        counter = Counter(str(args.backsift), folder)
        print(f"{counter.empty / 1e6:.1f} million instructions for an empty mail; per shape, million more at "
              + ", ".join(f"{size // 1024}" for size in sizes) + " KiB")
        print(f"{'shape':33}" + "".join(f"{size // 1024:>6} KiB" for size in sizes) + "  steepest  per byte")
        for name, costs in zip(names, pool.map(lambda n: counter.costs(n, sizes), names)):
            steepest = max(slopes(costs))
            if steepest > MOST:
                steep.append(name)
            print(f"{name:33}" + "".join(f"{cost / 1e6:10.2f}" for cost in costs)
                  + f"{steepest:10.2f}{costs[-1] / sizes[-1]:10.0f}" + ("  TOO STEEP" if steepest > MOST else ""), flush=True)
    print(f"{len(names)} shapes, {len(steep)} steeper than {MOST} per doubling" + (": " + ", ".join(steep) if steep else ""))
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
