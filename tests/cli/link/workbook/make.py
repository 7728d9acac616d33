import csv
import glob

from workbook import Sheet, Workbook

for path in glob.glob("*.csv"):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = [[cell or None for cell in row] for row in csv.reader(file)]
    half = len(rows) // 2
    Workbook([Sheet("one", [header] + rows[:half]), Sheet("two", [header] + rows[half:])]).write(path.replace(".csv", ".xlsx"))
