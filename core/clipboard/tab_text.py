"""Blocks as tab-separated text: what Excel, WPS and LibreOffice put on the clipboard as plain text.

A cell that holds a tab, a line break or a quotation mark stands in quotation marks, with its own ones doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.clipboard.block import MOST_CELLS, Block, TooLarge

_CELL = re.compile(
    r"""
    (?: "(?P<quoted> (?: [^"]++ | "" )*+ )" (?= [\t\r\n] | \Z )  # else the mark is a part of the text
      | (?P<plain> [^\t\r\n]* ) )
    (?P<end> \t | \r\n? | \n | \Z )
    """,
    re.VERBOSE,
)
_NEEDS_QUOTES = re.compile(r'[\t\r\n"]')
_LINE_END = re.compile(r"\r\n?")


def as_tab_text(block: Block) -> str:
    """The text of a block, rows ended by CRLF as in Excel; a single cell stands alone. Covered cells are empty."""
    return "".join(tab_lines(block))


def tab_lines(block: Block) -> Iterator[str]:
    """The same text row by row."""
    end = "" if block.height == block.width == 1 else "\r\n"
    return ("\t".join(map(_quoted, row)) + end for row in block.rows)


def parse_tab_text(text: str) -> Block:
    """The block that a text says; the end of its last row may be missing.

    Every text is one: what keeps no rule, such as a quotation mark that is never closed, stands as it is.
    Raises TooLarge.
    """
    rows: list[list[str]] = [[]]
    widest = 1
    for cell, ends_row in _cells(text):
        rows[-1].append(cell)
        if ends_row:
            widest = max(widest, len(rows[-1]))
            rows.append([])
        if len(rows) * max(widest, len(rows[-1])) > MOST_CELLS:
            raise TooLarge
    if len(rows) > 1 and rows[-1] == [""]:
        rows.pop()
    return Block.of(rows)


def _cells(text: str) -> Iterator[tuple[str, bool]]:
    """The cells in order, each with whether it is the last of its row."""
    at = 0
    while match := _CELL.match(text, at):
        quoted = match["quoted"]
        cell = match["plain"] if quoted is None else _LINE_END.sub("\n", quoted).replace('""', '"')
        end = match["end"]
        yield cell, end not in ("\t", "")
        at = match.end()
        if not end:
            return


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
