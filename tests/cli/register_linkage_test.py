#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists that go into a register one after another become the persons that one count of them finds."""
import argparse
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import study_register  # noqa: E402

PROGRAM = os.environ["BYNAME"]


def true_pairs_found(person_of, truth):
    mentions = sorted(person_of)
    pairs = [(a, b) for i, a in enumerate(mentions) for b in mentions[i + 1:] if truth[a] == truth[b]]
    return sum(person_of[a] == person_of[b] for a, b in pairs) / len(pairs)


class RegisterLinkage(unittest.TestCase):
    def check(self, kind, people, most_lost):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            options = argparse.Namespace(byname=PROGRAM, people=people, seed=7)
            paths, truth = study_register.lists_of_world(folder, kind, options)
            counted = study_register.persons_counted(folder, paths, PROGRAM)
            registered = study_register.persons_registered(str(folder / "list.byname"), paths, False, PROGRAM)
            registered = {mention: registered[mention] for mention in counted}
            num_true = len({truth[mention] for mention in counted})
            self.assertAlmostEqual(len(set(registered.values())) / num_true, 1, delta=0.02)
            self.assertGreater(true_pairs_found(registered, truth), true_pairs_found(counted, truth) - 0.02)
            owners = {}
            for mention, person in registered.items():
                owners.setdefault(person, truth[mention])
            self.assertLessEqual(num_true - len(set(owners.values())), most_lost)

    def test_full_names(self):
        self.check("full-names", 400, 1)

    def test_relatives_of_one_address(self):
        self.check("families", 1500, 12)


if __name__ == "__main__":
    unittest.main()
