"""Reading target tables that stand on their own: a header with labels, then the rows of indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from core.book import Goals, ItemId, Project, SpendingPlan
from core.formats.text.labels import match_unit
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.mapping import FieldText, GoalsMap, RowsMap, SectionMap, Template
from core.formats.workbook.reading.field_cells import (
    AMOUNTS,
    DEFAULT_MONEY_UNIT,
    FieldCell,
    field_cell,
    heading_cell,
    name_in_heading,
    plain_cell,
    unit_line,
    unit_of_amount,
)
from core.formats.workbook.reading.form_tables import FormTable
from core.formats.workbook.reading.goal_cells import read_goals
from core.formats.workbook.reading.header_labels import (
    HeaderCells,
    Label,
    Part,
    Said,
    is_money_line,
    read_header,
)
from core.formats.workbook.reading.header_lists import find_goals, find_plan
from core.formats.workbook.reading.indicator_rows import IndicatorRows, read_indicator_rows
from core.formats.workbook.reading.labels import (
    is_heading,
    is_no_heading,
    names_no_project,
)
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import Titles
from core.headings import is_general_heading
from core.spreadsheet.address import Cell

_FUNDS = (*AMOUNTS, "budget_block")
_LABELLED = (
    "fiscal_funds",
    "other_funds",
    "unit",
    "unit_code",
    "department",
    "money_unit",
    "code",
    "name",
    "purpose",
    "goals",
)
_READ = ("title", "unit_code", "unit_name", "money_unit", "name", *AMOUNTS, "purpose")


@dataclass(frozen=True, slots=True)
class FormProject:
    """`has_header` is not so for a narrow list, which has column titles alone."""

    project: Project
    map: SectionMap
    unrecognised: Sequence[Unrecognised]
    has_header: bool


def read_form(table: FormTable, new_id: Callable[[], ItemId]) -> FormProject:
    """The project of one table, with the place of each of its fields."""
    header = _Header(table.sheet, table.header, table.titles)
    rows = read_indicator_rows(table.sheet, table.titles, table.rows)
    unknown = [*header.unknown_rows(), *rows.unknown]
    return FormProject(
        header.project(rows, new_id),
        header.map(rows),
        [table.sheet.unrecognised(row, text) for row, text in sorted(unknown, key=itemgetter(0))],
        header.has_labels,
    )


class _Header:
    """The header of one table, field by field."""

    def __init__(self, sheet: Sheet, rows: range, titles: Titles) -> None:
        self._sheet = sheet
        self._rows = rows
        self._titles = titles
        self._found: HeaderCells = read_header(sheet, rows, titles.left, titles.right)
        self._free = self._found.free
        self._said = list(self._found.said)
        self._texts: dict[str, str] = {}
        self._cells: dict[Cell, Template] = {}
        self._goals: Goals = ()
        self._goals_map: GoalsMap | None = None
        self._plan: SpendingPlan | None = None
        self._read_lists()
        self._read_unit_line()
        self._read_purpose()
        self._read_values()
        self._read_heading()

    @property
    def has_labels(self) -> bool:
        return any(label.field for label in self._found.labels) or bool(self._said)

    def project(self, rows: IndicatorRows, new_id: Callable[[], ItemId]) -> Project:
        number = self._texts.get("number")
        section_id = new_id()
        return Project(
            id=section_id,
            number=int(number) if number else None,
            code=self._texts.get("code"),
            spending_plan=self._plan,
            goals=self._goals,
            indicators=rows.indicators(range(len(rows.rows)), new_id, has_basis=True),
            **{field: self._texts[field] for field in _READ if field in self._texts},
        )

    def map(self, rows: IndicatorRows) -> SectionMap:
        used = [cell.row for cell in self._cells]
        used += [label.row for label in self._found.labels if label.field]
        used += self._goals_map.rows if self._goals_map else ()
        return SectionMap(
            sheet=self._sheet.name,
            first_row=min([*used, self._titles.first_row]),
            last_row=max([self._titles.row, *rows.rows[-1:]]),
            cells=self._cells,
            goals=self._goals_map,
            rows=RowsMap(
                self._sheet.name, self._titles.row, rows.columns, tuple(rows.rows), dict(rows.levels)
            ),
        )

    def unknown_rows(self) -> Iterator[tuple[int, str]]:
        """What nothing is known of, by row."""
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for cell, text in sorted(self._free.items()):
            texts[cell.row].append(text)
        yield from ((row, "　".join(together)) for row, together in texts.items())

    # -- lists ---------------------------------------------------------------------------------------------

    def _read_lists(self) -> None:
        rows, right = self._rows, self._titles.right
        label_rows = {cell.row for cell in self._label_cells}
        for label in self._found.lists:
            if label.field == "spending_plan" and self._plan is None:
                self._plan, cells = find_plan(self._sheet, label, rows, label_rows, right)
                self._take(cells)
        found = [
            (label, goals)
            for label in self._found.lists
            if label.field == "goals"
            and (goals := find_goals(self._sheet, label, self._label_cells, label_rows, rows, right))
        ]
        if found:
            _, (self._goals, self._goals_map) = max(found, key=lambda pair: self._rank(*pair))
            for row in self._goals_map.rows:
                self._free.pop(Cell(row, self._goals_map.column), None)

    def _rank(self, label: Label, found: tuple[Goals, GoalsMap]) -> tuple[bool, bool]:
        """Goals of the year come before others, and those that are there before all."""
        return bool(found[0]), "年" in self._sheet.text(label.row, label.column)

    def _take(self, cells: Mapping[Cell, Template]) -> None:
        for cell, template in cells.items():
            self._cells[cell] = template
            self._free.pop(cell, None)

    # -- values without a label ----------------------------------------------------------------------------

    def _read_unit_line(self) -> None:
        """The unit stands without a label above the table, beside the money unit as a rule."""
        if any(said.field in ("unit", "unit_name", "unit_code") for said in self._said):
            return
        coded = [cell for cell, text in self._free.items() if match_unit(text)]
        money_lines = {cell.row: cell for cell in self._found.parts if is_money_line(self._sheet.text(*cell))}
        beside = [
            cell
            for cell, text in self._free.items()
            if cell.row in money_lines and cell < money_lines[cell.row] and not is_heading(text)
        ]
        blank = [
            Cell(row, self._titles.left)
            for row, money in money_lines.items()
            if money.column > self._titles.left
        ]
        for cell in [*coded[:1], *beside[:1], *blank[:1]]:
            if cell in self._free or not self._sheet.text(*cell):
                made = unit_line(self._sheet.text(*cell))
                self._texts |= made.said
                self._take({cell: made.template})
                return

    def _read_purpose(self) -> None:
        """The purpose stands without a label below the amounts, in the block that their label spans."""
        funds = [label for label in self._found.labels if label.field in _FUNDS]
        if not funds or any(said.field == "purpose" for said in self._said):
            return
        last = max(label.row for label in funds)
        label_rows = {label.row for label in self._found.labels}
        block = next((label for label in funds if label.field == "budget_block"), funds[0])
        row = last + 1
        if row not in self._rows or row in label_rows:
            return
        free = [cell for cell in self._free if cell.row == row]
        if free:
            cell = free[0]
        elif block.last_row >= row:
            cell = Cell(row, block.last_column + 1)
        else:
            return
        self._texts["purpose"] = self._sheet.text(*cell)
        self._take({cell: (FieldText("purpose"),)})

    def _read_heading(self) -> None:
        """The last heading above the first label; where no label says the project's name, it does."""
        if cell := self._heading():
            text = self._sheet.text(*cell)
            says_name = "name" not in self._texts and text and not is_general_heading(text)
            made = name_in_heading(text) if says_name else heading_cell(text)
            self._texts |= made.said
            self._take({cell: made.template})
        if "name" not in self._texts and not names_no_project(self._sheet.name):
            self._texts["name"] = self._sheet.name

    def _heading(self) -> Cell | None:
        cells = [*self._cells, *(Cell(label.row, label.column) for label in self._found.labels)]
        top = min((cell.row for cell in cells), default=self._titles.first_row)
        free = sorted((cell, text) for cell, text in self._free.items() if not is_no_heading(text))
        headings = [cell for cell, text in free if cell.row <= top and is_heading(text)]
        headings = headings or [cell for cell, _ in free if cell.row < top]
        if headings:
            return headings[-1]
        blank = Cell(top - 1, self._titles.left)
        if (
            blank.row in self._rows
            and self._sheet.extent(*blank)[2:] != blank
            and not self._sheet.filled(blank.row)
        ):
            return blank
        return None

    # -- values with labels --------------------------------------------------------------------------------

    def _read_values(self) -> None:
        """Choose one value for each field, and say what their cells are made of."""
        chosen = self._choose()
        money_unit = self._money_unit(chosen)
        made = {
            said: field_cell(field, said.text, chosen.keys(), money_unit) for field, said in chosen.items()
        }
        for said in self._said:
            if said.field == "money_unit" and said.text == money_unit:
                made[said] = plain_cell("money_unit", said.text)
        self._texts |= {"money_unit": money_unit}
        for read in made.values():
            self._texts |= read.said
        if "goals" in self._texts:
            self._goals = read_goals([self._texts["goals"]]).goals
        for cell, parts in self._found.parts.items():
            if any(part in made for part in parts if isinstance(part, Said)):
                self._cells[cell] = tuple(_pieces(parts, made))
            elif cell not in self._label_cells:
                self._free[cell] = self._with_label(cell, parts)

    @cached_property
    def _label_cells(self) -> set[Cell]:
        return {Cell(label.row, label.column) for label in self._found.labels}

    def _with_label(self, cell: Cell, parts: Sequence[Part]) -> str:
        labels = [part.label for part in parts if isinstance(part, Said) and part.label != cell]
        return "　".join(self._sheet.text(*place) for place in [*labels, cell])

    def _choose(self) -> dict[str, Said]:
        """The value of each field; of several amounts those that stand with the year's budget."""
        chosen: dict[str, Said] = {}
        for field in ("budget", *_LABELLED):
            saids = [said for said in self._said if said.field == field]
            budget = chosen.get("budget")
            if budget and field in AMOUNTS:
                near = [said for said in saids if said.label.column == budget.label.column]
                near = near or [said for said in saids if said.label.row == budget.label.row]
                saids = near or saids
            yearly = [said for said in saids if "年" in self._sheet.text(*said.label)]
            filled = [said for said in yearly or saids if said.text]
            if saids:
                chosen[field] = (filled or yearly or saids)[0]
        department = chosen.pop("department", None)
        if department and not chosen.keys() & {"unit", "unit_code"} and "unit_name" not in self._texts:
            chosen["unit"] = department
        if self._goals_map:
            chosen.pop("goals", None)
        return chosen

    def _money_unit(self, chosen: Mapping[str, Said]) -> str:
        """As a label of amounts notes it, as a line of its own says it, or as the amounts have it."""
        noted = [said for said in self._said if said.field == "money_unit" and said.cell in self._label_cells]
        if noted:
            return noted[0].text
        if "money_unit" in chosen:
            return chosen["money_unit"].text
        units = (unit_of_amount(chosen[field].text) for field in AMOUNTS if field in chosen)
        return next((unit for unit in units if unit), DEFAULT_MONEY_UNIT)


def _pieces(parts: Sequence[Part], made: Mapping[Said, FieldCell]) -> Iterator[str | FieldText]:
    for part in parts:
        if isinstance(part, Said):
            yield from made[part].template if part in made else (part.text,)
        elif part:
            yield part
