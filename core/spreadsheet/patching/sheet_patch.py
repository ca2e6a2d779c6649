"""One sheet after an edit: its rows in their new order with their new texts; all other bytes as they were."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple, TypeVar

from lxml import etree

from core.progress import Progress, unobserved
from core.spreadsheet.address import LAST_ROW, Cell
from core.spreadsheet.patching.cell_formulas import FORMULA, SheetFormulas
from core.spreadsheet.patching.cell_writing import carry, empty, write_texts
from core.spreadsheet.patching.frame_shift import shift_frame
from core.spreadsheet.patching.merges import MergeChange, changed_merges
from core.spreadsheet.patching.row_heights import RowHeights
from core.spreadsheet.patching.row_plan import RowMap, Rows
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.patching.sheet_frame import (
    column_styles,
    forget_tables,
    merges_of,
    reach,
    set_links,
    set_merges,
)
from core.spreadsheet.patching.sheet_part import ROW, Cells, RowXml, SheetPart, cells_of, renumber
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.patching.styles import Styles

_Item = TypeVar("_Item")
_PORTION = 2_000
_BROKEN = "所合并的行要被移开，不再连在一起，合并将取消"
_OF_THE_TEMPLATE_ONLY = ("hidden", "collapsed")
"""What a new row does not take over from the one that it looks like."""


class PatchedSheet(NamedTuple):
    """`moves_formulas`: whether formulas are in other cells than before, or gone."""

    xml: bytes
    moves_formulas: bool


def patched_sheet(
    xml: bytes,
    name: str,
    edit: SheetEdit,
    shift: Shift,
    styles: Styles | None = None,
    lost_tables: Collection[str] = (),
    progress: Progress = unobserved,
) -> PatchedSheet:
    """The sheet's part after its own edit and after rows of other sheets have moved.

    Raises NotAWorkbook, and what `progress` raises.

    `lost_tables`: the ids of relationships to tables that are there no more.
    """
    sheet = SheetPart(xml)
    rows = shift.rows_of(name) or RowMap(())
    old_merges = merges_of(sheet.frame)
    change = changed_merges(old_merges, rows, edit.unmerged, edit.merges)
    for merge in change.broken:
        shift.lose(f"工作表“{name}”的合并单元格 ", _BROKEN, merge.name)
    if change.merges != old_merges:
        set_merges(sheet.frame, change.merges)
    shift_frame(sheet.frame, name, shift)
    forget_tables(sheet.frame, lost_tables)
    if edit.links:
        set_links(sheet.frame, edit.links.items())
    patch = _RowPatch(sheet, name, edit.texts, rows, shift, styles, change)
    before, sheet.rows = sheet.rows, patch.rows(progress)
    if sheet.rows and (edit.texts or not rows.is_identity):
        columns = [cell.column for cell, text in edit.texts.items() if text]
        reach(sheet.frame, Rows(sheet.rows[0].number, sheet.rows[-1].number), columns)
    is_same = before == sheet.rows and not sheet.frame_has_changed
    return PatchedSheet(xml if is_same else sheet.to_bytes(), patch.moves_formulas)


class _Place(NamedTuple):
    """A row that is to be, and the old row that it is or, new, looks like; None where nothing is known of that."""

    number: int
    old: RowXml | None
    is_new: bool


class _RowPatch:
    """The rows of one sheet on their way from the old to the new order.

    Most rows stay bytes. Trees are made of those in which something is written or looked for, of some at a time.
    """

    def __init__(
        self,
        sheet: SheetPart,
        name: str,
        texts: Mapping[Cell, str],
        rows: RowMap,
        shift: Shift,
        styles: Styles | None,
        merges: MergeChange,
    ) -> None:
        self._sheet, self._rows, self._shift, self._styles = sheet, rows, shift, styles
        self._column_style = column_styles(sheet.frame)
        self._heights = RowHeights(sheet.frame, merges.merges)
        self._texts: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for cell, text in texts.items():
            self._texts[cell.row][cell.column] = text
        self._leaving: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        for old, new in merges.carried.items():
            self._leaving[old.row][old.column] = new
        self._arriving: dict[int, Cells] = {}
        self._places = list(self._placed({cell.row for cell in merges.carried.values()}))
        written = {
            Cell(place.old.number, column)
            for place in self._places
            if place.old and not place.is_new
            for column in self._texts.get(place.number, ())
        }
        self._formulas = SheetFormulas(name, shift, written)
        self.moves_formulas = not rows.is_identity and any(map(sheet.has_formula, sheet.rows))

    def rows(self, progress: Progress) -> list[RowXml]:
        spreading = [row for row in self._sheet.rows if self._sheet.has_formula(row, beyond_its_cell=True)]
        for some in _portions(spreading):
            self._formulas.survey(self._sheet.elements(some))
        self._arriving = self._taken_along()
        done: list[RowXml] = []
        pending: list[_Place] = []
        for place in self._places:
            if self._is_left_alone(place) and place.old:
                done.append(self._sheet.moved(place.old, place.number))
            else:
                pending.append(place)
        total = len(self._places)
        for portion in _portions(pending):
            progress(len(done), total)
            done += self._rewritten(portion)
        return sorted(done, key=lambda row: row.number)

    def _placed(self, arriving: Collection[int]) -> Iterator[_Place]:
        old = self._sheet.rows
        numbers = [row.number for row in old]
        known = set()
        for (first, last), down in self._rows.kept():
            for row in old[bisect_left(numbers, first) : bisect_right(numbers, last)]:
                if row.number + down <= LAST_ROW:
                    known.add(row.number + down)
                    yield _Place(row.number + down, row, False)
        for new, like in self._rows.likes.items():
            index = bisect_left(numbers, like)
            if index < len(numbers) and numbers[index] == like:
                known.add(new)
                yield _Place(new, old[index], True)
        for number in sorted((self._texts.keys() | arriving) - known):
            yield _Place(number, None, True)

    def _taken_along(self) -> dict[int, Cells]:
        """What merged cells say that get another first cell: by the new row and column."""
        arriving: dict[int, Cells] = {}
        sources = [row for row in self._sheet.rows if row.number in self._leaving]
        for source, row in zip(sources, self._sheet.elements(sources), strict=True):
            leaving, cells = self._leaving[source.number], cells_of(row)
            self._formulas.shift_row(row, leaving)
            for column in leaving.keys() & cells.keys():
                new = leaving[column]
                arriving.setdefault(new.row, {})[new.column] = cells[column]
        return arriving

    def _is_left_alone(self, place: _Place) -> bool:
        return not (
            place.old is None
            or place.is_new
            or place.number in self._texts
            or place.number in self._arriving
            or place.old.number in self._leaving
            or self._sheet.has_formula(place.old, beyond_its_cell=not self._shift.changes)
        )

    def _rewritten(self, places: Sequence[_Place]) -> list[RowXml]:
        """The rows at these places, through trees."""
        old = {place.old.number: place.old for place in places if place.old}
        trees = dict(zip(old, self._sheet.elements(old.values()), strict=True))
        # New rows first: they look like the old ones before anything is written into these.
        new = [self._new_row(place, trees) for place in places if place.is_new]
        kept: list[etree._Element] = []
        done: list[RowXml] = []
        for place in places:
            if place.old and not place.is_new:
                row = trees[place.old.number]
                if self._write_into(row, place.old, place.number):
                    kept.append(row)
                else:
                    done.append(self._sheet.moved(place.old, place.number))
        return done + self._sheet.texts(new + kept)

    def _new_row(self, place: _Place, trees: Mapping[int, etree._Element]) -> etree._Element:
        row = etree.Element(ROW) if place.old is None else deepcopy(trees[place.old.number])
        for attribute in _OF_THE_TEMPLATE_ONLY:
            row.attrib.pop(attribute, "")
        renumber(row, place.number)
        cells, texts = cells_of(row), self._texts.get(place.number, {})
        for column, cell in cells.items():
            if column not in texts:
                empty(cell)
        self._fill(row, cells, place.number)
        return row

    def _write_into(self, row: etree._Element, old: RowXml, number: int) -> bool:
        """Bring a row that stays up to date. Returns whether anything but its number changes."""
        has_changed = self._sheet.has_formula(old) and self._formulas.shift_row(row)
        cells = cells_of(row)
        for column in self._leaving.get(old.number, {}).keys() & cells.keys():
            empty(cells[column])
            has_changed = True
        if old.number != number:
            renumber(row, number)
        overwritten = (cells[column] for column in self._texts.get(number, ()) if column in cells)
        self.moves_formulas |= any(cell.find(FORMULA) is not None for cell in overwritten)
        return self._fill(row, cells, number) or has_changed

    def _fill(self, row: etree._Element, cells: Cells, number: int) -> bool:
        contents, texts = self._arriving.get(number), self._texts.get(number)
        if contents:
            carry(row, cells, contents, self._column_style)
        if texts:
            write_texts(row, cells, texts, self._styles, self._column_style)
            self._heights.fit(row, number, texts)
        return bool(contents or texts)


def _portions(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Some at a time: the trees of all rows together would take many times the memory of their bytes."""
    for start in range(0, len(items), _PORTION):
        yield items[start : start + _PORTION]
