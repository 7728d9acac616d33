#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adding, finding, linking and matching: nothing of it is ever on the disk in plain text, a kill loses nothing that was finished,
and every row of every list is counted."""
import json
import os
import random
import subprocess
import tempfile
import time
import unittest

from register_program import PHRASE, make, run, run_for

NUM_KILLS = int(os.environ.get("BYNAME_KILLS", "20"))
# Twenty texts that no other file holds: cells, names, documents, reasons.
PLANTED = ([f"Plantedfamily{word}" for word in ("crane", "heron", "stork", "raven", "finch")]
           + [f"Plantedgiven{word}" for word in ("amber", "basil", "cedar", "delta", "ember")]
           + [f"plantednote {word} of a row" for word in ("one", "two", "three")]
           + [f"https://planted{word}.example/page" for word in ("first", "second", "third")]
           + ["planted reason of an op", "planted text of an obituary", "bytes of a planted document", "plantedcolumn"])


def files_below(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(parent, name)


class Evidence(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.inputs = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.addCleanup(self.inputs.cleanup)
        self.temporary = os.path.join(self.scratch.name, "tmp")
        os.mkdir(self.temporary)
        self.path = os.path.join(self.scratch.name, "list.byname")
        self.environment = {"BYNAME_REGISTER": self.path, "TMPDIR": self.temporary}
        make(self.path)

    def run_verb(self, *arguments, codes=(0,)):
        done = run(*arguments, environment=self.environment)
        self.assertIn(done.returncode, codes, f"{arguments}: {done.stderr}{done.stdout}")
        return done

    def input_file(self, name, text):
        path = os.path.join(self.inputs.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def list_of(self, name, rows, shift=0):
        text = "id,family,given,birth,plantedcolumn,links\n"
        for i in range(rows):
            number = i + shift
            text += (f"{number},{PLANTED[number % 5]}{number // 7},{PLANTED[5 + number % 5]},{1950 + number % 50},"
                     f"{PLANTED[10 + number % 3]},{PLANTED[13 + number % 3]}\n")
        return self.input_file(name, text)

    def verify(self):
        return json.loads(self.run_verb("verify", "--json").stdout)

    def check_nothing_is_plain(self, what):
        for path in files_below(self.scratch.name):
            with open(path, "rb") as file:
                content = file.read()
            for text in PLANTED:
                for encoded in (text.encode(), text.lower().encode(), text.encode("utf-16-le"), text.encode().hex().encode()):
                    self.assertNotIn(encoded, content, f"{text!r} is in {path} after {what}")

    def test_nothing_is_plain_after_every_verb(self):
        document = self.input_file("document.txt", PLANTED[18])
        calls = [("add", self.list_of("a.csv", 40), "--key", "id", "--source", PLANTED[0], "--why", PLANTED[16]),
                 ("add", self.list_of("a.csv", 35, 3), "--key", "id", "--why", PLANTED[16]),
                 ("add", self.list_of("b.csv", 20, 10), "--no-link"), ("link",), ("link", "--retrain"),
                 ("add", "--text", PLANTED[17], "--name", f"{PLANTED[0]} {PLANTED[5]}"),
                 ("add", "--file", document, "--as", "documents"), ("sources",), ("find", PLANTED[0]), ("show", "a:5"),
                 ("todo",), ("explain", "a:5", "a:6"), ("match", self.list_of("c.csv", 30, 5)),
                 ("match", self.list_of("d.csv", 30, 5), "--take", "--min", "0.9"), ("verify",), ("compact",)]
        for arguments in calls:
            self.run_verb(*arguments, codes=(0, 1) if arguments[0] == "find" else (0,))
            self.check_nothing_is_plain(" ".join(arguments[:1]))
        self.assertEqual(os.listdir(self.temporary), [])

    def test_a_kill_loses_no_finished_op(self):
        lists = [self.list_of(f"l{i}.csv", 150, 100 * i) for i in range(NUM_KILLS + 1)]
        begin = time.monotonic()
        self.run_verb("add", lists[0], "--key", "id")
        duration = time.monotonic() - begin
        chance = random.Random("add")
        num_ops = self.verify()["ops"]
        for path in lists[1:]:
            seconds = chance.uniform(0, 1.2 * duration)
            _, killed = run_for(seconds, "add", path, "--key", "id", environment=self.environment)
            self.check_nothing_is_plain(f"a kill after {seconds} s")
            now = self.verify()["ops"]
            self.assertIn(now, (num_ops, num_ops + 1) if killed else (num_ops + 1,))
            num_ops = now

    def test_a_kill_while_a_document_is_added_leaves_an_orphan_at_most(self):
        document = self.input_file("document.bin", "x" * 3_000_000)
        for i in range(NUM_KILLS // 4):
            with open(document, "a", encoding="utf-8") as file:
                file.write(PLANTED[18])
            _, killed = run_for(0.01 * i, "add", "--file", document, environment=self.environment)
            self.verify()
            self.assertTrue(killed or i > 0)
        self.run_verb("compact")
        sources = json.loads(self.run_verb("sources", "--json").stdout)
        num_documents = sum(source["documents"] for source in sources)
        self.assertEqual(len(os.listdir(self.path + ".items")), num_documents)

    def test_a_missing_or_altered_document_is_found(self):
        self.run_verb("add", "--file", self.input_file("a.txt", "one"))
        self.run_verb("add", "--file", self.input_file("b.txt", "two"))
        first, second = sorted(os.listdir(self.path + ".items"))
        os.remove(os.path.join(self.path + ".items", first))
        with open(os.path.join(self.path + ".items", second), "r+b") as file:
            file.seek(60)
            file.write(b"altered")
        done = self.run_verb("verify", "--json", codes=(1,))
        self.assertEqual(len(json.loads(done.stdout)["faults"]), 2, done.stdout)

    def test_two_that_add_at_once_lose_nothing(self):
        paths = [self.list_of(f"p{i}.csv", 60, 40 * i) for i in range(4)]
        processes = []
        for path in paths:
            read, write = os.pipe()
            os.write(write, (PHRASE + "\n").encode())
            os.close(write)
            processes.append(subprocess.Popen(
                [os.environ["BYNAME"], "add", path, "--key", "id", "--passphrase-fd", str(read)], pass_fds=[read], text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **self.environment}))
            os.close(read)
        for process in processes:
            _, errors = process.communicate()
            self.assertEqual(process.returncode, 0, errors)
        sources = json.loads(self.run_verb("sources", "--json").stdout)
        self.assertEqual([source["mentions"] for source in sources], [60] * 4)
        self.verify()


if __name__ == "__main__":
    unittest.main()
