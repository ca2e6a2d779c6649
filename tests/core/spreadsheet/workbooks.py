"""Workbooks to be changed: one with about everything that hangs on rows, and small ones written by hand."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from core.spreadsheet.opening.package import Package, relationships_name
from core.spreadsheet.opening.sheet_list import listed_sheets

SHEET = "甲 表"
OTHER = "乙"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_THREAD_KIND = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_CUSTOM_KIND = f"{RELATIONSHIPS}/customXml"


def rich_workbook() -> bytes:
    """Two sheets, of which the second and all the rest refer to the first."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet(OTHER)
    _fill(book, sheet)
    other.write_formula("A1", f"='{SHEET}'!C3+1", None, 11)
    other.write_formula("A2", f"=SUM('{SHEET}'!C3:C8)", None, 330)
    other.write_url("A4", f"internal:'{SHEET}'!A6", string="去第六行")
    other.data_validation("B1:B9", {"validate": "list", "source": f"='{SHEET}'!$A$3:$A$8"})
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {"name": f"='{SHEET}'!$C$2", "categories": f"='{SHEET}'!$A$3:$A$8", "values": f"='{SHEET}'!$C$3:$C$8"}
    )
    other.insert_chart("D2", chart)
    book.define_name("合计", f"='{SHEET}'!$C$9")
    book.define_name("数据", f"='{SHEET}'!$C$3:$C$8")
    book.define_name(f"'{SHEET}'!本表", f"='{SHEET}'!$A$7")
    book.add_vba_project(BytesIO(b"no macros, but bytes that have to stay" * 9), is_stream=True)
    book.close()
    return with_thread_and_custom_part(file.getvalue())


def _fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    percent, frame = book.add_format({"num_format": "0%"}), book.add_format({"border": 1})
    sheet.merge_range("A1:E1", "绩效目标表", book.add_format({"bold": True}))
    sheet.write_row("A2", ["名称", "类别", "数值", "完成率", "备注"], frame)
    for row in range(3, 9):
        sheet.write_row(row - 1, 0, [f"指标{row}", "数量指标", row * 10], frame)
        sheet.write_number(row - 1, 3, row / 10, percent)
        sheet.write_formula(row - 1, 5, f"=C{row}*2", None, row * 20)
    sheet.merge_range("B3:B5", "产出", frame)
    sheet.merge_range("B6:B8", "效益", frame)
    sheet.write("A9", "合计")
    sheet.write_formula("C9", "=SUM(C3:C8)", None, 330)
    sheet.write("A12", "脚注")
    sheet.write_comment("C5", "看一看")
    sheet.write_comment("A9", "合计的说明")
    sheet.set_row(4, 33)
    sheet.set_row(11, None, None, {"hidden": True})
    sheet.set_column("E:E", 20, frame)
    sheet.data_validation("B3:B8", {"validate": "list", "source": ["数量指标", "质量指标"]})
    sheet.data_validation("D3:D8", {"validate": "custom", "value": "=D3<=1"})
    sheet.data_validation("E3:E8", {"validate": "list", "source": f"={OTHER}!$A$1:$A$9"})
    sheet.conditional_format("C3:C8", {"type": "formula", "criteria": "=$C3>$C$9", "format": frame})
    sheet.conditional_format("C3:C8", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D3:D8", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.add_sparkline("G3", {"range": f"'{SHEET}'!C3:D3"})
    sheet.add_sparkline("G6", {"range": f"'{SHEET}'!C3:C8"})
    sheet.autofilter("A2:E8")
    sheet.freeze_panes(2, 1)
    sheet.print_area("A1:E9")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([5, 9])
    sheet.write_url("A10", "https://example.org/")
    sheet.insert_image("I8", "dot.png", {"image_data": BytesIO(picture()), "object_position": 2})
    sheet.insert_textbox("I10", "文本框", {"textlink": "=$A$6"})
    sheet.insert_button("L5", {"macro": "m", "caption": "按钮"})


def workbook_with_table() -> bytes:
    """A sheet with a table in A2:C6, its last row the totals."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    sheet.add_table(
        "A2:C6",
        {
            "name": "表1",
            "data": [["一", 1, 2], ["二", 3, 4], ["三", 5, 6]],
            "columns": [
                {"header": "名称", "total_string": "合计"},
                {"header": "数", "total_function": "sum"},
                {"header": "倍", "formula": "=[@数]*2"},
            ],
            "total_row": True,
        },
    )
    sheet.write("A8", "脚注")
    book.close()
    return file.getvalue()


def hand_made(
    sheet_xml: str,
    others: Mapping[str, str] | None = None,
    names: str = "",
    styles: str = "",
) -> bytes:
    """A workbook of a sheet 甲 with this XML, and others by their names."""
    sheets = {"甲": sheet_xml, **(others or {})}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{index}" r:id="rId{index}"/>' for index, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{index}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet{index}.xml"/>'
        for index in range(1, len(sheets) + 1)
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{index}.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for index in range(1, len(sheets) + 1)
    )
    if styles:
        links += f'<Relationship Id="rIdS" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>'
        types += (
            '<Override PartName="/xl/styles.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": _relationships(
            f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{listed}</sheets>'
        f"{names}</workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(links),
        **{f"xl/worksheets/sheet{index}.xml": xml for index, xml in enumerate(sheets.values(), 1)},
    }
    if styles:
        parts["xl/styles.xml"] = styles
    return zipped({name: text.encode() for name, text in parts.items()})


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def with_thread_and_custom_part(data: bytes) -> bytes:
    """The same with a threaded comment at C5 of the first sheet, and a custom part."""
    package = Package.open(data)
    sheet = listed_sheets(package)[0].part
    thread = (
        f'<ThreadedComments xmlns="{_THREADED}"><threadedComment ref="C5" dT="2025-01-02T03:04:05.00" '
        'personId="{00000000-0000-0000-0000-000000000001}" id="{00000000-0000-0000-0000-000000000002}">'
        "<text>为什么是 50？</text></threadedComment></ThreadedComments>"
    )
    added = {
        "xl/threadedComments/threadedComment1.xml": thread.encode(),
        "customXml/item1.xml": "<由来 xmlns='urn:x'>保留</由来>".encode(),
        relationships_name(sheet): _linked(
            package, sheet, _THREAD_KIND, "../threadedComments/threadedComment1.xml"
        ),
        relationships_name(package.workbook): _linked(
            package, package.workbook, _CUSTOM_KIND, "../customXml/item1.xml"
        ),
    }
    return package.with_parts(added).to_bytes()


def with_part(data: bytes, owner: str, kind: str, name: str, content: str) -> bytes:
    """The same with one more part, that `owner` refers to as this kind."""
    package = Package.open(data)
    links = _linked(package, owner, f"{RELATIONSHIPS}/{kind}", f"/{name}")
    return package.with_parts({name: content.encode(), relationships_name(owner): links}).to_bytes()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _linked(package: Package, owner: str, kind: str, target: str) -> bytes:
    name = relationships_name(owner)
    links = package.part(name).decode() if name in package else _relationships("")
    return links.replace(
        "</Relationships>", f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


def picture() -> bytes:
    """A PNG of a single dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")), chunk(b"IEND", b"")]
    )
