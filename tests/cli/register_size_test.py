#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A register of 5,000 people: nothing in it grows faster than it should. docs/register.md has the figures of a large one, by
the same program (bench/register_size.py)."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

SIZES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bench", "register_size.py")
# Largest CPU seconds, by how the verb's line begins: several times what they take; more under a sanitizer.
CPU_SECONDS = {"link": 25, "add 200 rows": 15, "undo": 15, "find": 2, "match": 20, "head": 2, "todo": 5, "verify": 20}
SLOWDOWN = int(os.environ.get("BYNAME_SLOWDOWN", "1"))
BYTES_A_MENTION = 2e9 / 600000


class RegisterSize(unittest.TestCase):
    def test_a_register_of_5000_people_takes_seconds(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, SIZES, os.environ["BYNAME"], "--people", "5000", "--match-rows", "5000",
                            "--added-rows", "200", "--items", "50", "--folder", folder], check=True, stdout=subprocess.PIPE)
            with open(os.path.join(folder, "measured.json"), encoding="utf-8") as file:
                measured = json.load(file)
        self.assertGreater(measured["mentions"], 10000)
        self.assertLess(measured["file_bytes"], BYTES_A_MENTION * measured["mentions"])
        for begin, most in CPU_SECONDS.items():
            lines = [verb for verb in measured["verbs"] if verb["what"].startswith(begin)]
            self.assertTrue(lines, begin)
            for verb in lines:
                self.assertLess(verb["cpu_seconds"], most * SLOWDOWN, verb["what"])


if __name__ == "__main__":
    unittest.main()
