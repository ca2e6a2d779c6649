"""Where the parts of a book stand in a workbook: what a reader found, and by what a changed book is written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from core.book import ItemId
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.titles import WorkbookKind
from core.spreadsheet.address import Cell


class Aspect(StrEnum):
    """Which part of a field a piece of text says."""

    OPERATOR = "operator"
    NUMBER = "number"
    UNIT = "unit"
    """In columns of their own, which joined are the value: `≥`, `95`, `%`; any other value is the number."""
    STATED_OPERATOR = "stated operator"
    STATED_NUMBER = "stated number"
    STATED_UNIT = "stated unit"
    """Said once more beside the whole value: `=` for a bare number, 定性 for a text, which has neither of the others."""
    LABEL = "label"
    PERCENT = "percent"
    """Of a checkpoint."""


class FieldText(NamedTuple):
    """A piece of a cell's text that says a field of a section, or of the row of it that the cell belongs to.

    `field` is named as in `core.book`; besides, `position` is the project's place in the book from 1, and `parts`
    its optional parts. `item` is a checkpoint, counted from 0 or by its label; of an operator or unit it is what stands
    there for none: 定性, `/`. `aspect` is an Aspect of a `value` or a checkpoint. Of a `number` it is what follows one that is there, `.`; of all `goals` how their numbers are
    written, `{}.`; of the `parts` the checkpoints that need no mention.
    """

    field: str
    item: int | str | None = None
    aspect: str | None = None


Template = tuple[str | FieldText, ...]
"""What a cell's text is made of: texts as they stand (`项目名称：`), and pieces that the book says."""


class Continued(Enum):
    """How a level cell shows that it says the same as the row above."""

    REPEATED = auto()
    BLANK = auto()
    MERGED = auto()


@dataclass(frozen=True, slots=True)
class RowsMap:
    """The rows of a section, each on one row of a sheet.

    `columns` says what their cells are made of: fields of the row (`level1` … `basis`), and fields of its section
    that are repeated on every row. `rows` are sheet rows, in the order of the section's rows. `levels` says, for
    levels and for fields of the section, how their cells show that they continue the row above.
    """

    sheet: str
    title_row: int
    columns: Mapping[int, Template]
    rows: Sequence[int] = ()
    levels: Mapping[str, Continued] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoalsMap:
    """The cells that hold goals, one below the other in one column.

    `counts` says how many goals each cell holds; `numbering` is how a goal's number is written, `{}.` or `目标{}：`;
    "" where goals carry none.
    """

    column: int
    rows: tuple[int, ...]
    counts: tuple[int, ...]
    numbering: str


class RowCells(Mapping[Cell, Template]):
    """Cells of one row, each made of what its column says; rows that are alike share that."""

    __slots__ = ("_row", "_templates")

    def __init__(self, row: int, templates: Mapping[int, Template]) -> None:
        self._row, self._templates = row, templates

    def __getitem__(self, cell: Cell) -> Template:
        if cell.row != self._row:
            raise KeyError(cell)
        return self._templates[cell.column]

    def __iter__(self) -> Iterator[Cell]:
        return (Cell(self._row, column) for column in self._templates)

    def __len__(self) -> int:
        return len(self._templates)

    def values(self) -> ValuesView[Template]:
        return self._templates.values()  # without asking cell by cell


@dataclass(frozen=True, slots=True)
class SectionMap:
    """Where one section stands: `first_row` to `last_row` of a sheet are its own, and `rows` wherever those are.

    `cells` are the cells that say its fields. A field that no cell says cannot be written back.
    """

    sheet: str
    first_row: int
    last_row: int
    cells: Mapping[Cell, Template]
    goals: GoalsMap | None = None
    rows: RowsMap | None = None


@dataclass(frozen=True, slots=True)
class WorkbookMap:
    """A whole book in a workbook. `contents` is 目录: a row for each project in document order."""

    kind: WorkbookKind
    sections: dict[ItemId, SectionMap]
    contents: RowsMap | None = None
    unrecognised: tuple[Unrecognised, ...] = ()
