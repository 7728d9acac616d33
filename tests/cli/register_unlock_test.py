#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What byname unlock keeps in the kernel's keyring opens the register, until its time is over or byname lock."""
import os
import tempfile
import time
import unittest

from program import byname
from register_program import make, run


class Unlock(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.path = os.path.join(self.scratch.name, "list.byname")
        make(self.path)
        self.addCleanup(lambda: byname("lock", "--register", self.path))

    def unlock(self, duration):
        done = run("unlock", "--register", self.path, "--for", duration)
        if "keeps no keys here" in done.stderr:
            self.skipTest("the kernel keeps no keys here")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def opens_without_passphrase(self):
        # In a session of its own there is no terminal to ask.
        return byname("head", "--register", self.path, start_new_session=True).returncode == 0

    def test_open_until_locked(self):
        self.assertFalse(self.opens_without_passphrase())
        self.assertIn("is open for 5m, as anna", self.unlock("5m"))
        self.assertTrue(self.opens_without_passphrase())
        self.assertIn("is locked", byname("lock", "--register", self.path).stdout)
        self.assertFalse(self.opens_without_passphrase())

    def test_open_until_its_time_is_over(self):
        self.unlock("2s")
        end = time.monotonic() + 60
        while self.opens_without_passphrase():
            self.assertLess(time.monotonic(), end, "still open after a minute")
            time.sleep(0.2)

    def test_open_after_a_new_key(self):
        self.unlock("5m")
        self.assertEqual(byname("compact", "--register", self.path).returncode, 0)
        self.assertTrue(self.opens_without_passphrase())

    def test_destroyed_register_is_forgotten(self):
        self.unlock("5m")
        self.assertEqual(byname("destroy", self.path, "--yes").returncode, 0)
        self.assertFalse(self.opens_without_passphrase())


if __name__ == "__main__":
    unittest.main()
