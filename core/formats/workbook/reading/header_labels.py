"""Labels and values around a table of indicators: which cell says what, whatever the arrangement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest
from typing import NamedTuple

from core.formats.workbook.reading.field_cells import AMOUNTS
from core.formats.workbook.reading.labels import HEADER_FIELDS, MONEY_UNITS, header_field, noted_money_unit
from core.formats.workbook.reading.sheet import Sheet
from core.spreadsheet.address import Cell

_LISTS = ("spending_plan", "goals")
_BLOCK = "budget_block"
_NOT_INLINE = ("spending_plan", _BLOCK)
_MONEY = "|".join(sorted(MONEY_UNITS, key=len, reverse=True))
_MONEY_LINE = re.compile(
    rf"(\s*+[（(]?+\s*+(?:金\s*+额\s*+)?+单\s*+位\s*+[:：]\s*+)((?:人民币)?(?:{_MONEY})|)(\s*+[)）]?+\s*+)"
)
_NUMERIC = re.compile(r"\s*+[\d,，.]++\s*+(?:[千百]?万?元|亿元)?+\s*+")
_SPOKEN = r"\s*+".join
# Of a run of blanks only the first one and the end are tried as a beginning, or a long run would take for ever.
_INLINE = re.compile(
    r"(?:^|(?<=[;；,，])|(?<=\s)(?:(?<!\s\s)|(?=\S)))[*＊★]?\s*+("
    + "|".join(_SPOKEN(word).replace("：", "[:：]") for word in sorted(HEADER_FIELDS, key=len, reverse=True))
    + r")\s*+(?:[（(][^（()）]*+[）)])?+\s*+[:：]\s*+"
)


@dataclass(frozen=True, eq=False, slots=True)
class Said:
    """A value of a field, as it stands in (a part of) a cell. `label` is where its label stands."""

    field: str
    cell: Cell
    text: str
    label: Cell


Part = str | Said


class Label(NamedTuple):
    """A cell that is a label and nothing else."""

    field: str
    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class HeaderCells:
    """What the rows of a header say. `parts` tells what each understood cell is made of.

    `lists` are the labels of goals and spending plans; `free` are the texts that no label belongs to.
    """

    parts: dict[Cell, list[Part]] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    lists: list[Label] = field(default_factory=list)
    free: dict[Cell, str] = field(default_factory=dict)

    @property
    def said(self) -> Iterator[Said]:
        for parts in self.parts.values():
            yield from (part for part in parts if isinstance(part, Said))


def read_header(sheet: Sheet, rows: range, left: int, right: int) -> HeaderCells:
    """Read the rows of a header; `left` and `right` are the first and the last column of the table below."""
    return _HeaderReader(sheet, rows, left, right).read()


def is_money_line(text: str) -> bool:
    """`单位：万元`, `（金额单位：元）`; also without a money unit."""
    return money_unit_in(text) is not None


def money_unit_in(text: str) -> str | None:
    """`万元` in `单位：万元`; None for a text that is no such line."""
    match = _MONEY_LINE.fullmatch(text)
    return match[2] if match else None


def starts_with_label(text: str) -> bool:
    """Whether a cell holds a label with its value: `项目名称：甲`."""
    match = _INLINE.match(text)
    return match is not None and header_field(match[1]) not in (None, "")


def starts_with_any_label(text: str) -> bool:
    """The same, also for a label that no field stands for: `中期目标：乙`."""
    return _INLINE.match(text) is not None


class _HeaderReader:
    def __init__(self, sheet: Sheet, rows: range, left: int, right: int) -> None:
        self._sheet = sheet
        self._rows = rows
        self._left = left
        self._right = right
        self._found = HeaderCells()

    def read(self) -> HeaderCells:
        found = self._found
        found.labels = list(self._labels.values())
        for row in self._rows:
            for column, text in self._sheet.filled(row):
                cell = Cell(row, column)
                if cell not in self._labels and not self._read_inline(cell, text):
                    found.free[cell] = text
        for _, in_row in groupby(found.labels, key=lambda label: label.row):
            labels = list(in_row)
            is_over = self._stands_over_values(labels)
            for label in labels:
                self._read_label(label, is_over=is_over)
        return found

    @cached_property
    def _labels(self) -> dict[Cell, Label]:
        known = self._sheet.header_fields
        return {
            Cell(row, column): Label(known[text], row, column, *self._sheet.extent(row, column)[2:])
            for row in self._rows
            for column, text in self._sheet.filled(row)
            if text in known and not self._is_empty_money_line(row, column, text)
        }

    @cached_property
    def _label_rows(self) -> set[int]:
        return {label.row for label in self._labels.values()}

    def _is_empty_money_line(self, row: int, column: int, text: str) -> bool:
        """Whether `单位：` at the right end of the table says that there is no money unit."""
        if column <= self._left or not is_money_line(text):
            return False
        return not any(column < other <= self._right for other, _ in self._sheet.filled(row))

    # -- label and value in one cell -------------------------------------------------------------------------

    def _read_inline(self, cell: Cell, text: str) -> bool:
        if money := _MONEY_LINE.fullmatch(text):
            self._found.parts[cell] = [money[1], Said("money_unit", cell, money[2], cell), money[3]]
            return True
        labels = list(_INLINE.finditer(text))
        if not labels or text[: labels[0].start()].strip():
            return False
        parts: list[Part] = [text[: labels[0].start()]]
        for label, following in zip_longest(labels, labels[1:]):
            value = text[label.end() : following.start() if following else len(text)]
            said = value.rstrip(" \t\u3000\n;；") if following else value
            field = header_field(label[1]) or ""
            if field == "unit" and said in MONEY_UNITS:
                field = "money_unit"
            is_said = field and field not in _NOT_INLINE
            parts += [label[0], Said(field, cell, said, cell) if is_said else said, value[len(said) :]]
        if not any(isinstance(part, Said) for part in parts):
            return False
        self._found.parts[cell] = parts
        return True

    # -- label and value in cells of their own ---------------------------------------------------------------

    def _read_label(self, label: Label, *, is_over: bool) -> None:
        cell = Cell(label.row, label.column)
        text = self._sheet.text(*cell)
        if label.field in (*AMOUNTS, _BLOCK) and (unit := noted_money_unit(text)):
            before, _, after = text.rpartition(unit)
            self._found.parts[cell] = [before, Said("money_unit", cell, unit, cell), after]
        if label.field in _LISTS:
            self._found.lists.append(label)
        elif not label.field:
            self._found.free[cell] = text
        elif label.field != _BLOCK:
            self._take_value(label, label.field, self._below(label) if is_over else self._beside(label))
        elif (beside := self._beside(label)) and _NUMERIC.fullmatch(self._sheet.text(*beside)):
            self._take_value(label, "budget", beside)

    def _take_value(self, label: Label, field: str, cell: Cell | None) -> None:
        if cell is not None and cell not in self._found.parts:
            self._found.free.pop(cell, None)
            said = Said(field, cell, self._sheet.text(*cell), Cell(label.row, label.column))
            self._found.parts[cell] = [said]

    def _stands_over_values(self, labels: Sequence[Label]) -> bool:
        """Whether a row of labels has its values in the row below it."""
        labels = [label for label in labels if label.field not in (_BLOCK, "spending_plan")]
        below = [self._below(label) for label in labels]
        filled_below = [cell for cell in below if cell and self._sheet.text(*cell)]
        rows_below = {cell.row for cell in filled_below}
        if rows_below & self._label_rows:
            return False
        beside = [Cell(label.row, label.last_column + 1) for label in labels]
        filled_beside = [cell for cell in beside if cell not in self._labels and self._sheet.text(*cell)]
        return len(filled_below) > max(len(filled_beside), len(labels) // 2)

    def _below(self, label: Label) -> Cell | None:
        cell = Cell(label.last_row + 1, label.column)
        return cell if cell.row in self._rows and cell not in self._labels else None

    def _beside(self, label: Label) -> Cell | None:
        """The first filled cell to the right of a label, else the one that could be filled."""
        nearest = Cell(label.row, label.last_column + 1)
        if self._sheet.extent(*nearest)[2:] != nearest:
            return nearest
        for column in range(nearest.column, self._sheet.width + 1):
            if column > max(self._right, nearest.column) and self._is_used_below(column):
                break
            cell = Cell(label.row, column)
            if cell in self._labels or cell in self._found.parts:
                break
            if self._sheet.text(*cell):
                return cell
        return nearest if nearest.column <= self._right and nearest not in self._labels else None

    def _is_used_below(self, column: int) -> bool:
        """Whether a column beyond the table has texts beside the titles or the first indicator: the user's own."""
        titles = self._rows.stop
        return any(self._sheet.text(row, column) for row in (titles, titles + 1))
