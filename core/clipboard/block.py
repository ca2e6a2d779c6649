"""A block: a rectangle of texts with merged cells, as it comes from a spreadsheet or goes to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

MOST_CELLS = 1_000_000
"""A block of more cells is refused: it would be no table any more that somebody edits."""


class TooLarge(Exception):
    """The clipboard holds more than can be pasted. `reason` is a sentence for the user."""

    def __init__(self) -> None:
        self.reason = f"剪贴板里的内容太多（超过 {MOST_CELLS // 10_000} 万个单元格），请分几次复制粘贴。"
        super().__init__(self.reason)


class Span(NamedTuple):
    """Merged cells: the one at `row` and `column` (from 0) stands for `height` rows and `width` columns."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True)
class Block:
    """Rows of equal length, at least one cell. Of merged cells only the top left one has a text.

    The others are *covered*: no empty cells, but places where no cell of its own is.
    """

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where the rows are no rectangle, or merged cells reach beyond it."""
        if not self.rows or not self.rows[0] or any(len(row) != self.width for row in self.rows):
            raise ValueError("a block is a rectangle of at least one cell")
        for span in self.spans:
            if span.row + span.height > self.height or span.column + span.width > self.width:
                raise ValueError(f"{span} reaches beyond the block")

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], spans: Iterable[Span] = ()) -> Self:
        """A block of rows that may differ in length; the shorter ones end in empty cells."""
        lines = [tuple(row) for row in rows] or [("",)]
        width = max(1, *map(len, lines))
        return cls(tuple(line + ("",) * (width - len(line)) for line in lines), tuple(spans))

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The places, as row and column, that a merged cell covers."""
        return frozenset(
            (row, column)
            for span in self.spans
            for row in range(span.row, span.row + span.height)
            for column in range(span.column, span.column + span.width)
            if (row, column) != (span.row, span.column)
        )

    def column(self, column: int) -> list[str]:
        """The texts of a column from above; covered cells are empty."""
        return [row[column] for row in self.rows]

    def filled_column(self, column: int) -> list[str]:
        """The texts of a column, those of merged cells on each of their rows."""
        texts = self.column(column)
        for span in self.spans:
            if span.column == column:
                texts[span.row : span.row + span.height] = [texts[span.row]] * span.height
        return texts

    def mapped(self, change: Callable[[str], str]) -> Block:
        """The block with every text changed."""
        return Block(tuple(tuple(map(change, row)) for row in self.rows), self.spans)

    def tiled(self, down: int, across: int) -> Block:
        """The block so many times below and beside itself."""
        spans = (
            span._replace(row=span.row + self.height * i, column=span.column + self.width * j)
            for i in range(down)
            for j in range(across)
            for span in self.spans
        )
        return Block(tuple(row * across for row in self.rows) * down, tuple(spans))
