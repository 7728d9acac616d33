#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says which sources of a folder may be compiled together (cmake/BynameUnity.cmake).

usage: unity_batches.py FOLDER     (src/names, apps/byname): a line "source batch" for every source that need not be alone

Files compiled together see one another's names in the namespace without a name. So that none changes what another
means, a file joins only a batch where no other file mentions a name of it and none has a name that it mentions; and a
file with a function that is called like one that a header declares or calls stays alone, as does what Highway compiles
once for each kind of processor.
"""
import glob
import os
import re
import sys

from check_layers import RANK

MOST_SOURCES = 24
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((.*?)\)"|"(?:[^"\\\n]|\\.)*"', re.S)
WORD = re.compile(r"[A-Za-z_]\w*")
# A function declared at the left margin, and a call: not of a member, and not what follows a type, which declares a member.
DECLARED = re.compile(r"^[A-Za-z_\[][^\n;(={}]*?(\w+)\(", re.M)
CALLED = re.compile(r"(?:\b(?:return|throw|case|else) |&& |[^\w\s.>:&*] ?|^\s+)([A-Za-z_]\w*)\(", re.M)
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.S | re.M)
MACRO = re.compile(r"^#\s*define (\w+)", re.M)
# What stands at the left margin (.clang-format), up to what ends the name.
HEAD = re.compile(r"^(?!namespace|template|#)([A-Za-z_][^\[\]\n;(={}]*)", re.M)
LAST_NAME = re.compile(r"(?:^|[ >&*])(\w+)$")


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def code_of(text):
    return COMMENT_OR_TEXT.sub('""', text)


def local_names(text):
    """The names that a source keeps to itself."""
    names = set(MACRO.findall(text))
    for block in UNNAMED.findall(text):
        for head in HEAD.findall(code_of(block)):
            name = LAST_NAME.search(re.sub(r"( final)?( : .*)?\s*$", "", head))
            if name:
                names.add(name.group(1))
    return names


class Batch:
    def __init__(self):
        self.sources, self.names, self.words = [], set(), set()

    def may_have(self, names, words):
        return len(self.sources) < MOST_SOURCES and not names & self.words and not words & self.names

    def add(self, source, names, words):
        self.sources.append(source)
        self.names |= names
        self.words |= words


def called_in_headers(root, folder):
    """What the headers call and declare that the sources of a folder may include."""
    highest = RANK.get(os.path.basename(folder), len(RANK))
    paths = glob.glob(os.path.join(root, "apps/byname/*.hpp")) if folder.startswith("apps") else []
    for name, rank in RANK.items():
        if rank < highest or os.path.basename(folder) == name:
            paths += glob.glob(os.path.join(root, "src", name, "*.hpp"))
    codes = [code_of(text_of(path)) for path in paths]
    return {name for code in codes for name in DECLARED.findall(code) + CALLED.findall(code)}


def batches_of(root, folder):
    calls = called_in_headers(root, folder)
    batches = []
    for source in sorted(glob.glob(os.path.join(root, folder, "*.cpp"))):
        text = text_of(source)
        names = local_names(text)
        words = set(WORD.findall(code_of(text)))
        if names & calls or "foreach_target" in text:
            continue
        batch = next((each for each in batches if each.may_have(names, words)), None)
        if not batch:
            batch = Batch()
            batches.append(batch)
        batch.add(source, names, words)
    return batches


def main(arguments):
    root = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    for number, batch in enumerate(batches_of(root, arguments[0])):
        for source in batch.sources:
            print(source, number)


if __name__ == "__main__":
    main(sys.argv[1:])
