#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of what tools/study_accuracy.py measures."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import study_accuracy  # noqa: E402

TRUTH = {1: "A", 2: "A", 3: "B", 4: "C", 5: "C", 6: "D"}


class Measures(unittest.TestCase):
    def test_a_person_is_lost_who_owns_no_cluster(self):
        apart = {mention: mention for mention in TRUTH}
        self.assertEqual(study_accuracy.num_lost_persons(TRUTH, apart), 0)
        self.assertEqual(study_accuracy.num_lost_persons(TRUTH, apart | {3: 1, 2: 1}), 1)  # B goes into A
        self.assertEqual(study_accuracy.num_lost_persons(TRUTH, apart | {3: 6}), 1)  # one of two equals
        self.assertEqual(study_accuracy.num_lost_persons(TRUTH, apart | {4: 1, 2: 1}), 0)  # C keeps its other mention
        self.assertEqual(study_accuracy.num_lost_persons(TRUTH, dict.fromkeys(TRUTH, 1)), 3)

    def test_true_pairs_are_those_of_one_person(self):
        self.assertEqual(list(study_accuracy.true_pairs(TRUTH, TRUTH)), [(1, 2), (4, 5)])

    def test_bins_hold_equally_many_pairs(self):
        rows = [{"probabilities": [[0.01 * i, int(i > 50)] for i in range(1, 51)]},
                {"probabilities": [[0.01 * i, int(i > 50)] for i in range(51, 101)]}]
        bins = study_accuracy.reliability_bins(rows)
        self.assertEqual([count for count, _, _ in bins], [10] * 10)
        self.assertAlmostEqual(bins[0][1], 0.055)
        self.assertEqual([true for _, _, true in bins], [0] * 5 + [1] * 5)
        self.assertEqual(study_accuracy.largest_gap(bins), "0.46")

    def test_an_interval_covers_with_its_ends(self):
        rows = [{"named": {"truth": 100, "estimate": 99, "low": 90, "high": 100}},
                {"named": {"truth": 100, "estimate": 97, "low": 95, "high": 99}}]
        self.assertEqual(study_accuracy.describe_interval(rows), ["0.50", "0.35", "7.0 %", "-2.0 %"])

    def test_a_line_that_was_cut_off_is_done_again(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "results.jsonl")
            path.write_text('{"seed": 1}\n{"se')
            self.assertEqual(study_accuracy.read_results(path), [{"seed": 1}])
            self.assertEqual(path.read_text(), '{"seed": 1}\n')


if __name__ == "__main__":
    unittest.main()
