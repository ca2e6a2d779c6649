"""How far the cells of a sheet reach, found out before memory is taken for all of them."""

from __future__ import annotations

import re

from core.spreadsheet.address import LAST_COLUMN, LAST_ROW, column_number
from core.spreadsheet.refusal import NotAWorkbook, damaged

MOST_VALUES = 3_000_000
"""A hundred thousand indicators are some 1.3 million."""
_MOST_CELLS = 8_000_000
"""Empty ones too, which are read along."""
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*+(?<!/)>(?!\s*+(?:<v></v>|<v\s*+/>)?\s*+</c>)')


class SheetTooLarge(NotAWorkbook):
    """The cells of a sheet are too many, or lie too far apart, to be read into memory."""

    def __init__(self, sheet: str, extent: str) -> None:
        super().__init__(
            f"工作表“{sheet}”太大{extent}，请用 Excel 或 WPS 打开，删除目标表以外的多余行列后再保存"
        )


def count_values(data: bytes) -> int:
    """How many cells of a sheet in regular XML have a value, or a little more."""
    return data.count(b"<v") + data.count(b"<is")


def check_values(sheet: str, data: bytes) -> None:
    """Raises SheetTooLarge where too many cells have a value."""
    count = count_values(data)
    if count > MOST_VALUES:
        raise SheetTooLarge(sheet, f"（有内容的单元格超过 {MOST_VALUES // 10_000} 万个）")


def check_extent(sheet: str, data: bytes) -> None:
    """Raises SheetTooLarge where the rectangle from A1 to the last filled cells is too large; NotAWorkbook.

    `data` is regular XML.
    """
    columns: set[bytes] = set()
    last_row = 0
    for cell in _FILLED_CELL.finditer(data):
        columns.add(cell[1])
        last_row = max(last_row, int(cell[2]))
    last_column = max((column_number(column.decode()) for column in columns), default=0)
    if last_row > LAST_ROW or last_column > LAST_COLUMN:
        raise damaged()
    if last_row * last_column > _MOST_CELLS:
        raise SheetTooLarge(sheet, f"（内容一直到第 {last_row} 行、第 {last_column} 列）")
