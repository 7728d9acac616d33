#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What judging, undoing, erasing and joining must withstand: kill -9 at any point of every verb, nothing of it on the disk in plain
text; and the requirements of the register by their numbers (docs/safety.md)."""
import json
import os
import random
import shutil
import tempfile
import time
import unittest

from register_program import PHRASE, make, run, run_for

NUM_KILLS = int(os.environ.get("BYNAME_KILLS", "20"))
PLANTED = ["Plantedov", "Concealedova", "Zasekretnyi", "planted reason of a change", "planted-value-1985", "planted.example/secret",
           "Hiddenbergsk", PHRASE]
LISTS = {
    "a": ["key,family,given,patronymic,birth_date,region", "1,Plantedov,Pyotr,Ilyich,1985-03-12,Hiddenbergsk",
          "2,Concealedova,Vera,Petrovna,1991-11-02,Tver", "3,Zasekretnyi,Oleg,Ivanovich,1978-07-30,Pskov"],
    "b": ["key,family,given,patronymic,birth_date,region", "1,Lomov,Anton,Sergeevich,1990-01-05,Omsk",
          "2,Sedin,Viktor,Lvovich,1969-09-19,Perm"],
}


class PeopledRegister(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.outside = tempfile.TemporaryDirectory()
        self.addCleanup(self.outside.cleanup)
        self.temporary = os.path.join(self.scratch.name, "tmp")
        os.mkdir(self.temporary)
        self.path = os.path.join(self.scratch.name, "list.byname")
        self.environment = {"BYNAME_REGISTER": self.path, "TMPDIR": self.temporary}
        make(self.path)
        for label, lines in LISTS.items():
            self.add(label, lines)

    def add(self, label, lines, environment=None):
        path = os.path.join(self.outside.name, f"{label}.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return self.verb("add", path, "--as", label, "--key", "key", environment=environment)

    def verb(self, *arguments, environment=None, code=0):
        done = run(*arguments, environment=environment or self.environment)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        return done

    def json_of(self, *arguments):
        return json.loads(self.verb(*arguments, "--json").stdout)

    def person_of(self, mention):
        """The id of who has this mention alone."""
        return self.json_of("retract", mention, "--dry-run")["gone"][0]["person"]

    def verify(self):
        return self.json_of("verify")

    def check_nothing_is_plain(self, what):
        for parent, _, names in os.walk(self.scratch.name):
            for name in names:
                with open(os.path.join(parent, name), "rb") as file:
                    content = file.read()
                for text in PLANTED:
                    for encoded in (text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()):
                        self.assertNotIn(encoded, content, f"{text!r} is in {name} after {what}")


def calls(register):
    """A call of every verb that changes something, in an order in which all can be made."""
    first, second = register.person_of("a:1"), register.person_of("b:1")
    why = ("--why", PLANTED[3])
    rules = os.path.join(register.outside.name, "rules.toml")
    with open(rules, "w", encoding="utf-8") as file:
        file.write('checks = 1\n[[confirm]]\nname = "one list"\nneeds = [{ class = "source:a" }]\n')
    sheet = os.path.join(register.outside.name, "sheet.csv")
    register.verb("export", "-o", sheet)
    with open(sheet, encoding="utf-8") as file:
        edited = file.read().replace("Pskov", PLANTED[6])
    with open(sheet, "w", encoding="utf-8") as file:
        file.write(edited)
    return [("rules", "take", rules, *why), ("decide", "a:1", "confirmed", *why), ("release", "first", *why),
            ("event", "a:3", "charge", "--date", "2022-01-02", "--place", PLANTED[6], *why), ("import", sheet, *why),
            ("merge", first, second, *why), ("undo", *why), ("judge", "a:2", "b:2", "same", *why),
            ("set", first, "birth_year", PLANTED[4], *why), ("hide", first, *why), ("retract", "a:3", *why), ("undo", *why),
            ("judge", "a:1", "b:1", "different", *why), ("split", None, "b:2", *why), ("erase", "a:2", *why)]


class Killed(PeopledRegister):
    """Each verb is timed on a copy, then killed at random points of that time, on a fresh copy each."""

    def copy(self, source, target):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)

    def environment_of(self, folder):
        return {"BYNAME_REGISTER": os.path.join(folder, "list.byname"), "TMPDIR": os.path.join(folder, "tmp")}

    def test_every_changing_verb(self):
        base = os.path.join(self.outside.name, "base")
        copy = os.path.join(self.outside.name, "copy")
        chance = random.Random(7)
        all_calls = calls(self)
        for arguments in all_calls:
            if arguments[0] == "split":
                held = self.json_of("retract", "a:2", "b:2", "--dry-run")["gone"][0]["person"]
                arguments = ("split", held, *arguments[2:])
            self.copy(self.scratch.name, base)
            num_ops = self.verify()["ops"]
            begin = time.monotonic()
            self.verb(*arguments)
            duration = time.monotonic() - begin
            self.check_nothing_is_plain(arguments[0])
            self.assertEqual(self.verify()["ops"], num_ops + 1)
            for _ in range(max(1, NUM_KILLS // len(all_calls))):
                self.copy(base, copy)
                seconds = chance.uniform(0, duration)
                _, killed = run_for(seconds, *arguments, environment=self.environment_of(copy))
                done = run("verify", "--json", environment=self.environment_of(copy))
                self.assertEqual(done.returncode, 0, f"{arguments[0]} killed after {seconds} s: {done.stdout}{done.stderr}")
                now = json.loads(done.stdout)["ops"]
                self.assertIn(now, (num_ops, num_ops + 1) if killed else (num_ops + 1,))
                for parent, _, names in os.walk(copy):
                    for name in names:
                        with open(os.path.join(parent, name), "rb") as file:
                            content = file.read()
                        for text in PLANTED:
                            self.assertNotIn(text.encode(), content, f"{text!r} is in {name} after a kill of {arguments[0]}")

    def test_join(self):
        other = os.path.join(self.outside.name, "other.byname")
        self.verb("backup", other)
        self.add("c", ["key,family,given", "1,Zorin,Lev"], environment={"BYNAME_REGISTER": other})
        self.verb("judge", "a:1", "b:1", "same")
        base = os.path.join(self.outside.name, "base")
        copy = os.path.join(self.outside.name, "copy")
        self.copy(self.scratch.name, base)
        num_ops = self.verify()["ops"]
        begin = time.monotonic()
        self.verb("join", other)
        duration = time.monotonic() - begin
        after = self.verify()["ops"]
        chance = random.Random(8)
        for _ in range(max(2, NUM_KILLS // 10)):
            self.copy(base, copy)
            seconds = chance.uniform(0, duration)
            run_for(seconds, "join", other, environment=self.environment_of(copy))
            done = run("verify", "--json", environment=self.environment_of(copy))
            self.assertEqual(done.returncode, 0, f"join killed after {seconds} s: {done.stdout}{done.stderr}")
            self.assertIn(json.loads(done.stdout)["ops"], (num_ops, after))


class Requirements(PeopledRegister):
    """R1, R2, R6, R7, R10: one test each."""

    def test_r1_offline_one_binary(self):
        """No verb opens a socket: every one runs in a network namespace that has nothing but a loopback that is down."""
        if shutil.which("strace") is not None:
            trace = os.path.join(self.outside.name, "trace")
            done = run("judge", "a:1", "b:1", "same", environment=self.environment,
                       wrap=("strace", "-f", "-o", trace, "-e", "trace=network"))
            if "ptrace" in done.stderr:
                self.skipTest("no process can be traced here")
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(trace, encoding="utf-8") as file:
                self.assertNotRegex(file.read(), r"AF_INET")
            return
        done = run("judge", "a:1", "b:1", "same", environment=self.environment, wrap=("unshare", "--net"))
        if "unshare" in done.stderr:
            self.skipTest("there is neither strace nor unshare here")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_r2_encrypted_and_no_plain_traces(self):
        for arguments in calls(self):
            if arguments[0] == "split":
                held = self.json_of("retract", "a:2", "b:2", "--dry-run")["gone"][0]["person"]
                arguments = ("split", held, *arguments[2:])
            self.verb(*arguments)
            self.check_nothing_is_plain(arguments[0])
        self.assertEqual(os.listdir(self.temporary), [])
        done = run("verify", phrases=["not the phrase at all"], environment=self.environment)
        self.assertEqual(done.returncode, 1)
        self.assertIn("passphrase is wrong", done.stderr)

    def test_r6_tampering_shows(self):
        head = self.verb("head").stdout.split()[-1]
        self.verb("judge", "a:1", "b:1", "same")
        self.assertEqual(self.verb("verify", "--head", head).returncode, 0)
        older = os.path.join(self.outside.name, "older")
        shutil.copytree(self.scratch.name, older)
        self.verb("undo")
        newest = self.verb("head").stdout.split()[-1]
        done = run("verify", "--head", newest, environment={"BYNAME_REGISTER": os.path.join(older, "list.byname")})
        self.assertEqual(done.returncode, 1)
        self.assertIn("older copy", done.stdout)
        with open(self.path, "r+b") as file:
            file.seek(os.path.getsize(self.path) // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
        self.assertNotEqual(run("verify", environment=self.environment).returncode, 0)

    def test_r7_erasure_keeps_the_chain_and_hiding_is_at_once(self):
        person = self.person_of("a:1")
        self.verb("hide", person, "--why", "family asked")
        head = self.verb("head").stdout.split()[-1]
        self.verb("erase", person, "--why", "asked by the family")
        verified = self.json_of("verify", "--head", head)
        self.assertEqual(verified["faults"], [])
        self.assertGreater(verified["erased"], 0)
        done = self.verb("set", person, "birth_year", "1985", code=1)
        self.assertIn("was erased", done.stderr)
        history = self.verb("history", person).stdout
        self.assertIn("erase", history)
        self.assertNotIn("family asked", history)

    def test_r10_sensitive_fields_are_off_by_default(self):
        done = self.add("c", ["key,family,given,ethnicity,religion", "1,Zorin,Lev,plantedethnos,plantedfaith"])
        self.assertRegex(done.stdout, "left out as sensitive: .*ethnicity.*religion")
        self.assertNotIn("plantedethnos", self.verb("show", "c:1").stdout)


class Bulk(PeopledRegister):
    def test_pairs_from_the_standard_input_are_one_change(self):
        pairs = os.path.join(self.outside.name, "pairs.txt")
        with open(pairs, "w", encoding="utf-8") as file:
            file.write("# pairs that were looked at\na:1 b:1 same\na:2,b:2,same\n")
        done = self.json_of("judge", "@" + pairs)
        self.assertEqual((done["persons_before"], done["persons_after"]), (5, 3))
        self.assertEqual(self.json_of("undo")["persons_after"], 5)

    def test_file_that_is_not_there(self):
        self.assertIn("cannot read", self.verb("merge", "@nowhere.txt", code=1).stderr)


if __name__ == "__main__":
    unittest.main()
