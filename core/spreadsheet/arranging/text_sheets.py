"""Sheets that hold nothing but lines of texts below their titles: put into a workbook, or changed as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.address import Cell
from core.spreadsheet.arranging.sheets import KeptSheet, MadeSheet, arrange_sheets
from core.spreadsheet.opening.package import Package
from core.spreadsheet.opening.sheet_list import listed_sheets
from core.spreadsheet.sheet_name import is_same_sheet
from core.spreadsheet.text_height import row_height
from core.spreadsheet.xml import MAIN

_LONGEST = 32767
"""Characters in a cell."""
_WIDTH = 18
"""Of a column, in digits."""
_SIZE = 11
"""Of the usual font, in points."""
_WRAPPING = (
    f'<xf xmlns="{MAIN}" numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
)


def put_text_sheet(package: Package, name: str, lines: Sequence[Sequence[str]]) -> Package:
    """The workbook with a sheet of these lines, the first one titles that stay in sight.

    It takes the place of the sheet of this name, else it comes behind the others. A text that is longer than a cell
    can hold is cut. Raises NotAWorkbook.
    """
    package, style = _with_wrapping_style(package)
    data = _text_sheet(lines, style)
    sheets = listed_sheets(package)
    for sheet in sheets:
        if sheet.holds_cells and is_same_sheet(sheet.name, name):
            return package.with_parts({sheet.part: data})
    kept = [KeptSheet(sheet.name) for sheet in sheets]
    return arrange_sheets(package, [*kept, MadeSheet(name, data)])[0]


def without_sheet(package: Package, name: str) -> Package:
    """The workbook without the sheet of this name; unchanged where there is none. Raises NotAWorkbook."""
    names = [sheet.name for sheet in listed_sheets(package)]
    return arrange_sheets(package, [KeptSheet(one) for one in names if not is_same_sheet(one, name)])[0]


def _text_sheet(lines: Sequence[Sequence[str]], style: int) -> bytes:
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}"/>')
    _child(_child(sheet, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = etree.SubElement(_child(sheet, "sheetViews"), f"{{{MAIN}}}sheetView", workbookViewId="0")
    _child(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = max(map(len, lines), default=1)
    _child(_child(sheet, "cols"), "col", min="1", max=str(columns), width=str(_WIDTH), customWidth="1")
    rows = _child(sheet, "sheetData")
    for number, line in enumerate(lines, 1):
        height = max(row_height(text, _WIDTH, _SIZE) for text in line)
        row = _child(rows, "row", r=str(number), ht=f"{height:g}")
        for column, text in enumerate(line, 1):
            if text:
                cell = _child(row, "c", r=Cell(number, column).name, s=str(style), t="inlineStr")
                _child(_child(cell, "is"), "t", space="preserve").text = xml.escaped_text(text[:_LONGEST])
    _child(sheet, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return xml.serialise(sheet)


def _child(parent: etree._Element, name: str, *, space: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{MAIN}}}{name}", attributes)
    if space:
        child.set("{http://www.w3.org/XML/1998/namespace}space", space)
    return child


def _with_wrapping_style(package: Package) -> tuple[Package, int]:
    """A cell style of the workbook that wraps texts, added where there is none; the usual style where there are none."""
    part = package.linked(package.workbook, "styles")
    if not part:
        return package, 0
    root = package.tree(part)
    styles = root.find(f"{{{MAIN}}}cellXfs")
    if styles is None:
        return package, 0
    wanted = etree.fromstring(_WRAPPING)
    for number, style in enumerate(styles):
        if _said(style) == _said(wanted):
            return package, number
    styles.append(wanted)
    styles.set("count", str(len(styles)))
    return package.with_parts({part: xml.serialise(root)}), len(styles) - 1


def _said(style: etree._Element) -> list[object]:
    return [(element.tag, sorted(element.items())) for element in style.iter(etree.Element)]
