#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A sheet goes through LibreOffice and comes back: unchanged nothing changes, edited exactly the edits arrive, and what it
altered by itself is refused. Skipped where LibreOffice is not installed."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from program import BYNAME

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ROWS = """key,family,given,birth date,region,phone
1,Sedin,Viktor,12.05.1990,Perm,0380441234567
2,=Lomov,Ilya,1988-03-02,Omsk,0441112233
3,Vetrov,Oleg,1979-01-02,Omsk,+79990001122
4,Gordev,Mar 1,1971-12-11,Tomsk,
"""


@unittest.skipUnless(OFFICE, "LibreOffice is not installed")
class Spreadsheet(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="byname_sheet_")
        self.byname("new", "list.byname", "--as", "anna", "--key-memory", "8M")
        with open(self.path("state.csv"), "w", encoding="utf-8") as file:
            file.write(ROWS)
        self.byname("add", "state.csv", "--as", "state", "--kind", "official", "--key", "key", "--no-link")

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def byname(self, *arguments, code=0):
        with tempfile.TemporaryFile() as phrase:
            phrase.write(b"four quiet words\n")
            phrase.seek(0)
            done = subprocess.run([BYNAME, *arguments, "--passphrase-fd", str(phrase.fileno())], cwd=self.folder.name,
                                  env={**os.environ, "BYNAME_REGISTER": "list.byname"}, pass_fds=[phrase.fileno()],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def convert(self, name, form, target):
        out = self.path("converted")
        subprocess.run([OFFICE, f"-env:UserInstallation=file://{self.path('office')}", "--headless", "--convert-to", form,
                        "--outdir", out, self.path(name)], check=True, capture_output=True, timeout=180)
        made = os.path.join(out, os.path.splitext(name)[0] + "." + form.split(":")[0])
        shutil.move(made, self.path(target))

    def edited(self, edits):
        """The exported workbook with texts replaced in LibreOffice's own form, and saved as a workbook again."""
        self.byname("export", "-o", "sheet.xlsx", "--sealed", "--force")
        self.convert("sheet.xlsx", "fods", "sheet.fods")
        with open(self.path("sheet.fods"), encoding="utf-8") as file:
            text = file.read()
        for before, after in edits:
            self.assertIn(before, text)
            text = text.replace(before, after)
        with open(self.path("sheet.fods"), "w", encoding="utf-8") as file:
            file.write(text)
        self.convert("sheet.fods", "xlsx", "edited.xlsx")

    def test_unchanged_nothing_changes(self):
        self.edited([])
        self.assertIn("4 rows: 4 as before", self.byname("import", "edited.xlsx"))

    def test_exactly_the_edits_arrive(self):
        self.edited([("<text:p>Sedin</text:p>", "<text:p>Sedina</text:p>"),
                     ("<text:p>1988-03-02</text:p>", "<text:p>1988-03-12</text:p>"),
                     ("<text:p>Mar 1</text:p>", "<text:p>Mark</text:p>")])
        printed = self.byname("import", "edited.xlsx")
        self.assertIn("4 rows: 1 as before, 3 values set\n", printed)
        self.assertEqual(sorted(re.findall(r"set +row \d, \S+, (\w+: .*)", printed)),
                         ["birth_date: 1988-03-12", "family: Sedina", "given: Mark"])

    def test_columns_that_csv_loses_are_refused_by_name(self):
        # A CSV file opened by a spreadsheet program is reinterpreted: dates in its own form, zeros lost.
        self.byname("export", "-o", "sheet.csv", "--sealed")
        self.convert("sheet.csv", "xlsx", "altered.xlsx")
        printed = self.byname("import", "altered.xlsx", code=1)
        self.assertRegex(printed, r"altered columns of this sheet: .*(birth_date|phone)")
        self.assertIn("Nothing was imported", printed)


if __name__ == "__main__":
    unittest.main()
