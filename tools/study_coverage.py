#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Studies how often byname's 95 % intervals hold the truth of invented worlds.

For every kind of world and every seed: byname synth, byname count, and the intervals of estimate.json against the true
numbers of world.json. Prints one Markdown table. Seeds used to set constants must not be used to judge them.

    tools/study_coverage.py --byname build/release/byname --seeds 1001..1100 --kinds default,families --jobs 2
"""

import argparse
import concurrent.futures
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

KINDS = ["default", "plain", "few-fields", "families", "correlated-places", "error-prone", "no-duplicates"]
MEASURES = {"named": "named", "total": "people"}  # part of estimate.json: key of world.json


def parse_seeds(text):
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--byname", default="build/release/byname", help="the program")
    parser.add_argument("--seeds", type=parse_seeds, default=range(1, 21), metavar="A..B")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of world, separated by commas")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--lists", type=int, default=3)
    parser.add_argument("--dependence", type=float, default=0.0)
    parser.add_argument("--jobs", type=int, default=1, help="worlds at a time, one thread each")
    parser.add_argument("--json", metavar="FILE", help="write every world's numbers to this file")
    return parser.parse_args()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")


def count_world(options, kind, seed):
    """Returns, per measure, estimate, low, high and truth; low is None where there is no interval."""
    with tempfile.TemporaryDirectory() as scratch:
        world, out = f"{scratch}/world", f"{scratch}/out"
        run([options.byname, "synth", "-o", world, "--kind", kind, "--seed", str(seed), "--quiet",
             "--people", str(options.people), "--lists", str(options.lists), "--dependence", str(options.dependence)])
        lists = sorted(str(path) for path in pathlib.Path(world).glob("list_*.csv"))
        run([options.byname, "count", *lists, "--truth", "true_person", "-o", out, "--quiet", "--threads", "1"])
        truth = json.loads(pathlib.Path(world, "world.json").read_text())
        estimate = json.loads(pathlib.Path(out, "estimate.json").read_text())
    row = {"kind": kind, "seed": seed}
    for part, key in MEASURES.items():
        interval = estimate.get(part) or {}
        row[part] = {name: interval.get(name) for name in ("estimate", "low", "high")} | {"truth": truth[key]}
    return row


def describe(rows, part):
    """Coverage with its standard error, mean width and mean bias relative to the truth, as table cells."""
    cells = [row[part] for row in rows if row[part]["low"] is not None]
    if not cells:
        return ["0", "-", "-", "-", "-"]
    covered = statistics.mean(cell["low"] <= cell["truth"] <= cell["high"] for cell in cells)
    width = statistics.mean((cell["high"] - cell["low"]) / cell["truth"] for cell in cells)
    bias = statistics.mean(cell["estimate"] / cell["truth"] - 1 for cell in cells)
    error = math.sqrt(covered * (1 - covered) / len(cells))
    return [str(len(cells)), f"{covered:.3f}", f"{error:.3f}", f"{100 * width:.1f} %", f"{100 * bias:+.1f} %"]


def print_table(results, kinds):
    print("| kind | number | worlds | coverage | SE | mean width | mean bias |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for kind in kinds:
        rows = [row for row in results if row["kind"] == kind]
        for part in MEASURES:
            print("| " + " | ".join([kind, part, *describe(rows, part)]) + " |")


def main():
    options = parse_arguments()
    kinds = options.kinds.split(",")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        sys.exit(f"unknown kind {unknown[0]}; kinds are {', '.join(KINDS)}")
    worlds = [(kind, seed) for kind in kinds for seed in options.seeds]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda world: count_world(options, *world), worlds))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1) + "\n")
    print(f"{len(options.seeds)} seeds ({options.seeds[0]} to {options.seeds[-1]}), {options.people} people, "
          f"{options.lists} lists, dependence {options.dependence:g}; nominal coverage .95.\n")
    print_table(results, kinds)


if __name__ == "__main__":
    main()
