#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the scripts of bench/: scripts_test.py PROGRAM."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import bench_file
import count_instructions
from measured import read_run, run

FOLDER = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.abspath(sys.argv.pop(1))


class Benches(unittest.TestCase):
    def test_all_can_be_read_and_their_checks_fail_where_they_should(self):
        for path in glob.glob(os.path.join(FOLDER, "endtoend/*.bench")):
            bench = bench_file.read_bench(path)
            self.assertTrue(bench.title and bench.data and bench.command, path)
            counts = {"mentions": 7, "rejected": 0, "pairs_compared": 1}
            self.assertEqual(bench.failed_checks({"counts": counts}, 7), [])
            self.assertEqual(len(bench.failed_checks({"counts": counts | {"rejected": 1}}, 7)), 1)

    def test_a_small_job_is_measured_by_stage(self):
        bench = bench_file.read_bench(os.path.join(FOLDER, "endtoend/link_directory.bench"))
        os.chdir(os.path.dirname(FOLDER))
        with tempfile.TemporaryDirectory() as folder:
            run([PROGRAM, "synth", "--kind", "directory", "--rows", "2000", "-q", "-o", folder + "/world"])
            people, out = folder + "/world/people.csv", folder + "/out"
            measured = run(bench.arguments(byname=PROGRAM, people=people, threads=1, out=out), folder=out)
            self.assertEqual(bench.failed_checks(read_run(out), 2000), [])
        self.assertGreater(measured.cpu, 0)
        self.assertGreater(measured.peak_mib, 5)
        self.assertIn("comparing pairs", measured.stages)


class Comparing(unittest.TestCase):
    def test_a_slower_program_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            slow = os.path.join(folder, "slow")
            with open(slow, "w", encoding="utf-8") as file:
                file.write(f'#!/bin/bash\nfor i in {{1..400000}}; do :; done\nexec {PROGRAM} "$@"\n')
            os.chmod(slow, 0o755)
            command = [os.path.join(FOLDER, "compare.py"), "--rows", "500", "--runs", "2"]
            worse = subprocess.run([*command, "--old", PROGRAM, "--new", slow], capture_output=True, text=True, check=False)
            better = subprocess.run([*command, "--old", slow, "--new", PROGRAM], capture_output=True, text=True, check=False)
        self.assertIn("slower by more than 10%, twice", worse.stderr)
        self.assertEqual(worse.returncode, 1)
        self.assertEqual(better.returncode, 0, better.stderr)


class Instructions(unittest.TestCase):
    def test_more_than_the_tolerance_fails_and_fewer_does_not(self):
        reference = {"tolerance": 0.03, "instructions": {"job": 1000}}
        for found, good in ((1000, True), (1029, True), (1031, False), (500, True)):
            self.assertEqual(count_instructions.judge({"job": found}, reference), good, found)


if __name__ == "__main__":
    if shutil.which("bash") is None:
        sys.exit("bash is missing")
    unittest.main()
