#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of small jobs by callgrind and fails if they are more than bench/instructions.json says.

    bench/count_instructions.py PROGRAM            fails over the tolerance; fewer is told, not failed
    bench/count_instructions.py PROGRAM --update   writes the new numbers: commit them with the reason

Wall time on a shared machine says little; instructions say the same on every machine: one thread, kernels without
vector instructions, the C library held to its plainest. Starting up (DuckDB, ICU) is measured on a few rows and taken off. The
numbers hold for the compiler they were counted with. Exit code 77 (skipped) without valgrind or with another compiler.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
REFERENCE = os.path.join(FOLDER, "instructions.json")
ENVIRONMENT = {"BYNAME_SIMD": "plain", "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-AVX512F_Usable,-ERMS,-FSRM"}
LINK = ["--model", os.path.join(FOLDER, "models/default.json"), "--u-pairs", "200000", "--em", "l.dob = r.dob"]


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def instructions(program, arguments):
    """Instructions of one run of the program, as callgrind counts them."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments]
    result = subprocess.run(command, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", result.stderr)
    if result.returncode != 0 or found is None:
        sys.exit(f"failed: {' '.join(command)}\n{result.stderr[-2000:]}")
    return int(found.group(1))


def link_instructions(program, folder, rows):
    world = os.path.join(folder, f"world_{rows}")
    subprocess.run([program, "synth", "--kind", "directory", "--rows", str(rows), "-q", "-o", world], check=True)
    people = os.path.join(world, "people.csv")
    out = os.path.join(folder, f"out_{rows}")
    return instructions(program, ["link", people, *LINK, "--threads", "1", "--quiet", "--output", out])


def count(program, rows):
    with tempfile.TemporaryDirectory() as folder:
        start_up = link_instructions(program, folder, 40)
        return {"link, default comparisons": link_instructions(program, folder, rows) - start_up}


def compiler_of(program):
    """The compilers of the program and what is linked into it, as its .comment section names them."""
    result = subprocess.run(["readelf", "-p", ".comment", program], capture_output=True, text=True, check=False)
    return "; ".join(sorted(set(re.findall(r"GCC: .*", result.stdout)))) or "unknown"


def judge(counted, reference):
    """Prints each job's numbers; returns whether all are within the tolerance."""
    good = True
    for job, found in counted.items():
        wanted = reference["instructions"][job]
        change = found / wanted - 1
        print(f"{job}: {found:,} instructions, {change:+.1%} against {wanted:,}")
        if change > reference["tolerance"]:
            print("  more than allowed: make it cheaper, or say why and run bench/count_instructions.py PROGRAM --update")
            good = False
        elif change < -reference["tolerance"]:
            print("  fewer: run bench/count_instructions.py PROGRAM --update to hold on to it")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("program")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        skip("valgrind is missing; tools/install_dependencies.sh test brings it")
    with open(REFERENCE, encoding="utf-8") as file:
        reference = json.load(file)
    compiler = compiler_of(options.program)
    if compiler != reference["compiler"] and not options.update:
        skip(f"the numbers are of {reference['compiler']}, this program is of {compiler}")
    counted = count(options.program, reference["rows"])
    if options.update:
        reference |= {"compiler": compiler, "instructions": counted}
        with open(REFERENCE, "w", encoding="utf-8") as file:
            file.write(json.dumps(reference, indent=2) + "\n")
        print(json.dumps(counted, indent=2))
    elif not judge(counted, reference):
        sys.exit(1)


if __name__ == "__main__":
    main()
