"""Rows grow with the texts that are written into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from core.spreadsheet.address import CellRange
from core.spreadsheet.text_height import row_height
from core.spreadsheet.xml import MAIN

_USUAL_WIDTH = 8.43
_USUAL_SIZE = 11
_LINE_AND_A_HALF = 22.0
"""In points. What fits into that has no second line."""


class RowHeights:
    """Knows how wide the cells of a sheet are, by its columns and merges."""

    def __init__(self, frame: etree._Element, merges: Iterable[CellRange]) -> None:
        """Raises ValueError where the frame has no numbers where they should be."""
        settings = frame.find(f"{{{MAIN}}}sheetFormatPr")
        usual = settings.get("defaultColWidth") if settings is not None else None
        self._usual = float(usual or _USUAL_WIDTH)
        self._widths = [
            (int(column.get("min", 0)), int(column.get("max", 0)), float(column.get("width") or self._usual))
            for column in frame.iter(f"{{{MAIN}}}col")
        ]
        self._merges = {(merge.top, merge.left): merge for merge in merges}

    def fit(self, row: etree._Element, number: int, texts: Mapping[int, str]) -> None:
        """Make a row high enough for these texts, by column, unless its height is the user's own.

        An estimate, for not all programs fit rows when they open a file. Cells that share several rows are left out.
        """
        if row.get("customHeight") in ("1", "true") or "ht" not in row.attrib:
            return
        needed = max((self._height(number, column, text) for column, text in texts.items()), default=0.0)
        if needed > max(float(row.get("ht", 0)), _LINE_AND_A_HALF):
            row.set("ht", f"{needed:g}")

    def _height(self, row: int, column: int, text: str) -> float:
        merge = self._merges.get((row, column), CellRange(row, column, row, column))
        if merge.bottom > merge.top:
            return 0.0
        width = sum(self._width(covered) for covered in range(merge.left, merge.right + 1))
        return row_height(text, width, _USUAL_SIZE)

    def _width(self, column: int) -> float:
        return next((width for first, last, width in self._widths if first <= column <= last), self._usual)
