# SPDX-License-Identifier: Apache-2.0
"""Writes workbooks (.xlsx) for golden runs, whole and broken ones. A case's make.py imports it."""
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Styles that cells may have, by number: 0 is General.
FORMATS = ["General", "dd.mm.yyyy", "yyyy", "mmm yyyy", "dd.mm.yyyy hh:mm", "00000", "0.0%", "[h]:mm"]


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class Raw(str):
    """A cell's XML between <c ...> and </c>, with the cell's type before a blank: Raw('str <v>x</v>')."""


class Styled:
    """A number with a style."""

    def __init__(self, value, style):
        self.value, self.style = value, style


class Sheet:
    """rows: lists of cells (None, str, bool, number, Styled, Raw), or (row number, {column: cell})."""

    def __init__(self, name, rows, state="", comments=None, links=None, extra=""):
        self.name, self.rows, self.state, self.extra = name, rows, state, extra
        self.comments = comments or {}  # "B2" -> text
        self.links = links or {}  # "B2" -> address


class Workbook:
    """Collects parts; write() makes the archive. Parts may be changed or dropped before."""

    def __init__(self, sheets, is_1904=False):
        self.texts = []
        self.parts = {}
        names, relations = "", ""
        for number, sheet in enumerate(sheets, 1):
            state = f' state="{sheet.state}"' if sheet.state else ""
            names += f'<sheet name={quoteattr(sheet.name)} sheetId="{number}"{state} r:id="rId{number}"/>'
            relations += self.relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
            self.add_sheet(number, sheet)
        relations += self.relation("rId900", "styles", "styles.xml") + self.relation("rId901", "sharedStrings", "/xl/sharedStrings.xml")
        self.parts["_rels/.rels"] = self.relations(self.relation("rId1", "officeDocument", "xl/workbook.xml"))
        self.parts["xl/_rels/workbook.xml.rels"] = self.relations(relations)
        date = '<workbookPr date1904="1"/>' if is_1904 else ""
        self.parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{date}<sheets>{names}</sheets></workbook>'
        formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>' for i, code in enumerate(FORMATS))
        styles = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(FORMATS)))
        self.parts["xl/styles.xml"] = (f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
                                       f"<cellXfs>{styles}</cellXfs></styleSheet>")
        shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts)
        self.parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
        self.parts["[Content_Types].xml"] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

    @staticmethod
    def relation(name, kind, target, outside=False):
        mode = ' TargetMode="External"' if outside else ""
        return f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target={quoteattr(target)}{mode}/>'

    @staticmethod
    def relations(lines):
        return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'

    def cell(self, place, value):
        if value is None:
            return ""
        if isinstance(value, Raw):
            kind, xml = value.split(" ", 1)
            return f'<c r="{place}" t="{kind}">{xml}</c>'
        if isinstance(value, Styled):
            return f'<c r="{place}" s="{value.style}"><v>{value.value}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, str):
            if value not in self.texts:
                self.texts.append(value)
            return f'<c r="{place}" t="s"><v>{self.texts.index(value)}</v></c>'
        return f'<c r="{place}"><v>{value!r}</v></c>'

    def add_sheet(self, number, sheet):
        rows = ""
        for at, row in enumerate(sheet.rows, 1):
            line, cells = row if isinstance(row, tuple) else (at, {i: cell for i, cell in enumerate(row, 1)})
            rows += f'<row r="{line}">' + "".join(self.cell(f"{letters(i)}{line}", cell) for i, cell in cells.items()) + "</row>"
        links = "".join(f'<hyperlink ref="{place}" r:id="rId{i}"/>' for i, place in enumerate(sheet.links, 1))
        links = f"<hyperlinks>{links}</hyperlinks>" if links else ""
        self.parts[f"xl/worksheets/sheet{number}.xml"] = (f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData>{rows}</sheetData>{links}'
                                                          f"{sheet.extra}</worksheet>")
        relations = "".join(self.relation(f"rId{i}", "hyperlink", address, True) for i, address in enumerate(sheet.links.values(), 1))
        if sheet.comments:
            relations += self.relation("rIdC", "comments", f"../comments{number}.xml")
            comments = "".join(f'<comment ref="{place}"><text><r><t>{escape(text)}</t></r></text></comment>' for place, text in sheet.comments.items())
            self.parts[f"xl/comments{number}.xml"] = f'<comments xmlns="{MAIN}"><commentList>{comments}</commentList></comments>'
        if relations:
            self.parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = self.relations(relations)

    def write(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
