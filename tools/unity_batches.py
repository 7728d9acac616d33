#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says which sources of a folder may be compiled together (cmake/BynameUnity.cmake).

usage: unity_batches.py FOLDER     (src/names, apps/byname): a line "source batch" for every source that need not be alone

Files compiled together see one another's names in the namespace without a name, and one another's headers. So that none
changes what another means, two files are in one batch only if neither mentions a name that the other keeps to itself,
nor includes, directly or not, a header that the other does not and that declares or calls a function called like one of
the other's own. (A header that a file includes itself is read before its names wherever it is compiled.) What Highway
compiles once for each kind of processor stays alone.
"""
import glob
import os
import re
import sys

MOST_SOURCES = 24
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((.*?)\)"|"(?:[^"\\\n]|\\.)*"', re.S)
WORD = re.compile(r"[A-Za-z_]\w*")
# A function declared at the left margin, and a call: not of a member, and not what follows a type, which declares a member.
DECLARED = re.compile(r"^[A-Za-z_\[][^\n;(={}]*?(\w+)\(", re.M)
CALLED = re.compile(r"(?:\b(?:return|throw|case|else) |&& |[^\w\s.>:&*] ?|^\s+)([A-Za-z_]\w*)\(", re.M)
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.S | re.M)
ALIAS = re.compile(r"^using (\w+) = ([^;]+);", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^">]+)"', re.M)
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


class Source:
    """A source: the names it keeps to itself, the words of its code, and the headers of the project that it includes. That
    both call the same type by the same name is no harm."""

    def __init__(self, path, headers):
        text = text_of(path)
        self.path = path
        self.names = local_names(text)
        self.words = set(WORD.findall(code_of(text)))
        self.aliases = set(ALIAS.findall(text))
        self.headers = headers.included_by(path)
        self.calls = {header: headers.calls(header) for header in self.headers}

    def changes(self, other):
        """Whether a name of this one may be taken for another in the other one, or the other way about."""
        same = {name for name, _ in self.aliases & other.aliases}
        if self.names & other.words - same:
            return True
        return any(self.names & other.calls[header] for header in other.headers - self.headers)


class Headers:
    """The headers of the project, each read once."""

    def __init__(self, root):
        self.root = root
        self.known_included, self.known_calls = {}, {}

    def included_by(self, path):
        """All that a file includes, directly or not."""
        found, ahead = set(), [path]
        while ahead:
            for header in self.directly_included(ahead.pop()) - found:
                found.add(header)
                ahead.append(header)
        return found

    def directly_included(self, path):
        if path not in self.known_included:
            headers = set()
            for name in INCLUDE.findall(text_of(path)):
                for folder in (os.path.join(self.root, "src"), os.path.dirname(path)):
                    if os.path.exists(os.path.join(folder, name)):
                        headers.add(os.path.join(folder, name))
                        break
            self.known_included[path] = headers
        return self.known_included[path]

    def calls(self, header):
        """The functions that a header declares and calls."""
        if header not in self.known_calls:
            code = code_of(text_of(header))
            self.known_calls[header] = set(DECLARED.findall(code) + CALLED.findall(code))
        return self.known_calls[header]


def batches_of(root, folder):
    headers = Headers(root)
    sources = [Source(path, headers) for path in sorted(glob.glob(os.path.join(root, folder, "*.cpp")))
               if "foreach_target" not in text_of(path)]
    rivals = {source: {other for other in sources
                       if other is not source and (source.changes(other) or other.changes(source))} for source in sources}
    batches = []
    # Those that fit with few first: fewer batches are left half empty.
    for source in sorted(sources, key=lambda each: (-len(rivals[each]), each.path)):
        batch = next((each for each in batches if len(each) < MOST_SOURCES and not rivals[source] & set(each)), None)
        if batch is None:
            batch = []
            batches.append(batch)
        batch.append(source)
    return [sorted(source.path for source in batch) for batch in batches]


def main(arguments):
    root = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    for number, batch in enumerate(batches_of(root, arguments[0])):
        for source in batch:
            print(source, number)


if __name__ == "__main__":
    main(sys.argv[1:])
