#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A write that fails ends the command with the reason, and the earlier output is kept."""
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest

from program import BYNAME, bytes_of_folder, byname, must


def limit_file_size():
    # Without the signal, a write beyond the limit fails as on a full disk.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.world = os.path.join(self.scratch.name, "world")
        must(byname("synth", "-o", self.world, "--people", 2000))
        self.list = os.path.join(self.world, "list_a.csv")

    def test_failed_write_keeps_the_earlier_output(self):
        folder = os.path.join(self.scratch.name, "results")
        os.mkdir(folder)
        out = os.path.join(folder, "out")
        must(byname("count", self.list, "-o", out))
        before = bytes_of_folder(out)
        done = byname("count", self.list, "-o", out, "--force", preexec_fn=limit_file_size)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, "(?i)cannot|could not|fail")
        self.assertNotIn("fault of byname", done.stderr)
        self.assertEqual(bytes_of_folder(out), before)
        self.assertEqual(os.listdir(folder), ["out"])

    def test_full_disk_is_named(self):
        disk = os.path.join(self.scratch.name, "disk")
        os.mkdir(disk)
        script = (f'mount -t tmpfs -o size=256k tmpfs "{disk}" || exit 77\n'
                  f'"{BYNAME}" count "{self.list}" -o "{disk}/out"; code=$?\n'
                  f'ls -A "{disk}"; exit $code')
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
        if shutil.which("unshare") is None:
            self.skipTest("unshare is not installed")
        done = subprocess.run([*unshare, "sh", "-c", script], capture_output=True, text=True, check=False)
        if done.returncode == 77 or "unshare" in done.stderr:
            self.skipTest("a small disk cannot be mounted here")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("No space left on device", done.stderr)
        self.assertNotIn("fault of byname", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
