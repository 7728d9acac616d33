#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A run that is ended at any moment leaves the earlier output or the new one, never half, and says so."""
import os
import random
import signal
import tempfile
import time
import unittest

from program import bytes_of_folder, byname, must, start

PEOPLE = 4000
ENDS_PER_SIGNAL = 8
# A build with a sanitizer is ten times slower: a smaller world, ended less often, shows as much of its races.
SLOW_SECONDS = 0.2  # for inventing the world
SLOW_PEOPLE = 600
SLOW_ENDS_PER_SIGNAL = 3


class Interrupted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        world = os.path.join(cls.scratch.name, "world")
        began = time.monotonic()
        must(byname("synth", "-o", world, "--people", PEOPLE))
        cls.ends_per_signal = ENDS_PER_SIGNAL
        if time.monotonic() - began > SLOW_SECONDS:
            cls.ends_per_signal = SLOW_ENDS_PER_SIGNAL
            must(byname("synth", "-o", world, "--people", SLOW_PEOPLE, "--force"))
        cls.lists = sorted(os.path.join(world, name) for name in os.listdir(world) if name.startswith("list_"))
        cls.folder = os.path.join(cls.scratch.name, "results")
        os.mkdir(cls.folder)
        cls.out = os.path.join(cls.folder, "out")
        must(byname("count", cls.lists[0], "-o", cls.out))
        cls.old = bytes_of_folder(cls.out)
        reference = os.path.join(cls.scratch.name, "reference")
        began = time.monotonic()
        must(byname("count", *cls.lists, "-o", reference))
        cls.seconds = time.monotonic() - began
        cls.new = bytes_of_folder(reference, leave_out=["run.json", "report.html"])

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def restore_old(self):
        must(byname("count", self.lists[0], "-o", self.out, "--force"))

    def check_output(self):
        """True if the output is the new one; fails if it is neither the old nor the new."""
        found = bytes_of_folder(self.out)
        if found["links.csv"] == self.old["links.csv"]:
            self.assertEqual(sorted(found), sorted(self.old))
            self.assertEqual({name: found[name] for name in found if name not in ("run.json", "report.html")},
                             {name: self.old[name] for name in self.old if name not in ("run.json", "report.html")})
            return False
        self.assertEqual({name: found[name] for name in found if name not in ("run.json", "report.html")}, self.new)
        self.assertIn("report.html", found)
        return True

    def end_at_random_moments(self, ending):
        moments = random.Random(int(ending))
        ended = 0
        for _ in range(self.ends_per_signal):
            process = start("count", *self.lists, "-o", self.out, "--force")
            time.sleep(moments.uniform(0, self.seconds))
            process.send_signal(ending)
            _, message = process.communicate(timeout=60)
            is_new = self.check_output()
            if process.returncode != 0:
                ended += 1
                self.assertFalse(is_new and ending != signal.SIGKILL)
                yield process.returncode, message
            if is_new:
                self.restore_old()
        self.assertGreater(ended, 0, "every run was faster than its signal: nothing was tested")

    def test_interrupt_and_terminate_leave_nothing_behind(self):
        for ending in (signal.SIGINT, signal.SIGTERM):
            for code, message in self.end_at_random_moments(ending):
                # Before byname has set its handlers, the signal ends it in the system's way.
                self.assertIn(code, (1, -ending))
                if code == 1:
                    self.assertIn("interrupted", message)
                self.assertEqual(os.listdir(self.folder), ["out"])

    def test_what_a_killed_run_leaves_is_removed_by_the_next(self):
        for code, _ in self.end_at_random_moments(signal.SIGKILL):
            self.assertEqual(code, -signal.SIGKILL)
        self.restore_old()
        self.assertEqual(os.listdir(self.folder), ["out"])


if __name__ == "__main__":
    unittest.main()
