#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A list without duplicates gives no links; a list against its copy links every row and nothing else."""
import collections
import csv
import os
import shutil
import tempfile
import unittest

from program import byname, must


class Copies(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name
        world = os.path.join(self.folder, "world")
        must(byname("synth", "-o", world, "--people", 1500, "--lists", 1, "--seed", 12))
        self.list = os.path.join(self.folder, "list.csv")
        self.keep_one_mention_a_person(os.path.join(world, "list_a.csv"))

    def keep_one_mention_a_person(self, path):
        with open(path, newline="", encoding="utf-8-sig") as file:
            dialect = csv.Sniffer().sniff(file.read(4096))
            file.seek(0)
            rows = list(csv.reader(file, dialect))
        truth = rows[0].index("true_person")
        seen = set()
        with open(self.list, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            for row in rows:
                if row[truth] not in seen:
                    writer.writerow(row)
                seen.add(row[truth])
        self.num_rows = len(seen) - 1

    def persons_of(self, *lists):
        """Person -> its mentions as (list, row)."""
        out = os.path.join(self.folder, "out")
        must(byname("count", *lists, "--truth", "true_person", "-o", out, "--force"))
        persons = collections.defaultdict(set)
        with open(os.path.join(out, "links.csv"), newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                persons[row["person"]].add((row["list"], row["row"]))
        self.assertEqual(sum(len(mentions) for mentions in persons.values()), self.num_rows * len(lists))
        return persons

    def test_a_list_without_duplicates_gives_no_links(self):
        self.assertEqual(len(self.persons_of(self.list)), self.num_rows)

    def test_a_list_against_its_copy_links_every_row(self):
        copy = os.path.join(self.folder, "copy.csv")
        shutil.copy(self.list, copy)
        persons = self.persons_of(self.list, copy)
        for mentions in persons.values():
            rows = collections.Counter(row for _, row in mentions)
            self.assertEqual(set(rows.values()), {2}, mentions)
        # The world has fathers and sons of one name at one address; where a birth date is missing, they may be taken for one.
        self.assertGreaterEqual(len(persons), 0.998 * self.num_rows)


if __name__ == "__main__":
    unittest.main()
