"""One target table as it stands in a source: where each of its cells is. The reader's result, the writer's map."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import islice, repeat
from sys import intern
from typing import NamedTuple

from core.book import Checkpoint, Goals, Indicator, ItemId, Project, SpendingPlan, indicators_of
from core.field_titles import INDICATOR_TITLES
from core.formats.text.goals import GoalSlot
from core.formats.text.labels import ROW_FIELDS
from core.formats.text.slots import NOWHERE, Slot
from core.wording import squeezed

TEXT_FIELDS = (
    "title",
    "unit_code",
    "unit_name",
    "money_unit",
    "code",
    "name",
    "budget",
    "fiscal_funds",
    "other_funds",
    "purpose",
)
"""The header fields of a project that are plain texts, in the order of the table."""


_OFTEN_THE_SAME = ("unit_code", "unit_name", "money_unit", "level1", "level2", "value", "basis")
"""Fields whose texts recur throughout a book: equal ones are one object, which is a third of the rows' memory."""


class Dialect(Enum):
    """The two text table formats; the value is what the command line calls them."""

    CELLS = "cells"
    ROWS = "rows"

    @property
    def title(self) -> str:
        return {"cells": "文本（单元格）", "rows": "文本（表格行）"}[self.value]

    @property
    def suffix(self) -> str:
        return ".txt"


class NameLabel(NamedTuple):
    """A label 项目名称 where a table's could stand: from the start of its line to the end of what was looked at."""

    start: int
    end: int


class CheckpointSlot(NamedTuple):
    label: Slot
    percent: Slot


@dataclass(slots=True)
class TableRow:
    """An indicator row: `source[start:end]` are its lines, `cells` its slots by field."""

    start: int
    end: int
    cells: dict[str, Slot]


@dataclass(slots=True)
class Table:
    """`source[start:end]` is the table with all that follows it up to the next one.

    `fields` holds a slot for every header field; `missing` names those that the table does not have (their
    slots are openings). `columns` are the row fields in the order of the table's columns; `unknown` are the
    lines or cells that were not understood.
    """

    start: int
    end: int
    fields: dict[str, Slot] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    goals: list[GoalSlot] = field(default_factory=list)
    goals_area: Slot = NOWHERE
    plan: list[CheckpointSlot] = field(default_factory=list)
    plan_area: Slot = NOWHERE
    columns: tuple[str, ...] = ()
    titles_area: Slot = NOWHERE
    rows: list[TableRow] = field(default_factory=list)
    rows_area: Slot = NOWHERE
    unknown: list[Slot] = field(default_factory=list)

    def open_missing(self, openings: Mapping[str, Slot]) -> None:
        """Give every header field that the table lacks an opening where its cell would stand."""
        for name in openings.keys() - self.fields.keys():
            self.fields[name] = openings[name]
            self.missing.add(name)


class TextForm(ABC):
    """A dialect: how its tables are found and read, and how their parts are written from nothing."""

    dialect: Dialect
    row_gap: str
    """What stands between two indicator rows."""
    goal_gap: str
    """What stands between two goals."""

    @abstractmethod
    def find_labels(self, source: str) -> Iterator[NameLabel]:
        """The places to look for a table at: no fewer than there are tables."""

    @abstractmethod
    def find_tables(self, source: str, name_labels: Iterable[NameLabel]) -> Iterator[int]:
        """Where each table begins (its heading, or the unit line where there is none)."""

    @abstractmethod
    def read_table(self, source: str, start: int, end: int) -> Table:
        """Where everything stands in the table that `source[start:end]` holds."""

    @abstractmethod
    def read_plainly(self, text: str, new_id: Callable[[], ItemId]) -> Project | None:
        """The project of the table `text`, the same as by `read_table` but in a tenth of the time.

        None where the table holds something that takes more care.
        """

    @abstractmethod
    def write_table(self, project: Project) -> str:
        """The whole table in the dialect's plain form."""

    @abstractmethod
    def write_column_titles(self, columns: tuple[str, ...]) -> str: ...

    @abstractmethod
    def write_row(self, row: Indicator, above: Indicator | None, columns: tuple[str, ...]) -> str:
        """An indicator row; a level that reads the same as the row `above` is left out as merged."""

    @abstractmethod
    def write_goals(self, goals: Goals, first_number: int) -> str: ...

    @abstractmethod
    def write_plan(self, plan: SpendingPlan) -> str: ...


def unseen(project: Project) -> None:
    """Shows nobody the first project of a file that is being read."""


def table_columns(has_basis: bool) -> tuple[str, ...]:
    """The row fields of a plain table."""
    return ROW_FIELDS if has_basis else tuple(name for name in ROW_FIELDS if name != "basis")


def column_titles(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(INDICATOR_TITLES[name] for name in columns)


def merged_levels(above: tuple[str, str] | None, level1: str, level2: str) -> tuple[str, str]:
    """What the level cells of a row mean below a row with the levels `above`: an empty one continues it.

    Level 2 continues only where level 1 does.
    """
    if above is None or level1:
        return level1, level2
    return squeezed(above[0]), level2 or squeezed(above[1])


def row_texts(row: Indicator, above: Indicator | None, columns: tuple[str, ...]) -> list[str]:
    """The cells of a new row; level 1 is left empty where it continues the row above."""
    texts = {name: getattr(row, name) or "" for name in columns if name in ROW_FIELDS}
    levels = (above.level1, above.level2) if above else None
    if merged_levels(levels, "", row.level2) == (row.level1, row.level2):
        texts["level1"] = ""
    return [texts.get(name, "") for name in columns]


def indicators_in_columns(
    columns: Sequence[Sequence[str]], new_id: Callable[[], ItemId]
) -> tuple[Indicator, ...]:
    """The indicators of a table by its columns: the five of every table, and the basis if it has one."""
    level1s, level2s = _levels_in_columns(tuple(columns[0]), tuple(columns[1]))
    ids = list(islice(iter(new_id, None), len(level1s)))
    # Many a description repeats the name: as one object, which is quicker than interning them and saves most of it.
    described = zip(columns[2], columns[3], strict=True)
    descriptions = [name if text == name else text for name, text in described]
    values = map(intern, columns[4])
    bases: Iterable[str | None] = map(intern, columns[5]) if len(columns) > 5 else repeat(None)
    cells = zip(ids, level1s, level2s, columns[2], descriptions, values, bases, strict=False)
    return indicators_of(cells)


@lru_cache(maxsize=1024)  # many a table has the same groups as another
def _levels_in_columns(
    level1s: tuple[str, ...], level2s: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the level cells of all rows mean, as by `merged_levels` row by row."""
    meant1s: list[str] = []
    meant2s: list[str] = []
    above1 = above2 = ""
    for level1, level2 in zip(level1s, map(intern, level2s), strict=True):
        if level1:
            meant1, meant2 = intern(level1), level2
            above1, above2 = intern(squeezed(level1)), intern(squeezed(level2))
        else:
            above2 = intern(squeezed(level2)) if level2 else above2
            meant1, meant2 = above1, level2 or above2
        meant1s.append(meant1)
        meant2s.append(meant2)
    return tuple(meant1s), tuple(meant2s)


def project_of(source: str, table: Table, new_id: Callable[[], ItemId]) -> Project:
    """The project that the table describes; its ids are taken in document order."""
    texts: dict[str, str | None] = {name: table.fields[name].text(source) for name in TEXT_FIELDS}
    texts |= {name: intern(texts[name] or "") for name in _OFTEN_THE_SAME if name in texts}
    texts["title"] = str(texts["title"]).replace("\n", "")
    if "code" in table.missing:
        texts["code"] = None
    number = table.fields["number"].raw(source)
    section_id = new_id()
    return Project(
        id=section_id,
        number=int(number) if number else None,
        spending_plan=_plan_of(source, table),
        goals=tuple(goal.text(source) for goal in table.goals),
        indicators=_indicators_of(source, table, new_id),
        **texts,  # type: ignore[arg-type]
    )


def _plan_of(source: str, table: Table) -> SpendingPlan | None:
    if not table.plan:
        return None
    return tuple(Checkpoint(slot.label.text(source), slot.percent.text(source)) for slot in table.plan)


def _indicators_of(source: str, table: Table, new_id: Callable[[], ItemId]) -> tuple[Indicator, ...]:
    indicators: list[Indicator] = []
    levels: tuple[str, str] | None = None
    for row in table.rows:
        texts = {name: slot.text(source) for name, slot in row.cells.items()}
        levels = merged_levels(levels, texts.get("level1", ""), texts.get("level2", ""))
        texts["level1"], texts["level2"] = levels
        texts |= {name: intern(texts[name]) for name in _OFTEN_THE_SAME if name in texts}
        indicators.append(Indicator(new_id(), **texts))
    return tuple(indicators)
