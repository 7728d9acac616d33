# SPDX-License-Identifier: Apache-2.0
"""Runs byname in the tests of this folder that are programs, not golden runs."""
import os
import subprocess

BYNAME = os.environ.get("BYNAME", "")


def byname(*arguments, **keywords):
    """Runs byname to its end; the result has returncode, stdout and stderr as text."""
    words = [BYNAME, *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **keywords)


def start(*arguments):
    words = [BYNAME, *(str(argument) for argument in arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)


def must(done):
    """Returns a finished run, or fails with what it said."""
    if done.returncode != 0:
        raise AssertionError(f"exit code {done.returncode}: {done.stderr}")
    return done


def bytes_of_folder(folder, leave_out=()):
    """Name -> content of every file of a folder."""
    contents = {}
    for name in sorted(os.listdir(folder)):
        if name not in leave_out:
            with open(os.path.join(folder, name), "rb") as file:
                contents[name] = file.read()
    return contents
