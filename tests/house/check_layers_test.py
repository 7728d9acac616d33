#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the layers must see what is against the order."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import check_layers  # noqa: E402


class CheckLayers(unittest.TestCase):
    def complaints(self, path, line):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, os.path.dirname(path)))
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write("// a comment\n" + line + "\n")
            return list(check_layers.complaints_of(root))

    def test_downward_and_own_includes_pass(self):
        self.assertEqual(self.complaints("src/cluster/a.cpp", '#include "base/error.hpp"'), [])
        self.assertEqual(self.complaints("src/cluster/a.cpp", '#include "cluster/b.hpp"'), [])
        self.assertEqual(self.complaints("src/base/a.cpp", "#include <vector>"), [])

    def test_upward_and_sideways_includes_fail(self):
        self.assertIn("src/base/a.cpp:2", self.complaints("src/base/a.cpp", '#include "cluster/b.hpp"')[0])
        self.assertTrue(self.complaints("src/text/a.cpp", '#include "table/b.hpp"'))
        self.assertTrue(self.complaints("src/estimate/a.cpp", '# include "synth/b.hpp"'))

    def test_unknown_folders_and_bare_names_fail(self):
        self.assertTrue(self.complaints("src/misc/a.cpp", '#include "base/error.hpp"'))
        self.assertTrue(self.complaints("src/base/a.cpp", '#include "error.hpp"'))

    def test_heavy_headers_have_their_place(self):
        self.assertTrue(self.complaints("apps/byname/main.cpp", "#include <CLI/CLI.hpp>"))
        self.assertEqual(self.complaints("apps/byname/option_parser.cpp", "#include <CLI/CLI.hpp>"), [])
        self.assertTrue(self.complaints("src/spec/a.hpp", "#include <nlohmann/json.hpp>"))


if __name__ == "__main__":
    unittest.main()
