"""How much of a text is read: enough for ten times any published book, and so little that it is soon done.

Every limit bounds what reading costs, in memory or in the time until the next report of progress.
"""

from __future__ import annotations

from core.formats.size_limits import MOST_PROJECTS, TooMuch, check_at_most

LARGEST_TEXT = 64 * 1024 * 1024
"""In bytes; ten thousand projects are some 20 MiB."""
MOST_LINES = 2_000_000
MOST_CELLS = 2_000_000
MOST_TABLES = MOST_PROJECTS
LONGEST_LINE = 200_000
"""In characters; six cells as full as Excel's can be."""
MOST_LINES_OF_A_PART = 200_000
"""A table with all that follows it, or what stands before the first one."""
MOST_COLUMNS = 64
"""Of a table of indicators; what stands further right is not understood."""


def check_size(data: bytes) -> None:
    """Raises TooMuch for a file that, as text, would take too much memory."""
    if len(data) > LARGEST_TEXT:
        raise TooMuch("文本文件", len(data) // 1024**2 + 1, LARGEST_TEXT // 1024**2, "MB")


def check_amount(source: str) -> None:
    """Raises TooMuch for too many lines or cells, and for a line that is too long."""
    check_at_most("全文", source.count("\n"), MOST_LINES, "行")
    check_at_most("全文", source.count("\t"), MOST_CELLS, "个制表符（单元格）")
    if (start := _long_line(source)) is not None:
        end = source.find("\n", start)
        number = source.count("\n", 0, start) + 1
        check_at_most(f"第 {number} 行", (len(source) if end < 0 else end) - start, LONGEST_LINE, "个字")


def _long_line(source: str) -> int | None:
    """Where a line begins that is too long; found in strides as long as a line may be, each back to a line's end."""
    start = 0
    while start + LONGEST_LINE < len(source):
        line_end = source.rfind("\n", start, start + LONGEST_LINE + 1)
        if line_end < 0:
            return start
        start = line_end + 1
    return None


def check_tables(count: int) -> None:
    """Raises TooMuch."""
    check_at_most("全文", count, MOST_TABLES, "个“项目名称”")


def check_part(source: str, start: int, end: int) -> None:
    """Raises TooMuch for a part of a text that would take too long in one go."""
    if end - start <= MOST_LINES_OF_A_PART:
        return
    for sign, measure in (("\n", "行"), ("\t", "个制表符（单元格）")):
        count = source.count(sign, start, end)
        if count > MOST_LINES_OF_A_PART:
            number = source.count("\n", 0, start) + 1
            check_at_most(f"第 {number} 行起的一张表（或第一张表之前）", count, MOST_LINES_OF_A_PART, measure)
