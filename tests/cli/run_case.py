#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs one golden case of tests/cli (README.md there) and compares byte for byte.

usage: run_case.py [--accept] PROGRAM FOLDER
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

PREFIX = "expected."
STREAMS = ("expected_stdout", "expected_stderr")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def produced_path(name, scratch):
    """The file that expected.NAME speaks of: NAME itself, or NAME with its first _ as a folder."""
    direct = os.path.join(scratch, name)
    return direct if os.path.exists(direct) else os.path.join(scratch, name.replace("_", "/", 1))


def matches(expected, actual):
    if b"{*}" not in expected:
        return expected == actual
    pattern = b"[^\n]*".join(re.escape(part) for part in expected.split(b"{*}"))
    return re.fullmatch(pattern, actual) is not None


def difference(name, expected, actual):
    lines = [text.decode("utf-8", "backslashreplace").splitlines(keepends=True) for text in (expected, actual)]
    diff = difflib.unified_diff(lines[0], lines[1], f"{name} (expected)", f"{name} (actual)")
    return "".join(line if line.endswith("\n") else line + "\n" for line in diff)


def run(program, folder, scratch):
    shutil.copytree(folder, scratch, dirs_exist_ok=True)
    environment = dict(os.environ, BYNAME=program, LC_ALL="C.UTF-8", TZ="UTC",
                       PYTHONPATH=os.path.dirname(os.path.abspath(__file__)), PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run(["bash", "-eu", "-o", "pipefail", "cmd"], cwd=scratch, env=environment, capture_output=True,
                          stdin=subprocess.DEVNULL, check=False)


def outputs(folder, scratch, done):
    """Name, expected bytes and actual bytes (None where the file is missing) of all that is compared."""
    streams = {"expected_stdout": done.stdout, "expected_stderr": done.stderr}
    for name in sorted(os.listdir(folder)):
        if name in STREAMS:
            yield name, read(os.path.join(folder, name)), streams[name]
        elif name.startswith(PREFIX):
            path = produced_path(name[len(PREFIX):], scratch)
            yield name, read(os.path.join(folder, name)), read(path) if os.path.exists(path) else None


def check(program, folder, accept=False):
    """Returns the complaints, as text; empty when the case passes."""
    complaints = []
    exit_file = os.path.join(folder, "exit")
    expected_exit = int(read(exit_file)) if os.path.exists(exit_file) else 0
    with tempfile.TemporaryDirectory(prefix="byname_case_") as scratch:
        done = run(program, folder, scratch)
        if done.returncode != expected_exit:
            complaints.append(f"exit code {done.returncode}, expected {expected_exit}\n")
        for name, expected, actual in outputs(folder, scratch, done):
            if actual is None:
                complaints.append(f"{name}: no such file was written\n")
            elif not matches(expected, actual):
                complaints.append(difference(name, expected, actual))
                if accept:
                    with open(os.path.join(folder, name), "wb") as file:
                        file.write(actual)
    if complaints:
        complaints.append("stderr:\n" + done.stderr.decode("utf-8", "backslashreplace"))
    return complaints


def main(arguments):
    accept = arguments[:1] == ["--accept"]
    program, folder = arguments[1:] if accept else arguments
    complaints = check(os.path.abspath(program), os.path.abspath(folder), accept)
    print("".join(complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
