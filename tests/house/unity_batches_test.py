#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No file compiled together with another may change what that one means."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import unity_batches  # noqa: E402

SOURCE = "namespace byname {\nnamespace {\n\n%s\n\n}  // namespace\n\n%s\n}  // namespace byname\n"


class UnityBatches(unittest.TestCase):
    def batches(self, files, folder="src/names"):
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return [[os.path.basename(source) for source in batch]
                    for batch in unity_batches.batches_of(root, folder)]

    def two(self, first, second, header=""):
        return self.batches({"src/names/a.cpp": first, "src/names/b.cpp": second, "src/names/c.hpp": header})

    def test_files_without_a_common_name_are_compiled_together(self):
        first = SOURCE % ("int half(int x) { return x / 2; }", "int f(int x) { return half(x); }")
        second = SOURCE % ("struct Third {\n  int value;\n};", "int g(Third third) { return third.value; }")
        self.assertEqual(self.two(first, second), [["a.cpp", "b.cpp"]])

    def test_files_with_the_same_name_are_not(self):
        for local in ("int half(int x) { return x / 2; }", "struct Half {\n};", "class Half final : public Base {\n};",
                      "constexpr int kHalf[] = {1, 2};", "enum class Half : char { kOne };"):
            source = SOURCE % ("int other() {\n  return 1;\n}\n\n" + local, "")
            self.assertEqual(self.two(source, SOURCE % (local, "")), [["a.cpp"], ["b.cpp"]], local)

    def test_a_file_that_calls_what_another_keeps_to_itself_is_not_with_it(self):
        # b means the function of a header; in the namespace without a name it would find that of a.
        first = SOURCE % ("double half(long x) { return x / 2.0; }", "")
        second = SOURCE % ("", "int g() { return half(3); }")
        self.assertEqual(self.two(first, second), [["a.cpp"], ["b.cpp"]])
        self.assertEqual(self.two(second, first), [["a.cpp"], ["b.cpp"]])

    def test_a_header_that_one_alone_includes_does_not_call_what_the_other_keeps_to_itself(self):
        first = SOURCE % ("double half(long x) { return x / 2.0; }", "")
        second = '#include "names/c.hpp"\n' + SOURCE % ("", "int g() { return 3; }")
        apart, together = [["a.cpp"], ["b.cpp"]], [["a.cpp", "b.cpp"]]
        self.assertEqual(self.two(first, second, "int half(int x);\n"), apart)
        self.assertEqual(self.two(first, second, "inline int quarter(int x) {\n  return half(half(x));\n}\n"), apart)
        self.assertEqual(self.two(second, first, "int half(int x);\n"), apart)
        # It is read before the names of a file that includes it, here as when that is compiled alone.
        self.assertEqual(self.two('#include "names/c.hpp"\n' + first, second, "int half(int x);\n"), together)
        self.assertEqual(self.two(first, SOURCE % ("", ""), "int half(int x);\n"), together)
        # A member is no rival.
        self.assertEqual(self.two(first, second, "struct Cake {\n  Cake half() const;\n};\n"), together)
        self.assertEqual(self.two(first, second, "inline Cake cut(Cake cake) {\n  return cake.half();\n}\n"), together)

    def test_a_header_is_included_through_another(self):
        first = SOURCE % ("double half(long x) { return x / 2.0; }", "")
        second = '#include "names/c.hpp"\n' + SOURCE % ("", "")
        files = {"src/names/a.cpp": first, "src/names/b.cpp": second, "src/names/c.hpp": '#include "base/d.hpp"\n',
                 "src/base/d.hpp": "int half(int x);\n"}
        self.assertEqual(self.batches(files), [["a.cpp"], ["b.cpp"]])
        # The program's own folder names its headers without the folder.
        files = {"apps/byname/a.cpp": first, "apps/byname/b.cpp": '#include "c.hpp"\n' + SOURCE % ("", ""),
                 "apps/byname/c.hpp": "int half(int x);\n"}
        self.assertEqual(self.batches(files, "apps/byname"), [["a.cpp"], ["b.cpp"]])

    def test_the_same_name_for_the_same_type_is_no_harm(self):
        first = SOURCE % ("using Half = int;", "Half g() { return 1; }")
        self.assertEqual(self.two(first, SOURCE % ("using Half = int;", "Half h() { return 2; }")), [["a.cpp", "b.cpp"]])
        self.assertEqual(self.two(first, SOURCE % ("using Half = long;", "Half h() { return 2; }")), [["a.cpp"], ["b.cpp"]])
        self.assertEqual(self.two(first, SOURCE % ("", "Half h();")), [["a.cpp"], ["b.cpp"]])

    def test_macros_comments_and_texts(self):
        macro = "#define HALF 2\n" + SOURCE % ("", "")
        self.assertEqual(self.two(macro, macro), [["a.cpp"], ["b.cpp"]])
        first = SOURCE % ("int half(int x) { return x / 2; }", "")
        second = SOURCE % ("", 'const char* g() { return "half"; }  // no half')
        self.assertEqual(self.two(first, second), [["a.cpp", "b.cpp"]])

    def test_a_batch_has_room_for_so_many(self):
        files = {f"src/names/f{i:02}.cpp": SOURCE % ("", f"int f{i}() {{ return {i}; }}") for i in range(60)}
        self.assertEqual([len(batch) for batch in self.batches(files)], [24, 24, 12])


if __name__ == "__main__":
    unittest.main()
