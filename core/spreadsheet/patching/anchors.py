"""Pictures, charts, shapes and controls that are anchored to the rows of a sheet."""

from __future__ import annotations

from lxml import etree

from core.spreadsheet.patching.row_plan import RowMap, Scattered
from core.spreadsheet.xml import DRAWING

ROW, OFFSET = f"{{{DRAWING}}}row", f"{{{DRAWING}}}rowOff"


def shift_anchor(start: etree._Element, end: etree._Element | None, rows: RowMap, *, stretches: bool) -> bool:
    """Let an object keep to its rows, given the `from` and `to` of its anchor (these count rows from 0).

    One that stretches grows and shrinks with the rows it covers, as far as these stay together. Returns whether the
    rows are there still: if not, it keeps its size and lies over the rows that follow.
    """
    first = _row(start)
    last = _row(end) if end is not None else first
    _put(start, rows.edge(first), is_whole=rows.new_row(first) is None)
    if end is None:
        return rows.new_row(first) is not None
    try:
        survives = stays_together = rows.tight_span(first, last) is not None
    except Scattered:
        survives, stays_together = True, False
    if stretches and stays_together and rows.edge(first) <= rows.edge(last):
        _put(end, rows.edge(last), is_whole=rows.new_row(last) is None)
    else:
        _put(end, rows.edge(first) + last - first, is_whole=False)
    return survives


def _row(end: etree._Element) -> int:
    return int(end.findtext(ROW) or 0) + 1


def _put(end: etree._Element, row: int, *, is_whole: bool) -> None:
    """`is_whole`: at the row's upper edge, for the row that it was in is not there any more."""
    place, offset = end.find(ROW), end.find(OFFSET)
    if place is not None:
        place.text = str(row - 1)
    if offset is not None and is_whole:
        offset.text = "0"
