#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Studies how often the 95 % interval of the total holds the truth when linkage makes errors.

Runs bench/estimate_study (build target estimate_study) for every design and prints the tables of docs/studies.md:
coverage and width beside those of an oracle who knows the true links, the share of worlds flagged for unequal chances,
and with --calibrate the ranks of simulation-based calibration.

    tools/study_estimates.py --program build/release/bench/estimate_study --worlds 400 --threads 2
"""

import argparse
import math
import statistics
import subprocess
import sys

DESIGNS = ["A", "E5", "E10", "F", "B", "C"]
COLUMNS = ["design", "seed", "truth", "treatment", "low", "estimate", "high", "statistic", "flagged",
           "missed", "astray"]
RANKS = 100
BINS = 10
CHI_SQUARE_999 = 27.88  # 99.9 % point, 9 degrees of freedom


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="build/release/bench/estimate_study")
    parser.add_argument("--designs", default=",".join(DESIGNS))
    parser.add_argument("--worlds", type=int, default=400)
    parser.add_argument("--first-seed", type=int, default=1001)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--miscalibration", type=float, default=0.25,
                        help="standard deviation over worlds of what all log odds of a world are off by")
    parser.add_argument("--people", type=int, default=10000)
    parser.add_argument("--calibrate", type=int, default=0, metavar="WORLDS", help="only the calibration of samplers")
    parser.add_argument("--lines", metavar="FILE", help="also write what the program printed to this file")
    return parser.parse_args()


def run(command, lines_file):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
    if lines_file:
        with open(lines_file, "a", encoding="utf-8") as file:
            file.write(done.stdout)
    return [line.split(",") for line in done.stdout.splitlines()]


def to_row(cells):
    row = dict(zip(COLUMNS, cells))
    return {key: value if key in ("design", "treatment") else float(value) for key, value in row.items()}


def describe(rows):
    covered = statistics.mean(row["low"] <= row["truth"] <= row["high"] for row in rows)
    return {
        "worlds": len(rows),
        "coverage": covered,
        "error": math.sqrt(covered * (1 - covered) / len(rows)),
        "width": statistics.mean((row["high"] - row["low"]) / row["truth"] for row in rows),
        "bias": statistics.mean(row["estimate"] / row["truth"] - 1 for row in rows),
        "flagged": statistics.mean(row["flagged"] for row in rows),
        "missed": statistics.mean(row["missed"] for row in rows),
        "astray": statistics.mean(row["astray"] for row in rows),
    }


def print_design(rows):
    treatments = list(dict.fromkeys(row["treatment"] for row in sorted(rows, key=lambda row: row["seed"])))
    for treatment in treatments:
        found = describe([row for row in rows if row["treatment"] == treatment])
        print(f"| {rows[0]['design']} | {treatment} | {found['worlds']} | {found['coverage']:.3f} | {found['error']:.3f} "
              f"| {100 * found['width']:.1f} % | {100 * found['bias']:+.1f} % | {100 * found['missed']:.1f} % | {100 * found['astray']:.1f} % "
              f"| {100 * found['flagged']:.0f} % |")


def study(options):
    print("| design | treatment | worlds | coverage | SE | mean width | mean bias | links missed | mentions astray | flagged |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for design in options.designs.split(","):
        command = [options.program, design, options.first_seed, options.worlds, options.threads,
                   options.miscalibration, options.people]
        print_design([to_row(cells) for cells in run(command, options.lines)])
        sys.stdout.flush()


def calibrate(options):
    command = [options.program, "calibrate", options.first_seed, options.calibrate, options.threads]
    ranks = [int(cells[2]) for cells in run(command, options.lines)]
    counts = [sum(rank * BINS // RANKS == each for rank in ranks) for each in range(BINS)]
    expected = len(ranks) / BINS
    chi_square = sum((count - expected) ** 2 / expected for count in counts)
    print(f"latent classes: {len(ranks)} worlds, ranks in {BINS} bins: {' '.join(map(str, counts))}; "
          f"chi-square {chi_square:.1f} ({CHI_SQUARE_999} is the 99.9 % point)")


def main():
    options = parse_arguments()
    if options.calibrate > 0:
        calibrate(options)
    else:
        study(options)


if __name__ == "__main__":
    main()
