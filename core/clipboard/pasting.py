"""Pasting a block: what it means at the place where it is pasted, and the edit that does it.

Blocks that show level names or column titles are rows of a table and become new indicators; all others are
cells that go over cells. What would be lost is said in the plan's problems, for a preview to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from core.arrangement import as_one
from core.authoring import clean_cell
from core.book import Book, Indicator
from core.clipboard.block import Block
from core.clipboard.cell_pasting import cell_changes, cell_columns, cell_reading, possible_fields
from core.clipboard.changes import NO_ID, Changes, PasteTarget
from core.clipboard.columns import ROW_FIELDS, Columns, Reading, read_columns
from core.clipboard.copying import rows_block
from core.clipboard.row_pasting import indicator_changes, row_changes, takes_basis
from core.edit import Edit
from core.scheme import Scheme

__all__ = ["PasteKind", "PastePlan", "PasteTarget", "plan_paste", "plan_rows"]


class PasteKind(Enum):
    """The two things that pasting can mean."""

    CELLS = "cells"
    """Texts go over the texts of cells."""
    ROWS = "rows"
    """Rows become new indicators."""


def plan_paste(book: Book, target: PasteTarget, block: Block, scheme: Scheme) -> PastePlan:
    """What pasting the block means there; the book is as it was. Texts are cleaned as typed ones are."""
    reading = read_columns(block.mapped(clean_cell))
    is_rows = target.project is not None and (reading.is_table or not any(map(any, target.cells)))
    return _plan(book, target, scheme, reading, PasteKind.ROWS if is_rows else PasteKind.CELLS)


def plan_rows(book: Book, target: PasteTarget, rows: Sequence[Indicator], scheme: Scheme) -> PastePlan:
    """What pasting indicators means that were copied in this program: their texts stay as they are.

    Where new rows cannot go they are a block like any other.
    """
    block = rows_block(rows, titles=True)
    if target.project is None or not rows:
        return plan_paste(book, target, block, scheme)
    plan = _plan(book, target, scheme, read_columns(block), PasteKind.ROWS)
    return replace(plan, originals=tuple(row._replace(id=NO_ID) for row in rows))


@dataclass(frozen=True)
class PastePlan:
    """What pasting would do to a book that stays as it is; made by `plan_paste` or `plan_rows`.

    Attributes:
        kind: whether cells are overwritten or new rows come.
        columns: the field that each column of the block goes to; None for one that is not pasted.
        originals: the rows as they were copied in this program, unless the columns have been changed.
    """

    book: Book
    target: PasteTarget
    scheme: Scheme
    source: Reading
    kind: PasteKind
    columns: Columns
    originals: tuple[Indicator, ...] | None = None

    @property
    def block(self) -> Block:
        """What is pasted; where it fills a larger range, as often as it fits."""
        return self._reading.block

    @property
    def kinds(self) -> tuple[PasteKind, ...]:
        """What the plan could be instead, and what it is."""
        return tuple(PasteKind) if self.target.project is not None else (PasteKind.CELLS,)

    @property
    def fields(self) -> tuple[str, ...]:
        """What a column can go to, in the order of a table."""
        return _possible(self.book, self.target, self._reading, self.kind)

    @property
    def problems(self) -> Sequence[str]:
        """Sentences on what would be lost or is in doubt; where there is none, the edit may be applied at once."""
        return self._changes.problems

    @property
    def added(self) -> int:
        """How many new indicators there will be."""
        return len(self._changes.insertions)

    @property
    def overwritten(self) -> int:
        """How many cells will lose a text to another one, or to none."""
        return self._changes.overwritten

    @property
    def filled(self) -> int:
        """How many empty cells will get a text."""
        return len(self._changes.settings) - self._changes.overwritten

    def worked_out(self) -> PastePlan:
        """This plan, which from now on knows at once what it changes: that takes long for a large block."""
        _ = self._changes
        return self

    def is_pasted(self, row: int, column: int) -> bool:
        """Whether the cell of the block takes part."""
        return self.columns[column] is not None and row in self._changes.rows

    def with_columns(self, columns: Columns) -> PastePlan:
        """The plan with columns that go elsewhere.

        Raises ValueError for a number of columns that is not the block's, for a field that is none of `fields`
        and for one that is named twice.
        """
        named = [field for field in columns if field is not None]
        if len(columns) != len(self.columns) or {*named} - {*self.fields} or len({*named}) < len(named):
            raise ValueError(f"{columns} are no columns for this block")
        return self if columns == self.columns else replace(self, columns=columns, originals=None)

    def as_kind(self, kind: PasteKind) -> PastePlan:
        """The same block, pasted in the other way; raises ValueError for one that is none of `kinds`."""
        if kind not in self.kinds:
            raise ValueError(f"{kind} is not possible here")
        if kind is self.kind:
            return self
        return _plan(self.book, self.target, self.scheme, self.source, kind)

    def edit(self) -> Edit | None:
        """The edit that pastes what can be pasted, new rows with ids of the book; None where nothing changes."""
        insertions = (
            replace(one, row=one.row._replace(id=self.book.new_id())) for one in self._changes.insertions
        )
        return as_one([*self._changes.settings, *insertions])

    @cached_property
    def _reading(self) -> Reading:
        return cell_reading(self.source, self.target) if self.kind is PasteKind.CELLS else self.source

    @cached_property
    def _changes(self) -> Changes:
        if self.kind is PasteKind.CELLS or self.target.project is None:
            return cell_changes(self.book, self.target, self._reading, self.columns, self.scheme)
        project = self.book.project(self.target.project)
        if self.originals is None:
            return row_changes(project, self.target, self.source, self.columns, self.scheme)
        changes = indicator_changes(project, self.originals, self.target.after, self.scheme)
        return changes._replace(rows=frozenset(self.source.rows))


def _plan(book: Book, target: PasteTarget, scheme: Scheme, source: Reading, kind: PasteKind) -> PastePlan:
    """The plan with the columns that seem right."""
    if kind is PasteKind.CELLS:
        columns = cell_columns(cell_reading(source, target), target)
    else:
        possible = _possible(book, target, source, kind)
        columns = tuple(field if field in possible else None for field in source.columns)
    return PastePlan(book, target, scheme, source, kind, columns)


def _possible(book: Book, target: PasteTarget, reading: Reading, kind: PasteKind) -> tuple[str, ...]:
    if kind is PasteKind.CELLS or target.project is None:
        possible = possible_fields(reading, target)
    else:
        possible = {*ROW_FIELDS}
        possible -= {"number"} - {*reading.columns}
        possible -= set() if takes_basis(book.project(target.project)) else {"basis"}
    return tuple(field for field in ROW_FIELDS if field in possible)
