import zipfile

from workbook import MAIN, Raw, Sheet, Workbook


def people(**changes):
    return Workbook([Sheet("people", [["id", "name"], ["1", "Gordeev Pyotr"]], **changes)])


book = people()
book.parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"></sheetData></worksheet>'
book.write("xml.xlsx")
book = people()
book.parts["xl/sharedStrings.xml"] = ('<!DOCTYPE sst [<!ENTITY secret SYSTEM "/etc/passwd">]>'
                                      f'<sst xmlns="{MAIN}"><si><t>&secret;</t></si></sst>')
book.write("entity.xlsx")
book = people()
del book.parts["xl/worksheets/sheet1.xml"]
book.write("no_sheet.xlsx")
book = people()
del book.parts["xl/workbook.xml"]
book.write("no_workbook.xlsx")
people().write("whole.xlsx")
with open("whole.xlsx", "rb") as file:
    whole = file.read()
with open("cut.xlsx", "wb") as file:
    file.write(whole[:len(whole) // 2])
with open("altered.xlsx", "wb") as file:  # one byte in the middle of a packed part
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    file.write(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:])
book = people()
book.parts["xl/worksheets/sheet1.xml"] = (f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + "0" * 30_000_000 +
                                          "</t></is></c></row></sheetData></worksheet>")
book.write("bomb.xlsx")
with zipfile.ZipFile("crowd.xlsx", "w") as archive:
    for number in range(20_001):
        archive.writestr(f"p{number}", "")
Workbook([Sheet("far", [(1048576, {16384: "alone"})])]).write("far.xlsx")
Workbook([Sheet("outside", [(1, {1: "id", 2: "name"}), (2, {16385: "x"})])]).write("outside.xlsx")
Workbook([Sheet("twice", [["id", "name", "name"], ["1", "a", "b"]])]).write("twice.xlsx")
Workbook([Sheet("plan", [[1, 2], [3, 4]]), Sheet("blank", []), Sheet("head", [["id", "name"]])]).write("no_list.xlsx")
Workbook([Sheet("people", [["id", "name"], ["1", Raw("s <v>77</v>")], ["2", "Lomov Anton"], ["3", "a_x0000_b"]])]).write("cells.xlsx")
with zipfile.ZipFile("other.zip", "w") as archive:
    archive.writestr("list.csv", "id,name\n1,Gordeev\n")
with open("old.xls", "wb") as file:
    file.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
