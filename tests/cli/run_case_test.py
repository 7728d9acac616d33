#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The runner of golden cases must fail when something differs: a runner that never fails tests nothing."""
import os
import tempfile
import unittest

import run_case


class RunCase(unittest.TestCase):
    def check(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                with open(os.path.join(folder, name.replace("__", ".")), "w", encoding="utf-8") as file:
                    file.write(text)
            return run_case.check("/bin/echo", folder)

    def test_equal_output_passes(self):
        self.assertEqual(self.check(cmd="$BYNAME hello", expected_stdout="hello\n"), [])

    def test_other_output_fails(self):
        self.assertTrue(self.check(cmd="$BYNAME hello", expected_stdout="hello"))

    def test_exit_code_is_compared(self):
        self.assertTrue(self.check(cmd="exit 2"))
        self.assertEqual(self.check(cmd="exit 2", exit="2\n"), [])

    def test_files_are_compared(self):
        self.assertEqual(self.check(cmd="mkdir out; echo 1 > out/a.csv", **{"expected__out_a__csv": "1\n"}), [])
        self.assertTrue(self.check(cmd="mkdir out; echo 2 > out/a.csv", **{"expected__out_a__csv": "1\n"}))
        self.assertTrue(self.check(cmd="true", **{"expected__a__csv": "1\n"}))

    def test_wildcard_stays_within_a_line(self):
        self.assertEqual(self.check(cmd="$BYNAME took 3 s", expected_stdout="took {*} s\n"), [])
        self.assertTrue(self.check(cmd="$BYNAME 'a\nb'", expected_stdout="a{*}b\n"))


if __name__ == "__main__":
    unittest.main()
