#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Same input, options and seed: the same bytes in every file but run.json, for any number of threads and any memory."""
import json
import os
import random
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


def level(condition, m, u, **more):
    return {"sql_condition": condition, "m_probability": m, "u_probability": u, **more}


LINK_MODEL = {
    "link_type": "link_and_dedupe",
    "probability_two_random_records_match": 0.01,
    "blocking_rules_to_generate_predictions": ["l.born = r.born", "substr(l.name, 1, 2) = substr(r.name, 1, 2)"],
    "comparisons": [
        {"output_column_name": "name", "comparison_levels": [
            {"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": True},
            level("name_l = name_r", 0.7, 0.01, tf_adjustment_column="name"),
            level("jaro_winkler_similarity(name_l, name_r) >= 0.85", 0.2, 0.02),
            level("ELSE", 0.1, 0.97)]},
        {"output_column_name": "born", "comparison_levels": [
            level("born_l = born_r", 0.9, 0.01), level("abs(born_l - born_r) <= 1", 0.05, 0.03),
            level("ELSE", 0.05, 0.96)]},
    ],
}
OF_THE_RUN = ("call", "seconds", "cpu_seconds", "threads", "host")  # in run.json


class Link(unittest.TestCase):
    def write_input(self, scratch):
        choose = random.Random(3)
        for name in ("first.csv", "second.csv"):
            with open(os.path.join(scratch, name), "w", encoding="utf-8") as file:
                file.write("unique_id,name,born\n")
                for row in range(1500):
                    word = "".join(choose.choice("aeklmn") for _ in range(choose.randrange(0, 7)))
                    file.write(f"{row},{word},{choose.randrange(1950, 1990)}\n")
        with open(os.path.join(scratch, "model.json"), "w", encoding="utf-8") as file:
            json.dump(LINK_MODEL, file)

    def compare(self, arguments, variants):
        with tempfile.TemporaryDirectory() as scratch:
            self.write_input(scratch)
            folders, texts, runs = [], [], []
            for variant in variants:
                done = must(byname("link", *arguments, "-o", "out", "--force", *variant, cwd=scratch))
                texts.append(done.stdout)
                files = bytes_of_folder(os.path.join(scratch, "out"))
                run = json.loads(files.pop("run.json"))
                folders.append(files)
                runs.append({key: run[key] for key in run if key not in OF_THE_RUN})
            self.assertIn("pairs.parquet", folders[0])
            self.assertGreater(len(folders[0]["pairs.parquet"]), 20_000)
            for variant, text, run, files in zip(variants[1:], texts[1:], runs[1:], folders[1:]):
                self.assertEqual(text, texts[0], variant)
                self.assertEqual(run, runs[0], variant)
                self.assertEqual(files.keys(), folders[0].keys(), variant)
                self.assertEqual([name for name in files if files[name] != folders[0][name]], [], variant)

    def test_any_number_of_threads(self):
        self.compare(["first.csv", "second.csv", "--model", "model.json", "--threshold", 0.9],
                     [("--threads", threads) for threads in (1, 2, 7)])

    # 100K is less than the lists need: they stay on disk.
    DISK = [(), ("--memory", "100K", "--threads", 1), ("--memory", "100K", "--threads", 3)]

    def test_any_memory(self):
        self.compare(["first.csv", "second.csv", "--model", "model.json", "--threshold", 0.9], self.DISK)

    def test_any_memory_with_training(self):
        self.compare(["first.csv", "second.csv", "--model", "model.json", "--u-pairs", 50000,
                      "--deterministic", "l.name = r.name and l.born = r.born", "--em", "l.born = r.born",
                      "--em", "l.name = r.name", "--em-pairs", 2000], self.DISK)

    def test_any_memory_and_mean_link(self):
        self.compare(["first.csv", "second.csv", "--model", "model.json", "--pairs", "first-second",
                      "--clusters", "mean_link", "--threshold", 0.5, "--map", "second:name=name"], self.DISK)


class Seeds(unittest.TestCase):
    def test_another_seed_gives_another_world(self):
        with tempfile.TemporaryDirectory() as scratch:
            for seed in (1, 2):
                must(byname("synth", "-o", os.path.join(scratch, str(seed)), "--people", 50, "--seed", seed))
            worlds = [bytes_of_folder(os.path.join(scratch, str(seed)))["truth.csv"] for seed in (1, 2)]
            self.assertNotEqual(*worlds)


if __name__ == "__main__":
    unittest.main()
