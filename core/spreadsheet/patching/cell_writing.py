"""Texts written into the cells of a row: as a number where a number shows just that, never as a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

from core.spreadsheet.address import Cell
from core.spreadsheet.patching.sheet_part import CELL, Cells
from core.spreadsheet.patching.styles import TEXT_FORMAT, Styles
from core.spreadsheet.xml import MAIN, escaped_text

_FORMULA, _VALUE, _INLINE, _TEXT = (f"{{{MAIN}}}{name}" for name in ("f", "v", "is", "t"))
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RICH_VALUE = ("cm", "vm")
"""Attributes of a cell that point to more about its value."""


def write_texts(
    row: etree._Element,
    cells: Cells,
    texts: Mapping[int, str],
    styles: Styles | None,
    column_style: Callable[[int], int],
) -> None:
    """Write texts into a row with these cells, by column. Cells that are not there yet take the style of the row or the column.

    A cell that held a number, or nothing, takes a number where that shows as the text; its style is then one that
    shows the number so. An empty text empties the cell.
    """
    for column, text in texts.items():
        cell = cells.get(column)
        if cell is None and text:
            cell = cells[column] = _new_cell(row, column, cells, column_style)
        if cell is not None:
            _write(cell, text, styles)
    _widen_spans(row, cells)


def carry(
    row: etree._Element,
    cells: Cells,
    contents: Mapping[int, etree._Element],
    column_style: Callable[[int], int],
) -> None:
    """Put what other cells hold into cells of a row, by column; these keep their own style."""
    for column, source in contents.items():
        cell = cells.get(column)
        if cell is None:
            cell = cells[column] = _new_cell(row, column, cells, column_style)
        empty(cell)
        cell.extend(deepcopy(child) for child in source)
        for attribute in ("t", *_RICH_VALUE):
            if attribute in source.attrib:
                cell.set(attribute, source.get(attribute, ""))
    _widen_spans(row, cells)


def empty(cell: etree._Element) -> None:
    """Take everything out of a cell but its style."""
    for child in list(cell):
        cell.remove(child)
    cell.text = None
    for attribute in ("t", *_RICH_VALUE):
        cell.attrib.pop(attribute, "")


def _write(cell: etree._Element, text: str, styles: Styles | None) -> None:
    style = int(cell.get("s", 0))
    takes_numbers = styles is not None and _takes_numbers(cell, styles.format_of(style))
    number = styles.number_for(text, style) if styles and takes_numbers else None
    empty(cell)
    if number:
        value, fitting = number
        if fitting != style:
            cell.set("s", str(fitting))
        etree.SubElement(cell, _VALUE).text = value
    elif text:
        cell.set("t", "inlineStr")
        element = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT)
        element.text = escaped_text(text)
        element.set(_XML_SPACE, "preserve")


def _takes_numbers(cell: etree._Element, format: str) -> bool:
    """Whether the cell holds a number, or nothing and has not been made one for texts."""
    has_content = any(child.tag in (_VALUE, _INLINE, _FORMULA) for child in cell)
    if not has_content:
        return format != TEXT_FORMAT
    return cell.get("t", "n") == "n"


def _new_cell(
    row: etree._Element,
    column: int,
    cells: Cells,
    column_style: Callable[[int], int],
) -> etree._Element:
    cell = etree.Element(CELL, r=Cell(int(row.get("r", 0)), column).name)
    style = int(row.get("s", 0)) if row.get("customFormat") in ("1", "true") else column_style(column)
    if style:
        cell.set("s", str(style))
    after = min((known for known in cells if known > column), default=None)
    if after is not None:
        cells[after].addprevious(cell)
        return cell
    before = max(cells, default=None)
    if before is not None:
        cells[before].addnext(cell)
    else:
        row.insert(0, cell)
    return cell


def _widen_spans(row: etree._Element, cells: Cells) -> None:
    """Keep the row's claim about its columns, where it makes a single one, true."""
    first, _, last = row.get("spans", "").partition(":")
    if cells and first.isdigit() and last.isdigit():
        row.set("spans", f"{min(int(first), *cells)}:{max(int(last), *cells)}")
