#!/usr/bin/env python3
"""Spreadsheets as officers and their programs make them: sheets.py NAME OUT. The XLSX parts are written by hand, so that each habit stands
where it is wanted: shared and inline texts, formulas with their values, dates by style, a merged title, a declared million of rows."""
import hashlib
import sys
import zipfile
from xml.sax.saxutils import escape

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176"
formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/>
<xf numFmtId="22"/></cellXfs></styleSheet>"""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


class Date:
    def __init__(self, serial, style=1):
        self.serial, self.style = serial, style


class Formula:
    def __init__(self, formula, value, error=False):
        self.formula, self.value, self.error = formula, value, error


class Inline(str):
    pass


def name(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class Book:
    def __init__(self, sheets, from_1904=False, hidden=()):
        self.sheets, self.from_1904, self.hidden, self.shared = sheets, from_1904, hidden, {}

    def cell(self, value, place):
        if value is None:
            return ""
        if isinstance(value, Date):
            return f'<c r="{place}" s="{value.style}"><v>{value.serial}</v></c>'
        if isinstance(value, Formula):
            kind = ' t="e"' if value.error else ' t="str"' if isinstance(value.value, str) else ""
            return f'<c r="{place}"{kind}><f>{escape(value.formula)}</f><v>{escape(str(value.value))}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, Inline):
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if isinstance(value, str):
            number = self.shared.setdefault(value, len(self.shared))
            return f'<c r="{place}" t="s"><v>{number}</v></c>'
        return f'<c r="{place}"><v>{value!r}</v></c>'

    def sheet(self, rows):
        yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>'
        for line, row in enumerate(rows, 1):
            cells = "".join(self.cell(value, f"{name(column)}{line}") for column, value in enumerate(row, 1))
            yield f'<row r="{line}" spans="1:16384">{cells}</row>'
        yield '<row r="1048576" spans="1:16384" ht="15"/></sheetData><mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells></worksheet>'

    def write(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            out.writestr("[Content_Types].xml", "<Types/>")
            sheets = "".join(
                f'<sheet name="{escape(title)}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if title in self.hidden else ""}/>'
                for i, title in enumerate(self.sheets, 1))
            out.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                         f'<workbookPr{" date1904=" + chr(34) + "1" + chr(34) if self.from_1904 else ""}/><sheets>{sheets}</sheets></workbook>')
            out.writestr("xl/_rels/workbook.xml.rels", f'<Relationships {RELS}>' + "".join(
                f'<Relationship Id="rId{i}" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(self.sheets) + 1)) + "</Relationships>")
            out.writestr("xl/styles.xml", STYLES)
            for i, rows in enumerate(self.sheets.values(), 1):
                with out.open(f"xl/worksheets/sheet{i}.xml", "w", force_zip64=True) as part:
                    for piece in self.sheet(rows):
                        part.write(piece.encode())
            with out.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                part.write(f"<sst {MAIN}>".encode())
                for text in self.shared:
                    part.write(f"<si><t>{escape(text)}</t><rPh sb='0' eb='1'><t>注音</t></rPh></si>".encode())
                part.write(b"</sst>")


def bomb(path, part):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        Book({"s": [["id"]]}).write(path + ".whole")
        with zipfile.ZipFile(path + ".whole") as whole:
            for entry in whole.namelist():
                if entry != "xl/worksheets/sheet1.xml":
                    out.writestr(entry, whole.read(entry))
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            part(sheet)


def zeros(sheet):
    sheet.write(f"<worksheet {MAIN}><sheetData>".encode())
    for _ in range(100):
        sheet.write(b" " * 1024 * 1024)


def entities(sheet):
    sheet.write(b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>")


def depth(sheet):
    sheet.write(b"<worksheet>" + b"<a>" * 100000 + b"</a>" * 100000 + b"</worksheet>")


def wide_cell(sheet):
    sheet.write(b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2" t="str"><v>')
    for i in range(25 * 1024):
        sheet.write(hashlib.sha512(b"%d" % i).hexdigest().encode() + b"x" * 3968)
    sheet.write(b"</v></c></row></sheetData></worksheet>")


TEAMS = [["2018年第三季度服务队统计表"], [None], ["序号", "队伍编号", "社区", "网格", "类型", "队伍名称", None, "志愿者人数（人）", "积分", "展示", "队长姓名", "备注"],
         [None, None, None, None, None, "中文", "维文"],
         [1, "T1", "和平社区", "第一网格", "平安巡防", "雷锋车队", "لېيفېڭ", "１２", "1,263", "是", "王小明", None],
         [2, "T2", None, "第二网格", "助老陪护", Inline("夕阳红"), None, Formula("SUM(H1:H2)", 30), 15.0, True, "李四", "新"],
         ["合计", None, None, None, None, None, None, 42, 1278], [None] * 12, ["制表人：王小明"]]

BOOKS = {
    "teams": lambda path: Book({"说明": [["填写说明"]], "队伍": TEAMS}, hidden=("说明",)).write(path),
    "days": lambda path: Book({"人数": [["日期", "地区", "人数"], [Date(43398), "K1", 5], [Date(43399, 2), "K1", 6], ["2018年10月27日", "K1", 7],
                                        ["20181028", "K1", 8], ["2018/10/29", "K1", 9], [Formula('TEXT(43403,"yyyy-mm-dd")', "2018-10-30"), "K1", 1]]}).write(path),
    "days1904": lambda path: Book({"人数": [["日期", "地区", "人数"], [Date(43398 - 1462), "K1", 5]]}, from_1904=True).write(path),
    "faults": lambda path: Book({"a": [["x"]], "队伍": [["编号", "地区", "类型", "名称", "人数"], [652301001001999000.0, "K9", "sports", "一队", "12a"],
                                                      ["T2", "G1", "family", "二队", Formula("1/0", "#DIV/0!", True)],
                                                      ["T3", "G1", "family", "三队", 1], ["T3", "G1", "family", "四队", 2]]}).write(path),
    "trees": lambda path: Book({"树": [["area", "title_zh", "planted:integer", "share", None], ["K1", "种树", 12, "85%"], ["K2", None, 3.0, "90%", None]]}).write(path),
    "trees_faulty": lambda path: Book({"树": [["area", "title_zh", "planted:integer"], ["K9", "种树", 12], ["K2", None, "3a"]]}).write(path),
    "bomb": lambda path: bomb(path, zeros),
    "entities": lambda path: bomb(path, entities),
    "depth": lambda path: bomb(path, depth),
    "wide": lambda path: bomb(path, wide_cell),
}


def million(path, count):
    """As many teams as a bench wants."""
    def lines():
        yield ["编号", "地区", "类型", "名称", "人数"]
        for i in range(count):
            yield [f"T{i:07}", "G1", "family", f"第{i}服务队", i % 90]
    Book({"队伍": lines()}).write(path)


if __name__ == "__main__":
    if sys.argv[1] == "million":
        million(sys.argv[2], int(sys.argv[3]))
    else:
        BOOKS[sys.argv[1]](sys.argv[2])
