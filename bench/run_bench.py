#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures byname end to end, beside Splink where it is installed, and writes docs/benchmarks.md.

    bench/run_bench.py [--rows N] [--runs N] [--threads N] [--only NAME]... [--splink-python PYTHON] [--write FILE]

Each bench/endtoend/*.bench is run --runs times; its result is checked after every run. Splink (../shared/bench/splink_job.py)
runs once a bench in the same session, on the same file, if PYTHON can import it. Data are made once under build/bench.
"""
import argparse
import glob
import json
import os
import platform
import shutil
import subprocess
import sys
import time

import bench_file
from measured import best, median, read_run, run

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(ROOT, "..", "shared", "bench")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/byname"))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--splink-python", default=sys.executable)
    parser.add_argument("--no-splink", action="store_true")
    parser.add_argument("--write", metavar="FILE")
    return parser.parse_args()


def can_import(python, modules):
    return shutil.which(python) is not None and subprocess.run(
        [python, "-c", "import " + ", ".join(modules)], stderr=subprocess.DEVNULL, check=False).returncode == 0


def make_data(kind, options, folder):
    """The file of people of a kind, made once; None where its maker is missing."""
    target = os.path.join(folder, f"{kind}_{options.rows}.csv")
    if os.path.exists(target):
        return target
    if kind == "directory":
        world = os.path.join(folder, "world")
        run([options.program, "synth", "--kind", "directory", "--rows", str(options.rows), "-q", "-f", "-o", world])
        os.replace(os.path.join(world, "people.csv"), target)
        return target
    maker = os.path.join(SHARED, "make_people.py")
    if not os.path.exists(maker) or not can_import(options.splink_python, ["numpy"]):
        return None
    run([options.splink_python, maker, str(options.rows), target + ".part"])
    os.replace(target + ".part", target)
    return target


def measure(bench, people, options, folder, threads, runs, environment=None):
    out = os.path.join(folder, "out")
    command = bench.arguments(byname=options.program, people=people, threads=threads, out=out)
    measured = []
    for _ in range(runs):
        measured.append(run(command, environment, out))
        failures = bench.failed_checks(read_run(out), options.rows)
        if failures:
            sys.exit(f"{bench.name}: " + "; ".join(failures))
    return measured


def measure_splink(bench, people, options, folder):
    """One run of Splink's job, or None: its last line is a JSON object with stages and totals."""
    job = os.path.join(SHARED, "splink_job.py")
    if options.no_splink or not bench.splink or not os.path.exists(job):
        return None
    if not can_import(options.splink_python, ["splink", "duckdb", "pandas"]):
        return None
    result = run([options.splink_python, job, bench.splink, people, os.path.join(folder, "splink"), str(options.threads)])
    return json.loads(result.output.strip().splitlines()[-1])


def machine():
    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({names[0] if names else model}), {memory:.0f} GiB, {platform.system()} {platform.release()}"


def commit():
    result = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return result.stdout.strip() or "unknown"


def figures(runs):
    wall, cpu = [r.wall for r in runs], [r.cpu for r in runs]
    return (f"{best(wall):.2f} / {median(wall):.2f} | {best(cpu):.2f} / {median(cpu):.2f} | "
            f"{max(r.peak_mib for r in runs):.0f}")


def stage_lines(runs):
    lines = ["| stage | wall s, best / median | CPU s, best / median |", "| --- | --- | --- |"]
    for stage in runs[0].stages:
        wall, cpu = [r.stages[stage][0] for r in runs], [r.stages[stage][1] for r in runs]
        lines.append(f"| {stage} | {best(wall):.3f} / {median(wall):.3f} | {best(cpu):.3f} / {median(cpu):.3f} |")
    return lines


def splink_lines(splink, runs):
    lines = [f"Splink {splink['splink']} on DuckDB {splink['duckdb']}, the same file, one run: {splink['wall_s']} s wall, "
             f"{splink['cpu_s']} CPU-s, {splink['peak_mib']} MiB; {splink['pairs']:,} pairs of 0.9 or more.", "",
             "| stage of Splink | wall s | CPU s |", "| --- | --- | --- |"]
    lines += [f"| {stage['stage']} | {stage['wall_s']} | {stage['cpu_s']} |" for stage in splink["stages"]]
    wall, cpu = splink["wall_s"] / median([r.wall for r in runs]), splink["cpu_s"] / median([r.cpu for r in runs])
    memory = splink["peak_mib"] / max(r.peak_mib for r in runs)
    return lines + ["", f"Splink takes {wall:.0f} times the wall time, {cpu:.0f} times the CPU time and {memory:.0f} times the "
                    "memory (medians of byname against the one run)."]


def bench_lines(bench, people, options, folder):
    print(bench.name, flush=True)
    runs = measure(bench, people, options, folder, options.threads, options.runs)
    counts = read_run(os.path.join(folder, "out"))["counts"]
    lines = [f"## {bench.title}", "", f"{counts['mentions']:,} rows, {counts['pairs_compared']:,} pairs compared, "
             f"{counts['pairs_kept']:,} kept, {counts['clusters']:,} clusters.", "", "```",
             bench.command.format(byname="byname", people=f"{bench.data}_{options.rows}.csv", threads=options.threads, out="out"),
             "```", "", "| | wall s, best / median | CPU s, best / median | peak MiB |", "| --- | --- | --- | --- |",
             f"| {options.threads} threads | {figures(runs)} |"]
    variants = [("1 thread", 1, None), ("1 thread, kernels without vector instructions", 1, {"BYNAME_SIMD": "plain"})]
    for title, threads, environment in variants:
        lines.append(f"| {title} | {figures(measure(bench, people, options, folder, threads, options.runs, environment))} |")
    lines += ["", f"Stages, {options.threads} threads:", "", *stage_lines(runs), ""]
    print("\n".join(lines), flush=True)
    splink = measure_splink(bench, people, options, folder)
    if splink is not None:
        lines += splink_lines(splink, runs) + [""]
        print("\n".join(splink_lines(splink, runs)), flush=True)
    elif bench.splink:
        print(f"{bench.name}: Splink is not installed for {options.splink_python}: not compared", flush=True)
    return lines


def head_lines(options):
    load = os.getloadavg()[0]
    return ["# Benchmarks", "", "Written by `make bench`, which says how: bench/README.md. Best and median of "
            f"{options.runs} runs; CPU is user and system time of all threads. Results are checked after each run.", "",
            f"Machine: {machine()}; load {load:.1f} when it began. Commit {commit()}, {time.strftime('%Y-%m-%d')}.", ""]


def main():
    options = arguments()
    folder = os.path.join(ROOT, "build", "bench")
    os.makedirs(folder, exist_ok=True)
    os.chdir(ROOT)
    lines = head_lines(options)
    for path in sorted(glob.glob(os.path.join(ROOT, "bench/endtoend/*.bench"))):
        bench = bench_file.read_bench(path)
        if options.only and bench.name not in options.only:
            continue
        people = make_data(bench.data, options, folder)
        if people is None:
            print(f"{bench.name}: ../shared/bench/make_people.py or numpy is missing: skipped", flush=True)
            continue
        lines += bench_lines(bench, people, options, folder)
    if options.write:
        with open(options.write, "w", encoding="utf-8") as file:
            file.write("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
