#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the calls shown in a page of docs/ and compares what is printed with what the page shows.

In the page a block of code without a language holds calls ("$ byname ..." by anna, "heron$ byname ..." by somebody else; also
"$ build/release/byname ...") and what they print. Ids differ in every run: where page and program show one in the same place, it is the same one from there on, also in
calls. "..." at the end of a line stands for anything.

usage: documented_runs.py [--accept] PAGE
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from program import BYNAME

PHRASES = {"anna": "four quiet invented words"}
# What differs in every run: recovery codes, persons' ids, times, ids of ops and records, accounts' keys, and how many pages of a
# register random ids fill.
VARIABLE = re.compile(r"(?:[0-9A-Z]{3}-){8}[0-9A-Z]{3}|\b[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]\b|\b\d{4}-\d\d-\d\d \d\d:\d\d\b|"
                      r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}\b|\b\d+(?= pages\b)")
# Times and numbers of pages name nothing: what is the same in two places of the page may differ in a run, as when a minute turns.
NAMELESS = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\d{1,7}")
CALL = re.compile(r"^(?:(\w+))?\$ (.*)$")


class Page:
    """Calls and expected lines of a page, and where they stand."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.calls = []  # (author, call, first line of output, line after it)
        block = None  # the fence that opened it: of a block with a language nothing is run
        for number, line in enumerate(self.lines):
            if line.startswith("```"):
                block = line if block is None else None
                continue
            if block != "```":
                continue
            call = CALL.match(line)
            if call:
                self.calls.append([call.group(1) or "anna", call.group(2), number + 1, number + 1])
            elif self.calls:
                self.calls[-1][3] = number + 1


class Names:
    """Which of the page's ids is which of this run's."""

    def __init__(self):
        self.actual = {}

    def translate(self, text):
        return VARIABLE.sub(lambda found: self.actual.get(found.group(), found.group()), text)

    def as_shown(self, text):
        """What a run printed, with the ids that the page has for the same."""
        shown = {actual: name for name, actual in self.actual.items()}
        return VARIABLE.sub(lambda found: shown.get(found.group(), found.group()), text)

    def match(self, shown, printed):
        """Whether the lines are the same but for ids; learns these."""
        if shown.endswith("..."):
            shown, printed = shown[:-3], printed[:len(shown) - 3]
        pieces = VARIABLE.split(shown)
        pattern = "(.*?)".join(re.escape(piece) for piece in pieces)
        found = re.fullmatch(pattern, printed)
        if not found:
            return False
        for name, actual in zip(VARIABLE.findall(shown), found.groups()):
            if NAMELESS.fullmatch(name) and NAMELESS.fullmatch(actual):
                continue
            if not VARIABLE.fullmatch(actual) or self.actual.setdefault(name, actual) != actual:
                return False
        return True


def run_call(call, author, folder):
    """Runs a line of shell in which byname asks nobody for a passphrase."""
    with tempfile.NamedTemporaryFile("w+", suffix=".phrases", delete=False) as lines:
        lines.write((PHRASES[author] + "\n") * 3)
    wrapper = ('byname() { case "$1" in new) "$BYNAME" "$@" --key-memory 8M --passphrase-fd 9 9<"$PHRASES";; '
               'unlock|lock) ;; head|verify|accounts|history|merge|judge|split|set|hide|retract|undo|erase|join|add|sources|find|show|persons|'
               'number|todo|link|origin|match|decide|rules|release|releases|diff|export|import|cases|event|backup|compact|passwd|restore|destroy|explain) "$BYNAME" "$@" --passphrase-fd 9 9<"$PHRASES";; '
               '*) "$BYNAME" "$@";; esac; }; ')
    try:
        done = subprocess.run(["bash", "-c", wrapper + call.replace("build/release/byname", "byname")], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False, env={**os.environ, "BYNAME": BYNAME, "PHRASES": lines.name, "LC_ALL": "C.UTF-8", "TZ": "UTC",
                                                "BYNAME_REGISTER": "list.byname"})
    finally:
        os.unlink(lines.name)
    if author == "anna":
        for name, phrase in re.findall(r"account +(\w+),.*\n +first passphrase +(\S+)", done.stdout):
            PHRASES[name] = phrase
    return done.stdout + done.stderr


def check(path, accept=False):
    """Complaints, as text; empty if the page is true."""
    with open(path, encoding="utf-8") as file:
        page = Page(file.read())
    names = Names()
    complaints = []
    accepted = list(page.lines)
    shift = 0
    with tempfile.TemporaryDirectory(prefix="byname_page_") as folder:
        beside = os.path.dirname(path)
        for name in ("lists", "tutorial"):
            if os.path.isdir(os.path.join(beside, name)):
                shutil.copytree(os.path.join(beside, name), os.path.join(folder, name))
        for author, call, first, after in page.calls:
            shown = page.lines[first:after]
            printed = run_call(names.translate(call), author, folder).rstrip("\n").split("\n")
            printed = [] if printed == [""] else printed
            same = len(shown) == len(printed) and all([names.match(*pair) for pair in zip(shown, printed)])
            if same:
                continue
            complaints.append(f"{os.path.basename(path)}:{first}: $ {call}\n" + "".join(f"  shown    {line}\n" for line in shown) +
                              "".join(f"  printed  {line}\n" for line in printed))
            for line in printed:  # ids from here on are as printed
                for actual in VARIABLE.findall(line):
                    if actual not in names.actual.values():
                        names.actual.setdefault(actual, actual)
            accepted[first + shift:after + shift] = [names.as_shown(line) for line in printed]
            shift += len(printed) - len(shown)
    if accept and complaints:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(accepted))
    return complaints


def main(arguments):
    accept = arguments[:1] == ["--accept"]
    path = os.path.abspath(arguments[-1])
    complaints = check(path, accept)
    print("".join(complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
