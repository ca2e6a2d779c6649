"""What stands around the rows of a sheet: its merged cells, links, tables, and its claim about its size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from lxml import etree

from core.spreadsheet.address import Cell, CellRange, range_at
from core.spreadsheet.patching.row_plan import Rows
from core.spreadsheet.xml import DOCUMENT_RELATIONSHIPS, MAIN

_LISTS = (
    "dataValidations",
    "conditionalFormattings",
    "protectedRanges",
    "ignoredErrors",
    "hyperlinks",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
    "rowBreaks",
    "cellWatches",
    "scenario",
    "scenarios",
    "dataRefs",
    "dataConsolidate",
    "cellSmartTags",
    "smartTags",
    "ext",
    "extLst",
    "tableParts",
)
"""Elements that may not stay when the last of their entries goes."""
_BEFORE_MERGES = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
)
_BEFORE_LINKS = (*_BEFORE_MERGES, "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations")


def merges_of(frame: etree._Element) -> list[CellRange]:
    return [range_at(merge.get("ref", "")) for merge in frame.iter(f"{{{MAIN}}}mergeCell")]


def set_merges(frame: etree._Element, merges: Sequence[CellRange]) -> None:
    parent = frame.find(f"{{{MAIN}}}mergeCells")
    if not merges:
        if parent is not None:
            frame.remove(parent)
        return
    if parent is None:
        parent = _added(frame, "mergeCells", _BEFORE_MERGES)
    for merge in list(parent):
        parent.remove(merge)
    for area in merges:
        etree.SubElement(parent, f"{{{MAIN}}}mergeCell", ref=area.name)
    parent.set("count", str(len(merges)))


def set_links(frame: etree._Element, links: Iterable[tuple[Cell, str]]) -> None:
    """Let cells lead to places of the workbook, `'甲'!A1`, in the place of links that they have."""
    parent = frame.find(f"{{{MAIN}}}hyperlinks")
    if parent is None:
        parent = _added(frame, "hyperlinks", _BEFORE_LINKS)
    known = {element.get("ref"): element for element in parent}
    for cell, location in links:
        if cell.name in known:
            parent.remove(known[cell.name])
        etree.SubElement(parent, f"{{{MAIN}}}hyperlink", ref=cell.name, location=location)


def forget_tables(frame: etree._Element, ids: Collection[str]) -> None:
    """Take out tables, by the ids of the relationships to them."""
    for table in list(frame.iter(f"{{{MAIN}}}tablePart")):
        if table.get(f"{{{DOCUMENT_RELATIONSHIPS}}}id") in ids:
            take_out(table)


def reach(frame: etree._Element, rows: Rows, columns: Iterable[int]) -> None:
    """Make the sheet's claim about its cells true: just these rows, at least these columns."""
    dimension = frame.find(f"{{{MAIN}}}dimension")
    if dimension is not None:
        old = range_at(dimension.get("ref", "A1"))
        left, right = min([old.left, *columns]), max([old.right, *columns])
        dimension.set("ref", CellRange(rows.first, left, rows.last, right).name)


def column_styles(frame: etree._Element) -> Callable[[int], int]:
    """The cell style of each column, 0 where it has none."""
    styled = [
        (int(column.get("min", 0)), int(column.get("max", 0)), int(column.get("style", 0)))
        for column in frame.iter(f"{{{MAIN}}}col")
    ]
    return lambda column: next((style for first, last, style in styled if first <= column <= last), 0)


def take_out(element: etree._Element) -> None:
    """Remove an entry, and the list that it was the last of."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.find(element.tag) is None and etree.QName(parent).localname in _LISTS:
        take_out(parent)
    for count, is_counted in (("count", True), ("manualBreakCount", bool(element.get("man")))):
        if is_counted and parent.get(count):
            parent.set(count, str(int(parent.get(count, 0)) - 1))


def _added(frame: etree._Element, name: str, before: Sequence[str]) -> etree._Element:
    """A new element of the sheet, in the order that Excel insists on."""
    element = etree.Element(f"{{{MAIN}}}{name}")
    last = [child for child in frame.iterchildren(etree.Element) if etree.QName(child).localname in before][
        -1
    ]
    last.addnext(element)
    return element
