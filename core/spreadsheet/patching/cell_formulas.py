"""The formulas in the cells of a sheet: they follow the rows they refer to, and do without cells that get a text."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from core.spreadsheet.address import Cell, CellRange, range_at
from core.spreadsheet.formula import translated
from core.spreadsheet.patching.row_plan import RowMap, Scattered
from core.spreadsheet.patching.sheet_part import place_of
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.xml import MAIN

FORMULA = f"{{{MAIN}}}f"

_TORN = "数组公式或模拟运算表所占的单元格有变动，公式将去掉，只留下现有的结果"
_BLOCKS = ("array", "dataTable")
_ADDRESSES = ("ref", "r1", "r2")
"""Attributes of a formula: the cells that it fills, the cells that a data table takes its input from."""


class _Shared(NamedTuple):
    """A formula that other cells have, too, as the first of them says it."""

    place: Cell
    text: str


class SheetFormulas:
    """The formulas of one sheet, at their old places. `written` are the cells that get a text instead."""

    def __init__(self, sheet: str, shift: Shift, written: Collection[Cell]) -> None:
        self._sheet, self._shift, self._written = sheet, shift, written
        self._rows = shift.rows_of(sheet)
        self._shared: dict[str, _Shared] = {}
        self._torn: set[Cell] = set()

    def survey(self, rows: Iterable[etree._Element]) -> None:
        """Look at the formulas that reach beyond their own cells; all of them, before the first is shifted.

        A shared one is to be spelled out where it cannot stay shared; one that fills several cells goes where these
        do not stay together.
        """
        for cell, formula in itertools.chain.from_iterable(map(_formulas, rows)):
            place, text = place_of(cell), formula.text or ""
            if formula.get("t") == "shared" and formula.get("ref"):
                if self._rows or place in self._written or self._shift.concerns(text, self._sheet):
                    self._shared[formula.get("si", "")] = _Shared(place, text)
            elif formula.get("t") in _BLOCKS and self._is_torn(range_at(formula.get("ref", ""))):
                self._torn.add(place)
                self._shift.lose(self._where, _TORN, place.name)

    def shift_row(self, row: etree._Element, columns: Collection[int] | None = None) -> bool:
        """Shift the formulas of a row that stays, or of these cells of a row. Returns whether any changed."""
        has_changed = False
        for cell, formula in _formulas(row):
            place = place_of(cell)
            if place in self._torn:
                cell.remove(formula)
                has_changed = True
            elif place not in self._written and (columns is None or place.column in columns):
                has_changed |= self._spell_out(place, formula) | self._follow(place, formula)
        return has_changed

    def _spell_out(self, place: Cell, formula: etree._Element) -> bool:
        shared = self._shared.get(formula.get("si", "")) if formula.get("t") == "shared" else None
        if shared is None:
            return False
        for attribute in ("t", "ref", "si"):
            formula.attrib.pop(attribute, "")
        distance = (place.row - shared.place.row, place.column - shared.place.column)
        formula.text = translated(shared.text, *distance)
        return True

    def _follow(self, place: Cell, formula: etree._Element) -> bool:
        before = [formula.text or "", *(formula.get(name, "") for name in _ADDRESSES)]
        after = [text and self._shift.formula(text, self._sheet, self._where, place.name) for text in before]
        if after == before:
            return False
        formula.text = after[0]
        for name, address in zip(_ADDRESSES, after[1:], strict=True):
            if address:
                formula.set(name, address)
        return True

    def _is_torn(self, block: CellRange) -> bool:
        """Whether the cells of a formula that fills several do not stay together."""
        if block.name == Cell(block.top, block.left).name:
            return False
        if self._rows is not None and not self._rows.new_rows(block.top, block.bottom):
            return False
        return _holds_any(block, self._written) or (
            self._rows is not None and not _stays_whole(block, self._rows)
        )

    @property
    def _where(self) -> str:
        return f"工作表“{self._sheet}”的 "


def _formulas(row: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The cells of a row with formulas, and these."""
    for formula in list(row.iter(FORMULA)):
        cell = formula.getparent()
        if cell is not None:
            yield cell, formula


def _holds_any(block: CellRange, cells: Collection[Cell]) -> bool:
    rows, columns = range(block.top, block.bottom + 1), range(block.left, block.right + 1)
    if len(rows) * len(columns) <= len(cells):
        return any(Cell(*cell) in cells for cell in itertools.product(rows, columns))
    return any(cell.row in rows and cell.column in columns for cell in cells)


def _stays_whole(block: CellRange, rows: RowMap) -> bool:
    try:
        span = rows.span(block.top, block.bottom)
    except Scattered:
        return False
    height = block.bottom - block.top
    return span is not None and span.last - span.first == height and rows.new_row(block.top) == span.first
