#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Studies how well byname counts invented worlds of East Slavic, Turkic and Caucasian names.

For every kind of world and every seed: byname synth, byname count with defaults, and the result against the truth. What
is measured is in docs/worlds.md. Every world's result is kept in a file of JSON lines (--results), so that a study that
was ended goes on where it was; take another file for another program. Prints Markdown, or writes it to --write.
Seeds used to set constants must not be used to judge them. Needs the Python module duckdb to read pairs.parquet.

    tools/study_accuracy.py --seeds 1001..1100 --jobs 2 --write docs/accuracy.md
"""

import argparse
import collections
import concurrent.futures
import csv
import importlib.util
import json
import math
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile

from study_coverage import parse_seeds

KINDS = ("full-names,names-only,few-facts,initials,romanised,romanisations,ukrainian,turkic,caucasus,kinship,namesakes,"
         "genitive,short-forms,maiden-names,ranks,garbled,scanned,copied,delayed,years,phrases,small,unrepeated,disjoint,mixed")
NUM_BINS = 10
LOWEST, HIGHEST = 0.01, 0.99  # pairs outside are as good as decided


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--byname", default="build/release/byname", help="the program")
    parser.add_argument("--seeds", type=parse_seeds, default=range(1, 4), metavar="A..B")
    parser.add_argument("--kinds", default=KINDS, help="kinds of world, separated by commas")
    parser.add_argument("--labels", type=int, metavar="N",
                        help="draw so many pairs with byname sample, judge them by the truth, and measure the count with them")
    parser.add_argument("--people", type=int, help="people in every world; default: what each kind has")
    parser.add_argument("--jobs", type=int, default=1, help="worlds at a time, one thread each")
    parser.add_argument("--results", default="build/accuracy.jsonl", metavar="FILE", help="results of worlds done so far")
    parser.add_argument("--write", metavar="FILE", help="write the Markdown here instead of printing it")
    return parser.parse_args()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")


def read_truth(world):
    """Person of each mention, by (list, row)."""
    truth = {}
    for path in sorted(pathlib.Path(world).glob("list_*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            for row, cells in enumerate(csv.DictReader(file), start=1):
                truth[path.stem, row] = cells["true_person"]
    return truth


def read_clusters(out):
    """Cluster of each mention, by (list, row)."""
    with open(f"{out}/links.csv", newline="", encoding="utf-8") as file:
        return {(cells["list"], int(cells["row"])): cells["person"] for cells in csv.DictReader(file)}


def read_pairs(out):
    """Pairs of pairs.parquet as (mention, mention, probability, outcome)."""
    import duckdb  # here, so that what does not read Parquet can be tested without it
    query = ("select list_l, row_l, list_r, row_r, match_probability, outcome "
             f"from read_parquet('{out}/pairs.parquet')")
    rows = duckdb.connect(config={"threads": 1}).execute(query).fetchall()
    return [((row[0], row[1]), (row[2], row[3]), row[4], row[5]) for row in rows]


def num_lost_persons(truth, clusters):
    """Persons who own no cluster: a cluster is its most frequent person's, of equals the first by number."""
    members = collections.defaultdict(collections.Counter)
    for mention, cluster in clusters.items():
        members[cluster][truth[mention]] += 1
    owners = {min(persons, key=lambda person: (-persons[person], person)) for persons in members.values()}
    return len({truth[mention] for mention in clusters} - owners)


def true_pairs(truth, clusters):
    mentions = collections.defaultdict(list)
    for mention in clusters:
        mentions[truth[mention]].append(mention)
    for of_person in mentions.values():
        for i, first in enumerate(of_person):
            for second in of_person[i + 1:]:
                yield first, second


def measure(world, out, judged=frozenset()):
    """The numbers of one world, additive over worlds where they can be. The probabilities of judged pairs are left out."""
    truth, clusters, pairs = read_truth(world), read_clusters(out), read_pairs(out)
    in_review = {frozenset(pair[:2]) for pair in pairs if pair[3] == "review"}
    reviewed_mentions = {mention for pair in in_review for mention in pair}
    num_true = num_linked = num_found = 0
    for first, second in true_pairs(truth, clusters):
        is_linked = clusters[first] == clusters[second]
        num_true += 1
        num_linked += is_linked
        num_found += is_linked or frozenset((first, second)) in in_review
    named = json.loads(pathlib.Path(out, "estimate.json").read_text())["named"]
    return {"mentions": len(clusters), "persons": len({truth[mention] for mention in clusters}),
            "lost": num_lost_persons(truth, clusters), "true_pairs": num_true, "linked": num_linked, "found": num_found,
            "review_mentions": len(reviewed_mentions),
            "named": {"truth": json.loads(pathlib.Path(world, "world.json").read_text())["named"],
                      **{key: named.get(key) for key in ("estimate", "low", "high")}},
            "probabilities": [[round(pair[2], 4), int(truth[pair[0]] == truth[pair[1]])] for pair in pairs
                              if LOWEST <= pair[2] <= HIGHEST and pair[3] != "veto" and frozenset(pair[:2]) not in judged]}


def judge_sample(path, truth):
    """Fills the column judgement of a sample by the truth; the pairs, as sets of mentions."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    judged = set()
    for cells in rows:
        pair = [tuple(cells[side].rsplit(":", 1)) for side in ("mention_1", "mention_2")]
        pair = [(label, int(row)) for label, row in pair]
        cells["judgement"] = "same" if truth[pair[0]] == truth[pair[1]] else "different"
        judged.add(frozenset(pair))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return judged


def count_world(options, kind, seed):
    with tempfile.TemporaryDirectory() as scratch:
        world, out = f"{scratch}/world", f"{scratch}/out"
        people = [] if options.people is None else ["--people", str(options.people)]
        run([options.byname, "synth", "-o", world, "--kind", kind, "--seed", str(seed), "--quiet", "-j", "1", *people])
        lists = sorted(str(path) for path in pathlib.Path(world).glob("list_*.csv"))
        count = [options.byname, "count", *lists, "--truth", "true_person", "--quiet", "-j", "1"]
        run([*count, "-o", out])
        judged = frozenset()
        if options.labels is not None:
            sample = f"{scratch}/sample.csv"
            run([options.byname, "sample", out, "-o", sample, "--pairs", str(options.labels), "--quiet"])
            judged = judge_sample(sample, read_truth(world))
            out = f"{scratch}/judged"
            run([*count, "-o", out, "--judgements", sample])
        return {"kind": kind, "seed": seed, "people": options.people, "labels": options.labels,
                **measure(world, out, judged)}


def read_results(path):
    """Results of worlds done so far. A line that was cut off is taken out of the file."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    whole = text[:text.rfind("\n") + 1]
    if whole != text:
        path.write_text(whole, encoding="utf-8")
    return [json.loads(line) for line in whole.splitlines()]


def run_study(options, kinds):
    """Counts the worlds that are not in the file of results yet; returns all that were asked for."""
    path = pathlib.Path(options.results)
    path.parent.mkdir(parents=True, exist_ok=True)
    wanted = [(kind, seed, options.people, options.labels) for kind in kinds for seed in options.seeds]
    done = {(row["kind"], row["seed"], row["people"], row.get("labels")): row for row in read_results(path)}
    missing = [world for world in wanted if world not in done]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, open(path, "a", encoding="utf-8") as file:
        tasks = [pool.submit(count_world, options, kind, seed) for kind, seed, *_ in missing]
        for number, task in enumerate(concurrent.futures.as_completed(tasks), start=1):
            row = task.result()
            done[row["kind"], row["seed"], row["people"], row["labels"]] = row
            file.write(json.dumps(row) + "\n")
            file.flush()
            print(f"\r{number} of {len(missing)} worlds", end="", file=sys.stderr)
    return [done[world] for world in wanted]


def percent(part, whole, digits=1):
    return "-" if whole == 0 else f"{100 * part / whole:.{digits}f} %"


def describe_interval(rows):
    """Share of worlds whose interval holds the truth, its standard error, mean relative width, mean bias."""
    cells = [row["named"] for row in rows if row["named"]["low"] is not None]
    if not cells:
        return ["-", "-", "-", "-"]
    covered = statistics.mean(cell["low"] <= cell["truth"] <= cell["high"] for cell in cells)
    width = statistics.mean((cell["high"] - cell["low"]) / cell["truth"] for cell in cells)
    bias = statistics.mean(cell["estimate"] / cell["truth"] - 1 for cell in cells)
    error = math.sqrt(covered * (1 - covered) / len(cells))
    return [f"{covered:.2f}", f"{error:.2f}", f"{100 * width:.1f} %", f"{100 * bias:+.1f} %"]


def reliability_bins(rows):
    """Bins of equal count over all pairs of the worlds: (pairs, mean probability, share true)."""
    pairs = sorted(pair for row in rows for pair in row["probabilities"])
    bins = [pairs[len(pairs) * i // NUM_BINS:len(pairs) * (i + 1) // NUM_BINS] for i in range(NUM_BINS)]
    return [(len(part), statistics.mean(p for p, _ in part), statistics.mean(true for _, true in part))
            for part in bins if part]


def largest_gap(bins):
    return "-" if not bins else f"{max(abs(mean - true) for _, mean, true in bins):.2f}"


def kind_line(kind, rows):
    total = {key: sum(row[key] for row in rows)
             for key in ("mentions", "persons", "lost", "true_pairs", "linked", "found", "review_mentions")}
    bins = reliability_bins(rows)
    return [kind, str(len(rows)), percent(total["lost"], total["persons"], 2), percent(total["linked"], total["true_pairs"]),
            percent(total["found"], total["true_pairs"]), percent(total["review_mentions"], total["mentions"]),
            *describe_interval(rows), largest_gap(bins), str(min((count for count, _, _ in bins), default=0))]


def table(header, lines):
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join(["---"] + ["---:"] * (len(header) - 1)) + " |"
    for line in lines:
        yield "| " + " | ".join(line) + " |"


def page(options, kinds, results):
    people = "the people each kind has" if options.people is None else f"{options.people} people"
    command = "tools/study_accuracy.py " + shlex.join(
        ["--seeds", f"{options.seeds[0]}..{options.seeds[-1]}", "--jobs", str(options.jobs)]
        + ([] if options.people is None else ["--people", str(options.people)])
        + ([] if options.labels is None else ["--labels", str(options.labels)])
        + ([] if options.kinds == KINDS else ["--kinds", options.kinds]))
    yield "# How well byname counts\n"
    yield "Made by the command below; [worlds.md](worlds.md) says what the worlds are and what the columns mean.\n"
    yield f"    {command}\n"
    labels = "" if options.labels is None else f", {options.labels} pairs drawn by byname sample and judged by the truth"
    yield (f"**{len(options.seeds)} seeds a kind** ({options.seeds[0]} to {options.seeds[-1]}), {people}{labels}, default "
           "options, nominal coverage .95.\n")
    header = ["kind", "worlds", "persons lost", "pairs linked", "linked or in review", "mentions in review", "coverage", "SE",
              "width", "bias", "reliability gap", "pairs a bin"]
    by_kind = {kind: [row for row in results if row["kind"] == kind] for kind in kinds}
    yield from table(header, [kind_line(kind, by_kind[kind]) for kind in kinds])
    yield "\n## Reliability of pair probabilities\n"
    yield f"Mean probability / share true, {NUM_BINS} bins of equal count over {LOWEST} to {HIGHEST}.\n"
    lines = [[kind] + [f"{mean:.2f} / {true:.2f}" for _, mean, true in reliability_bins(by_kind[kind])] for kind in kinds]
    yield from table(["kind"] + [str(i + 1) for i in range(NUM_BINS)],
                     [line + ["-"] * (NUM_BINS + 1 - len(line)) for line in lines])


def main():
    options = parse_arguments()
    if importlib.util.find_spec("duckdb") is None:
        sys.exit("The Python module duckdb is missing, which reads pairs.parquet. Install it: pip install duckdb")
    kinds = options.kinds.split(",")
    results = run_study(options, kinds)
    text = "\n".join(page(options, kinds, results)) + "\n"
    if options.write:
        pathlib.Path(options.write).write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
