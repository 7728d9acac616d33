#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares who is one person in a register with one count of the same lists and with the truth.

The lists go into a register in two ways: all of them and then one machine run (at once), and each with linking (list by list). Printed are persons,
precision and recall of pairs of mentions, and the persons lost: those who are the most frequent true person of no person found.

    tools/study_register.py --kinds full-names,turkic,families --people 1500 --seed 7
    tools/study_register.py --list people.csv --key unique_id --truth cluster --parts 5
"""
import argparse
import collections
import csv
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PHRASE = "four quiet invented words"
KEY = "study_key"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--byname", default="build/release/byname", help="the program")
    parser.add_argument("--kinds", default="", help="kinds of world of byname synth, separated by commas")
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", help="a list with the truth in a column, instead of worlds")
    parser.add_argument("--truth", help="the column of the list that says who it is; with /PATTERN/, its first match of that")
    parser.add_argument("--parts", type=int, default=3, help="lists that the list is divided into, row by row in turn")
    parser.add_argument("--drop", default="", help="columns that are left out, separated by commas")
    return parser.parse_args()


def run(program, *arguments, register=None):
    environment = {**os.environ, "BYNAME_REGISTER": register or ""}
    with tempfile.TemporaryFile() as phrase:
        phrase.write((PHRASE + "\n").encode())
        phrase.seek(0)
        words = [program, *map(str, arguments)] + (["--passphrase-fd", str(phrase.fileno())] if register else [])
        done = subprocess.run(words, capture_output=True, text=True, env=environment, pass_fds=[phrase.fileno()])
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def write_list(path, rows, left_out):
    fields = [KEY] + [field for field in rows[0] if field not in left_out and field != KEY]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fields, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def lists_of_world(folder, kind, options):
    """Paths of the lists without the truth, and the truth by key."""
    run(options.byname, "synth", "-o", folder / "world", "--kind", kind, "--people", options.people, "--seed", options.seed, "--quiet")
    truth, paths = {}, []
    for path in sorted((folder / "world").glob("list_*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            row[KEY] = f"{path.stem}-{number}"
            truth[row[KEY]] = row["true_person"]
        paths.append(folder / path.name)
        write_list(paths[-1], rows, {"true_person"})
    return paths, truth


def lists_of_file(folder, options):
    column, _, pattern = options.truth.partition("/")
    with open(options.list, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    truth, paths = {}, []
    for number, row in enumerate(rows):
        row[KEY] = f"row-{number}"
        truth[row[KEY]] = re.search(pattern.rstrip("/"), row[column]).group() if pattern else row[column]
    left_out = set(options.drop.split(",")) | ({column} if not pattern else set())
    for part in range(options.parts):
        paths.append(folder / f"part{part}.csv")
        write_list(paths[-1], rows[part :: options.parts], left_out)
    return paths, truth


def persons_counted(folder, paths, program):
    run(program, "count", *paths, "-o", folder / "out", "--map", f"{KEY}=id", "--quiet")
    with open(folder / "out" / "links.csv", newline="", encoding="utf-8") as file:
        return {row["id"]: row["person"] for row in csv.DictReader(file)}


def persons_registered(register, paths, is_at_once, program):
    run(program, "new", register, "--as", "study", "--key-memory", "8M", register=register)
    for path in paths:
        run(program, "add", path, "--as", path.stem, "--key", KEY, "--map", f"{KEY}=id", *(["--no-link"] if is_at_once else []),
            register=register)
    if is_at_once:
        run(program, "link", register=register)
    listing = run(program, "persons", "--mentions", "--hidden", "--limit", 10**9, "--csv", register=register)
    return {row["mention"].split(":", 1)[1]: row["person"] for row in csv.DictReader(io.StringIO(listing))}


def score(person_of, truth):
    def pairs(number):
        return number * (number - 1) // 2

    found = collections.defaultdict(collections.Counter)
    for mention, person in person_of.items():
        found[person][truth[mention]] += 1
    true = collections.Counter(truth[mention] for mention in person_of)
    right = sum(pairs(number) for counts in found.values() for number in counts.values())
    joined = sum(pairs(sum(counts.values())) for counts in found.values())
    all_true = sum(map(pairs, true.values()))
    lost = len(set(true) - {counts.most_common(1)[0][0] for counts in found.values()})
    return (f"{len(found):7,} persons of {len(true):,}   precision {right / max(1, joined):.4f}   recall {right / max(1, all_true):.4f}   "
            f"F1 {2 * right / max(1, joined + all_true):.4f}   lost {lost}")


def study(name, folder, paths, truth, program):
    print(f"{name}: {len(truth):,} mentions on {len(paths)} lists")
    counted = persons_counted(folder, paths, program)
    print("  count        ", score(counted, truth))
    for way, is_at_once in (("at once", True), ("list by list", False)):
        register = str(folder / f"{way.replace(' ', '_')}.byname")
        registered = persons_registered(register, paths, is_at_once, program)
        # Mentions that name nobody are none of the count's.
        print(f"  {way:13}", score({mention: registered[mention] for mention in counted}, truth), flush=True)


def main():
    options = parse_arguments()
    options.byname = os.path.abspath(options.byname)
    if options.list:
        with tempfile.TemporaryDirectory() as scratch:
            study(os.path.basename(options.list), pathlib.Path(scratch), *lists_of_file(pathlib.Path(scratch), options), options.byname)
    for kind in filter(None, options.kinds.split(",")):
        with tempfile.TemporaryDirectory() as scratch:
            study(kind, pathlib.Path(scratch), *lists_of_world(pathlib.Path(scratch), kind, options), options.byname)


if __name__ == "__main__":
    main()
