#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on an include against the order of the layers (docs/architecture.md), and on a heavy header in a wrong place.

usage: check_layers.py [ROOT]
"""
import os
import re
import sys

# A folder may include itself and folders of lower lines; folders of one line do not know of each other.
LAYERS = [
    ["base"],
    ["table", "text", "rules"],
    ["names"],
    ["expression"],
    ["spec"],
    ["block"],
    ["compare"],
    ["model"],
    ["cluster"],
    ["evaluate", "estimate", "synth"],
    ["nowcast", "excess", "figures"],
    ["register"],
    ["review", "publish"],
]
RANK = {folder: rank for rank, folders in enumerate(LAYERS) for folder in folders}

# Headers that cost seconds in every file that includes them, and the files that may.
HEAVY = {
    "CLI/CLI.hpp": lambda path: path == "apps/byname/option_parser.cpp",
    "duckdb.h": lambda path: path.startswith("src/table/") or path == "apps/byname/version_text.cpp",
    "toml++/toml.h": lambda path: path == "src/rules/rule_file.cpp",
    "sqlite3.h": lambda path: path == "src/register/database.cpp",
    # body_reader.hpp is what the few sources share that read and write bodies of a register.
    "nlohmann/json.hpp": lambda path: not path.endswith(".hpp") or path == "src/register/body_reader.hpp",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def complaint_about(path, quote, included):
    """What is wrong with an include of the file `path` (relative to the root), or None."""
    if included in HEAVY and not HEAVY[included](path):
        return f"{included} is heavy; its place is elsewhere (tools/check_layers.py)"
    if quote != '"' or not path.startswith("src/"):
        return None
    folder = path.split("/")[1]
    target = included.split("/")[0]
    if "/" not in included or target not in RANK:
        return f'"{included}" is no header of src/; write "folder/file.hpp"'
    if folder not in RANK:
        return f"folder {folder} has no place in the order of the layers"
    if target != folder and RANK[target] >= RANK[folder]:
        return f"{folder} may not include {target}"
    return None


def complaints_of(root):
    for top in ("src", "apps"):
        for folder, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if name.endswith((".hpp", ".cpp", ".h")):
                    yield from complaints_of_file(root, os.path.relpath(os.path.join(folder, name), root))


def complaints_of_file(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = INCLUDE.match(line)
            complaint = match and complaint_about(path, match.group(1), match.group(2))
            if complaint:
                yield f"{path}:{number}: {complaint}"


def main(arguments):
    root = arguments[0] if arguments else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    complaints = list(complaints_of(root))
    print("\n".join(complaints) if complaints else "layers: in order")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
