#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a register must withstand: kill -9 at any point of a changing verb, a full disk, a folder that cannot be written to, a
second writer; and nothing of it is ever on the disk in plain text."""
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from register_program import PHRASE, make, run, run_for

NUM_KILLS = int(os.environ.get("BYNAME_KILLS", "20"))
NEW_PHRASE = "another invented phrase"
PLANTED = ["plantedcrane", "planted reason of a change", PHRASE, NEW_PHRASE]


def files_below(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(parent, name)


class Register(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.temporary = os.path.join(self.scratch.name, "tmp")
        os.mkdir(self.temporary)
        self.path = os.path.join(self.scratch.name, "list.byname")
        self.environment = {"BYNAME_REGISTER": self.path, "TMPDIR": self.temporary}
        make(self.path)

    def run_verb(self, *arguments, phrases=(PHRASE,)):
        return run(*arguments, phrases=phrases, environment=self.environment)

    def verify(self, phrase=PHRASE):
        done = self.run_verb("verify", "--json", phrases=[phrase])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def check_nothing_is_plain(self, what):
        for path in files_below(self.scratch.name):
            with open(path, "rb") as file:
                content = file.read()
            for text in PLANTED:
                for encoded in (text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()):
                    self.assertNotIn(encoded, content, f"{text!r} is in {path} after {what}")


class Killed(Register):
    """Each verb is first timed, then killed at random points of that time."""

    def kill_points(self, *arguments, phrases):
        begin = time.monotonic()
        done = self.run_verb(*arguments, phrases=phrases)
        self.assertEqual(done.returncode, 0, done.stderr)
        duration = time.monotonic() - begin
        chance = random.Random(f"{arguments}")
        return [chance.uniform(0, duration) for _ in range(NUM_KILLS // 4)]

    def test_add_an_account(self):
        reason = PLANTED[1]
        points = self.kill_points("accounts", "add", PLANTED[0], "--why", reason, phrases=[PHRASE])
        num_ops = self.verify()["ops"]
        for i, seconds in enumerate(points):
            _, killed = run_for(seconds, "accounts", "add", f"{PLANTED[0]}{i}", "--why", reason,
                                environment=self.environment)
            self.check_nothing_is_plain(f"a kill after {seconds} s")
            now = self.verify()["ops"]
            self.assertIn(now, (num_ops, num_ops + 1) if killed else (num_ops + 1,))
            num_ops = now

    def test_change_the_passphrase(self):
        phrases = [PHRASE, NEW_PHRASE]
        points = self.kill_points("passwd", phrases=phrases)
        phrases.reverse()
        for seconds in points:
            _, killed = run_for(seconds, "passwd", phrases=phrases, environment=self.environment)
            opened = [self.run_verb("verify", phrases=[phrase]).returncode == 0 for phrase in phrases]
            self.assertEqual(sum(opened), 1, "exactly one of the two passphrases opens it")
            if not killed:
                self.assertTrue(opened[1])
            self.check_nothing_is_plain(f"a kill after {seconds} s")
            if opened[1]:
                phrases.reverse()

    def test_compact(self):
        points = self.kill_points("compact", phrases=[PHRASE])
        num_ops = self.verify()["ops"]
        for seconds in points:
            run_for(seconds, "compact", environment=self.environment)
            self.assertEqual(self.verify()["ops"], num_ops)
        self.assertEqual(self.run_verb("compact").returncode, 0)
        self.assertNotIn("list.byname.part", os.listdir(self.scratch.name))

    def test_back_up(self):
        points = self.kill_points("backup", self.path + ".b0", phrases=[PHRASE])
        for i, seconds in enumerate(points, 1):
            target = f"{self.path}.b{i}"
            _, killed = run_for(seconds, "backup", target, environment=self.environment)
            self.verify()
            if os.path.exists(target):
                done = run("restore", "--try", target, environment=self.environment)
                self.assertEqual(done.returncode, 0, "a backup that is there is whole: " + done.stdout)
            else:
                self.assertTrue(killed)


class Faults(Register):
    def test_nothing_is_plain_after_every_verb(self):
        backup = os.path.join(self.scratch.name, "backup.byname")
        restored = os.path.join(self.scratch.name, "restored.byname")
        calls = [(("accounts", "add", PLANTED[0], "--why", PLANTED[1]), [PHRASE]), (("accounts", "list"), [PHRASE]),
                 (("head",), [PHRASE]), (("passwd",), [PHRASE, NEW_PHRASE]), (("verify",), [NEW_PHRASE]),
                 (("backup", backup), [NEW_PHRASE]), (("restore", backup, "--to", restored), [NEW_PHRASE]),
                 (("accounts", "revoke", PLANTED[0], "--why", PLANTED[1]), [NEW_PHRASE]), (("compact",), [NEW_PHRASE])]
        for arguments, phrases in calls:
            done = self.run_verb(*arguments, phrases=phrases)
            self.assertEqual(done.returncode, 0, f"{arguments}: {done.stderr}")
            self.check_nothing_is_plain(arguments[0])
        self.assertEqual(os.listdir(self.temporary), [])

    def test_second_writer_waits(self):
        words = [("accounts", "add", f"heron{i}") for i in range(4)]
        processes = []
        for arguments in words:
            read, write = os.pipe()
            os.write(write, (PHRASE + "\n").encode())
            os.close(write)
            processes.append(subprocess.Popen(
                [os.environ["BYNAME"], *arguments, "--passphrase-fd", str(read)], pass_fds=[read], text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **self.environment}))
            os.close(read)
        for process in processes:
            output, errors = process.communicate()
            self.assertEqual(process.returncode, 0, errors)
            first_phrase = re.search(r"first passphrase +(\S+)", output).group(1)
            self.assertEqual(self.run_verb("head", phrases=[first_phrase]).returncode, 0)
        self.assertEqual(self.verify()["ops"], 5)

    def in_mount(self, script):
        if shutil.which("unshare") is None:
            self.skipTest("unshare is not installed")
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
        done = subprocess.run([*unshare, "bash", "-c", script], capture_output=True, text=True, check=False,
                              env={**os.environ, **self.environment, "FOLDER": self.scratch.name, "PHRASE": PHRASE})
        if done.returncode == 77 or "unshare" in done.stderr:
            self.skipTest("nothing can be mounted here")
        return done

    def test_read_only_folder(self):
        done = self.in_mount('mount --bind "$FOLDER" "$FOLDER" && mount -o remount,ro,bind "$FOLDER" || exit 77\n'
                             '"$BYNAME" accounts add heron --passphrase-fd 3 3<<<"$PHRASE"')
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("cannot be written to", done.stderr)
        self.assertEqual(self.verify()["ops"], 1)

    def test_full_disk(self):
        done = self.in_mount('mkdir "$FOLDER/disk" && mount -t tmpfs -o size=300k tmpfs "$FOLDER/disk" || exit 77\n'
                             'cp -r "$FOLDER"/list.byname* "$FOLDER/disk" || exit 77\n'
                             'export BYNAME_REGISTER="$FOLDER/disk/list.byname"\n'
                             'for i in $(seq 60); do\n'
                             '  "$BYNAME" accounts add "heron$i" --passphrase-fd 3 3<<<"$PHRASE" >/dev/null || break\n'
                             'done\n'
                             '"$BYNAME" backup "$FOLDER/disk/b.byname" --passphrase-fd 3 3<<<"$PHRASE"\n'
                             'ls "$FOLDER/disk"; dd if=/dev/zero of="$FOLDER/disk/fill" 2>/dev/null\n'
                             '"$BYNAME" accounts add crane --passphrase-fd 3 3<<<"$PHRASE"; code=$?\n'
                             'rm "$FOLDER/disk/fill"; "$BYNAME" verify --passphrase-fd 3 3<<<"$PHRASE" || exit 9\n'
                             'exit $code')
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertNotIn("fault of byname", done.stderr)
        self.assertRegex(done.stderr, "(?i)no space left|disk")
        self.assertIn("whole", done.stdout)


if __name__ == "__main__":
    unittest.main()
