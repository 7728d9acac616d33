#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""README's example and the pages of docs/ that show a register at work print what they show."""
import os
import unittest

from documented_runs import check

DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")


class Pages(unittest.TestCase):
    def test_readme(self):
        self.assertEqual(check(os.path.join(DOCS, "..", "README.md")), [])

    def test_tutorial(self):
        self.assertEqual(check(os.path.join(DOCS, "tutorial", "README.md")), [])

    def test_three_releases_of_the_dead(self):
        self.assertEqual(check(os.path.join(DOCS, "tutorial", "dead.md")), [])

    def test_prosecutions(self):
        self.assertEqual(check(os.path.join(DOCS, "tutorial", "prosecutions.md")), [])

    def test_people_who_left(self):
        self.assertEqual(check(os.path.join(DOCS, "tutorial", "left.md")), [])

    def test_tasks(self):
        self.assertEqual(check(os.path.join(DOCS, "tasks.md")), [])


if __name__ == "__main__":
    unittest.main()
