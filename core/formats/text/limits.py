"""How much of a text is read: enough for ten times any published book, and so little that it is soon done.

Every limit bounds what reading costs, in memory or in the time until the next report of progress.
"""

from __future__ import annotations

import re

LARGEST_TEXT = 64 * 1024 * 1024
"""In bytes; ten thousand projects are some 20 MiB."""
MOST_LINES = 2_000_000
MOST_CELLS = 2_000_000
MOST_TABLES = 50_000
LONGEST_LINE = 200_000
"""In characters; six cells as full as Excel's can be."""
MOST_LINES_OF_A_PART = 200_000
"""A table with all that follows it, or what stands before the first one."""
MOST_COLUMNS = 64
"""Of a table of indicators; what stands further right is not understood."""

_LONG_LINE = re.compile(rf"^[^\n]{{{LONGEST_LINE + 1}}}", re.MULTILINE)
_ADVICE = "请确认选对了文件；如果确实是绩效目标表，请拆分成几个文件"


class TooMuch(Exception):
    """A text is larger than is read. `reason` says what is, how much, and what to do: a clause for the user."""

    def __init__(self, what: str, amount: int, limit: int, measure: str) -> None:
        super().__init__(what)
        self.reason = f"{what}有 {amount:,} {measure}，超过 {limit:,} {measure}的上限。{_ADVICE}"


def check_size(data: bytes) -> None:
    """Raises TooMuch for a file that, as text, would take too much memory."""
    if len(data) > LARGEST_TEXT:
        raise TooMuch("文本文件", len(data) // 1024**2 + 1, LARGEST_TEXT // 1024**2, "MB")


def check_amount(source: str) -> None:
    """Raises TooMuch for too many lines or cells, and for a line that is too long."""
    _check("全文", source.count("\n"), MOST_LINES, "行")
    _check("全文", source.count("\t"), MOST_CELLS, "个制表符（单元格）")
    if long_line := _LONG_LINE.search(source):
        start = long_line.start()
        end = source.find("\n", start)
        number = source.count("\n", 0, start) + 1
        _check(f"第 {number} 行", (len(source) if end < 0 else end) - start, LONGEST_LINE, "个字")


def check_tables(count: int) -> None:
    """Raises TooMuch."""
    _check("全文", count, MOST_TABLES, "个“项目名称”")


def check_part(source: str, start: int, end: int) -> None:
    """Raises TooMuch for a part of a text that would take too long in one go."""
    for sign, measure in (("\n", "行"), ("\t", "个制表符（单元格）")):
        count = source.count(sign, start, end)
        if count > MOST_LINES_OF_A_PART:
            number = source.count("\n", 0, start) + 1
            _check(f"第 {number} 行起的一张表（或第一张表之前）", count, MOST_LINES_OF_A_PART, measure)


def _check(what: str, amount: int, limit: int, measure: str) -> None:
    if amount > limit:
        raise TooMuch(what, amount, limit, measure)
