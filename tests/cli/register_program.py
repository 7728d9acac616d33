# SPDX-License-Identifier: Apache-2.0
"""Runs the verbs of a register with a passphrase, for the tests of this folder."""
import os
import subprocess
import tempfile

from program import BYNAME

PHRASE = "four quiet invented words"


def run(*arguments, phrases=(PHRASE,), environment=None, wrap=()):
    """Runs byname to its end with `phrases` as lines of a descriptor; the result has returncode, stdout, stderr."""
    done, _ = run_for(None, *arguments, phrases=phrases, environment=environment, wrap=wrap)
    return done


def run_for(seconds, *arguments, phrases=(PHRASE,), environment=None, wrap=()):
    """The same, killed after `seconds`; also returns whether it was killed."""
    with tempfile.TemporaryFile() as lines:
        lines.write("".join(phrase + "\n" for phrase in phrases).encode())
        lines.seek(0)
        words = [*wrap, BYNAME, *(str(word) for word in arguments), "--passphrase-fd", str(lines.fileno())]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   stdin=subprocess.DEVNULL, pass_fds=[lines.fileno()],
                                   env={**os.environ, **(environment or {})})
        try:
            output, errors = process.communicate(timeout=seconds)
            killed = False
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            killed = True
    return subprocess.CompletedProcess(words, process.returncode, output, errors), killed


def make(path, pseudonym="anna"):
    """Makes a register whose passphrase is cheap to try; returns what was printed."""
    done = run("new", path, "--as", pseudonym, "--key-memory", "8M")
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout
