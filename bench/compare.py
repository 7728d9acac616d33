#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares two builds of byname by CPU time, runs of both in turn, and fails if the new one is over 10 % slower.

    bench/compare.py --old PROGRAM --new PROGRAM [--rows N] [--runs N] [--bench NAME]

Best against best. A new build that seems slower is measured a second time, and fails only if it is slower then, too.
"""
import argparse
import os
import sys
import tempfile

import bench_file
from measured import best, read_run, run

FOLDER = os.path.dirname(os.path.abspath(__file__))
LIMIT = 1.10


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--old", required=True)
    parser.add_argument("--new", required=True)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bench", default="link_directory")
    return parser.parse_args()


def best_times(options, bench, folder):
    """Best CPU seconds of the old and of the new program, run in turn."""
    times = {options.old: [], options.new: []}
    for _ in range(options.runs):
        for program in times:
            out = os.path.join(folder, "out")
            people = os.path.join(folder, "world/people.csv")
            measured = run(bench.arguments(byname=program, people=people, threads=1, out=out))
            failures = bench.failed_checks(read_run(out), options.rows)
            if failures:
                sys.exit(f"{program}: " + "; ".join(failures))
            times[program].append(measured.cpu)
    return best(times[options.old]), best(times[options.new])


def is_slower(options, bench, folder):
    old, new = best_times(options, bench, folder)
    print(f"{bench.name}, {options.rows:,} rows: {old:.3f} CPU-s old, {new:.3f} new, {new / old - 1:+.1%}", flush=True)
    return new > old * LIMIT


def main():
    options = arguments()
    options.old, options.new = os.path.abspath(options.old), os.path.abspath(options.new)
    if options.old == options.new:
        sys.exit("--old and --new are the same file")
    os.chdir(os.path.dirname(FOLDER))
    bench = bench_file.read_bench(os.path.join(FOLDER, "endtoend", options.bench + ".bench"))
    with tempfile.TemporaryDirectory() as folder:
        run([options.new, "synth", "--kind", "directory", "--rows", str(options.rows), "-q", "-o", folder + "/world"])
        if is_slower(options, bench, folder) and is_slower(options, bench, folder):
            sys.exit(f"slower by more than {LIMIT - 1:.0%}, twice")


if __name__ == "__main__":
    main()
