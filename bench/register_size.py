#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a register of invented people and measures its verbs: wall and CPU seconds and peak memory of each, and the file's size.

usage: register_size.py BYNAME [--people N] [--match-rows N] [--added-rows N] [--items N] [--threads N] [--folder FOLDER]

With --people 270000 the register has about 250,000 persons, 600,000 mentions and 1,000,000 citations. Five lists are added; all but
the last 2,000 rows of the last one at once, then those, with linking. The outside list that is matched is another world; every
twentieth of its rows is one of the register's. Passphrases cost 8 MiB here, so that their derivation is not measured. Undoing an
addition computes all tables anew from the log: the full fold.
"""
import argparse
import csv
import fcntl
import glob
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time

PHRASE = "four quiet invented words"


class WriteLock:
    """Watches how long others hold the write lock of a register: byte 120 of its -shm file (SQLite, WAL-mode file format 2.3.1)."""

    def __init__(self, path):
        self.path, self.seconds, self.longest, self.done = path + "-shm", 0.0, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()

    def is_held(self, file):
        # struct flock on 64-bit Linux: type, whence, start, length, process.
        answer = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 120, 1, 0))
        return struct.unpack("hhqqi4x", answer)[0] != fcntl.F_UNLCK

    def watch(self):
        file, held_since = None, None
        while not self.done.wait(0.002):
            now = time.monotonic()
            try:
                file = file or open(self.path, "r+b")
                held = self.is_held(file)
            except OSError:
                continue
            if held and held_since is None:
                held_since = now
            if not held and held_since is not None:
                self.seconds += now - held_since
                self.longest = max(self.longest, now - held_since)
                held_since = None
        if file:
            file.close()


class Verbs:
    def __init__(self, program, folder, threads):
        self.program, self.folder, self.threads = program, folder, threads
        self.environment = {**os.environ, "BYNAME_REGISTER": os.path.join(folder, "list.byname")}
        self.measured = []

    def run(self, what, *arguments, has_passphrase=True, has_threads=False, codes=(0,)):
        words = [self.program, *map(str, arguments)]
        if has_threads:
            words += ["--threads", str(self.threads)]
        with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as output:
            lines.write((PHRASE + "\n").encode())
            lines.seek(0)
            if has_passphrase:
                words += ["--passphrase-fd", str(lines.fileno())]
            begin = time.monotonic()
            process = subprocess.Popen(words, stdout=output, pass_fds=[lines.fileno()], env=self.environment)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode()
        if process.returncode not in codes:
            sys.exit(f"{words}: exit code {process.returncode}\n{text}")
        if what:
            cpu = usage.ru_utime + usage.ru_stime
            self.measured.append({"what": what, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2),
                                  "peak_mib": usage.ru_maxrss // 1024})
            print(f"  {what:<58} {seconds:8.2f} s {cpu:8.2f} s CPU {usage.ru_maxrss // 1024:6} MiB", flush=True)
        return text


def with_citations(source, target, share_of_two):
    """Copies a list with a key and one or two addresses a row; returns the number of rows and addresses."""
    num_rows = num_links = 0
    with open(source, newline="", encoding="utf-8") as rows, open(target, "w", newline="", encoding="utf-8") as copy:
        reader, writer = csv.reader(rows), csv.writer(copy)
        header = next(reader)
        kept = [i for i, name in enumerate(header) if name != "true_person"]
        writer.writerow(["row_id", *(header[i] for i in kept), "links"])
        for number, row in enumerate(reader, 1):
            links = [f"https://archive.example/{number * 7919 % 1000003}/{i}" for i in range(1 + (number % 100 < share_of_two))]
            writer.writerow([number, *(row[i] for i in kept), " ".join(links)])
            num_rows += 1
            num_links += len(links)
    return num_rows, num_links


def split_last(path, num_added):
    """Moves the last rows of a list into a file of their own."""
    with open(path, newline="", encoding="utf-8") as rows:
        header, *body = list(csv.reader(rows))
    added = path.replace(".csv", "_added.csv")
    for name, part in ((path, body[:-num_added]), (added, body[-num_added:])):
        with open(name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *part])
    return added


def with_held_rows(outside, held):
    """Replaces every twentieth row of an outside list by one of a held list. Both are of the same kind of world."""
    path = outside + ".part"
    with open(held, newline="", encoding="utf-8") as held_rows, open(outside, newline="", encoding="utf-8") as rows, \
            open(path, "w", newline="", encoding="utf-8") as mixed:
        held_reader, reader, writer = csv.DictReader(held_rows), csv.DictReader(rows), None
        for number, row in enumerate(reader):
            row.pop("true_person", None)
            if writer is None:
                writer = csv.DictWriter(mixed, [name for name in reader.fieldnames if name != "true_person"])
                writer.writeheader()
            taken = next(held_reader, None) if number % 20 == 0 else None
            writer.writerow({name: taken.get(name, "") for name in row} if taken else row)
    os.replace(path, outside)


RULES = """checks = 1
bulk = ["official"]
[[confirm]]
name = "two lists"
needs = [{ class = "official" }]
"""


def decide_and_release(verbs, folder):
    """Confirms everybody, releases, changes 500 persons, releases again."""
    register = os.path.join(folder, "list.byname")
    rules = os.path.join(folder, "rules.toml")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(RULES)
    verbs.run("rules try", "rules", "try", rules)
    verbs.run("rules take", "rules", "take", rules)
    persons = verbs.run("persons: all of them", "persons", "--csv", "--limit", 10**7).splitlines()[1:]
    ids = [line.split(",", 1)[0] for line in persons]

    def decide(what, chosen, verdict):
        path = os.path.join(folder, "decided.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{person}\n" for person in chosen)
        (sampled,) = json.loads(verbs.run("", "decide", "--from", path, verdict, "--audit", 1, "--json", codes=(1,)))["to_check"]
        verbs.run("", "decide", sampled, verdict)
        verbs.run(what, "decide", "--from", path, verdict, "--audit", 1)
        return sampled

    looked_at = decide(f"decide on {len(ids)} persons", ids, "confirmed")
    verbs.run("todo --mine", "todo", "--mine")
    stricter = os.path.join(folder, "stricter.toml")
    with open(stricter, "w", encoding="utf-8") as file:
        file.write(RULES.replace("checks = 1", "checks = 2"))
    verbs.run("rules try, everybody decided", "rules", "try", stricter)
    verbs.run("release: the first", "release", "first")
    # Whoever was looked at alone is decided already, and would be the sample again.
    decide("decide on 500 persons", [person for person in ids if person != looked_at][:500], "rejected")
    before = os.path.getsize(register)
    verbs.run("release: 500 changes", "release", "second")
    verbs.measured.append({"what": "bytes of a release with 500 changes", "bytes": os.path.getsize(register) - before})
    verbs.run("diff of two releases", "diff", "first", "second")
    verbs.run("diff to what would be released now", "diff")
    verbs.run("releases: the first computed anew", "releases", "first")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("byname")
    parser.add_argument("--people", type=int, default=270000)
    parser.add_argument("--match-rows", type=int, default=1000000)
    parser.add_argument("--added-rows", type=int, default=2000)
    parser.add_argument("--items", type=int, default=0, help="documents of 4 KiB")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", help="kept; otherwise a scratch folder")
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp(prefix="byname_register_size_")
    os.makedirs(folder, exist_ok=True)
    verbs = Verbs(os.path.abspath(options.byname), folder, options.threads)
    world = os.path.join(folder, "world")
    verbs.run("", "synth", "-o", world, "--kind", "full-names", "--people", options.people, "--lists", 5, "--coverage",
              "0.44,0.44,0.44,0.44,0.44", "--quiet", "--force", has_passphrase=False)
    verbs.run("", "new", os.path.join(folder, "list.byname"), "--as", "anna", "--key-memory", "8M")
    num_mentions = num_links = 0
    paths = sorted(glob.glob(os.path.join(world, "list_*.csv")))
    for path in paths:
        rows, links = with_citations(path, path + ".part", 67)
        os.replace(path + ".part", path)
        num_mentions, num_links = num_mentions + rows, num_links + links
    added = split_last(paths[-1], options.added_rows)
    for path in paths:
        label = os.path.basename(path)[:-4]
        verbs.run(f"add {label} without linking", "add", path, "--key", "row_id", "--kind", "official", "--no-link", has_threads=True)
    verbs.run("link: first model, all mentions", "link", has_threads=True)
    with WriteLock(os.path.join(folder, "list.byname")) as lock:
        verbs.run(f"add {options.added_rows} rows with linking", "add", added, "--as", os.path.basename(paths[-1])[:-4], "--part",
                  has_threads=True)
    verbs.measured.append({"what": "of it, the write lock", "seconds": round(lock.seconds, 2), "longest": round(lock.longest, 2)})
    print(f"  of it, the write lock {lock.seconds:.2f} s, {lock.longest:.2f} s at a time", flush=True)
    undone = verbs.run("undo of that addition: all tables anew", "undo")
    verbs.run("undo of the undoing: all tables anew", "undo", undone.split()[-1])
    if options.items:
        items = os.path.join(folder, "documents")
        os.makedirs(items, exist_ok=True)
        for i in range(options.items):
            with open(os.path.join(items, f"{i}.txt"), "wb") as file:
                file.write(os.urandom(4096))
        verbs.run(f"add {options.items} documents of 4 KiB", "add", "--file", os.path.join(items, "*.txt"), "--as", "documents")
    verbs.run("head: opening alone", "head")
    with open(paths[0], newline="", encoding="utf-8") as rows:
        names = [" ".join(row[1:4]) for row, _ in zip(list(csv.reader(rows))[1:], range(3))]
    for i, name in enumerate(names, 1):
        verbs.run(f"find, a name of the list ({i})", "find", name, codes=(0, 1))
    verbs.run("find, a given name", "find", "Александр", codes=(0, 1))
    outside = os.path.join(folder, "outside")
    verbs.run("", "synth", "-o", outside, "--kind", "full-names", "--people", max(100, options.match_rows), "--lists", 1,
              "--coverage", "0.97", "--seed", 5, "--quiet", "--force", has_passphrase=False)
    with_held_rows(os.path.join(outside, "list_a.csv"), paths[0])
    verbs.run(f"match of an outside list of {options.match_rows} rows", "match", os.path.join(outside, "list_a.csv"), "--min", 0.9,
              has_threads=True)
    verbs.run("todo", "todo")
    decide_and_release(verbs, folder)
    verified = json.loads(verbs.run("verify: pages, log, documents, tables from scratch", "verify", "--json"))
    size = os.path.getsize(os.path.join(folder, "list.byname"))
    print(f"  {num_mentions} mentions, {num_links} citations, {verified['ops']} ops, {verified['bodies']} bodies, "
          f"file {size / 1e6:.0f} MB")
    with open(os.path.join(folder, "measured.json"), "w", encoding="utf-8") as file:
        json.dump({"mentions": num_mentions, "citations": num_links, "file_bytes": size, "verbs": verbs.measured}, file, indent=2)
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
