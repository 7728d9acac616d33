#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No two headers define a type of one name: in one program the linker would take the functions of one for those of the other."""
import collections
import os
import re
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TYPE = re.compile(r"^(?:template <.*> )?(?:struct|class|enum class) (\w+)(?: final)?(?: :.*)? ?\{", re.M)


class UniqueTypes(unittest.TestCase):
    def test_each_type_has_one_header(self):
        headers = collections.defaultdict(set)
        for top in ("src", "apps"):
            for folder, _, names in os.walk(os.path.join(ROOT, top)):
                for name in names:
                    if not name.endswith(".hpp"):
                        continue
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as file:
                        for found in TYPE.finditer(file.read()):
                            headers[found.group(1)].add(os.path.relpath(path, ROOT))
        self.assertGreater(len(headers), 300)
        self.assertEqual({name: sorted(paths) for name, paths in headers.items() if len(paths) > 1}, {})


if __name__ == "__main__":
    unittest.main()
