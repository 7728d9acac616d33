#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Same input, options and seed: the same bytes in every file but run.json, for any number of threads and any memory."""
import os
import tempfile
import unittest

from program import bytes_of_folder, byname, must

VARIANTS = [("--threads", "1"), ("--threads", "2"), ("--threads", "7"), ("--memory", "600M")]


class Determinism(unittest.TestCase):
    def count_with(self, people, variant):
        with tempfile.TemporaryDirectory() as scratch:
            world = os.path.join(scratch, "world")
            out = os.path.join(scratch, "out")
            must(byname("synth", "-o", world, "--people", people, "--seed", 3))
            lists = sorted(os.path.join(world, name) for name in os.listdir(world) if name.startswith("list_"))
            done = must(byname("count", *lists, "--truth", "true_person", "-o", out, "--seed", 5, *variant))
            files = bytes_of_folder(out, leave_out=["run.json"])
            # The call in the report names the inputs, whose folder is another in every run of this test.
            files = {name: data.replace(scratch.encode(), b"") for name, data in files.items()}
            return done.stdout.replace(scratch, ""), files

    def compare(self, people):
        first_text, first_files = self.count_with(people, VARIANTS[0])
        self.assertIn("report.html", first_files)
        for variant in VARIANTS[1:]:
            text, files = self.count_with(people, variant)
            self.assertEqual(text, first_text, variant)
            self.assertEqual(sorted(files), sorted(first_files))
            differing = [name for name in files if files[name] != first_files[name]]
            self.assertEqual(differing, [], variant)

    def test_all_pairs(self):
        self.compare(300)

    def test_blocked(self):
        self.compare(6000)


class Seeds(unittest.TestCase):
    def test_another_seed_gives_another_world(self):
        with tempfile.TemporaryDirectory() as scratch:
            for seed in (1, 2):
                must(byname("synth", "-o", os.path.join(scratch, str(seed)), "--people", 50, "--seed", seed))
            worlds = [bytes_of_folder(os.path.join(scratch, str(seed)))["truth.csv"] for seed in (1, 2)]
            self.assertNotEqual(*worlds)


if __name__ == "__main__":
    unittest.main()
