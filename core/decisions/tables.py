"""Decisions as tables, for sheets of their own in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Generic, TypeVar

from core.cost import Instead
from core.decisions.records import CostRecord, Decisions, WaiverRecord
from core.decisions.spot import PROJECT, Spot
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES

_Record = TypeVar("_Record", bound=WaiverRecord | CostRecord)

_SPOT_TITLES = ("部分", "单位代码", "项目编码", "项目名称", "序号", "指标", "同名第几个", "栏目")
_FIELD_TITLES = HEADER_TITLES | INDICATOR_TITLES
_FIELDS = {title: field for field, title in _FIELD_TITLES.items()}
_INSTEAD = {"": "", Instead.LEAVE_OUT: "不计入", Instead.AS_TOTAL: "按总额计入"}


@dataclass(frozen=True, slots=True)
class DecisionTable(Generic[_Record]):
    """One kind of decisions as lines of texts.

    Attributes:
        name: what a sheet with this table is called.
        titles: those of the columns; the first ones say the spot.
        needed: the titles by which the table is known.
    """

    name: str
    titles: tuple[str, ...]
    needed: frozenset[str]
    _make: Callable[[Spot, Mapping[str, str]], _Record | None]
    _texts: Callable[[_Record], Iterable[str]]

    def lines(self, records: Iterable[_Record]) -> list[tuple[str, ...]]:
        """The titles and a line per decision; none at all where there is no decision."""
        lines = [(*_shown(record.spot), *self._texts(record)) for record in records]
        return [self.titles, *lines] if lines else []

    def is_in(self, lines: Sequence[Sequence[str]]) -> bool:
        """Whether the lines are such a table."""
        return self._titles_in(lines) is not None

    def records(self, lines: Sequence[Sequence[str]]) -> tuple[_Record, ...]:
        """The decisions, whose columns may stand in any order and behind a heading; none for another table.

        Lines that decide nothing are read over.
        """
        titles = self._titles_in(lines)
        if titles is None:
            return ()
        named = (dict(zip_longest(lines[titles], line, fillvalue="")) for line in lines[titles + 1 :])
        records = (self._make(_spot(cells), cells) for cells in named)
        return tuple(record for record in records if record is not None)

    def _titles_in(self, lines: Sequence[Sequence[str]]) -> int | None:
        one = min(self.needed)  # which hardly any line has
        found = (number for number, line in enumerate(lines) if one in line and self.needed <= set(line))
        return next(found, None)


def _waiver(spot: Spot, cells: Mapping[str, str]) -> WaiverRecord | None:
    said = [cells.get(title, "") for title in _WAIVER_TITLES]
    rule, _, _, reason, *_ = said
    return WaiverRecord(spot, *said) if rule.strip() and reason.strip() else None


def _cost(spot: Spot, cells: Mapping[str, str]) -> CostRecord | None:
    by, occurrence, instead = (cells.get(title, "") for title in _COST_TITLES)
    known = next((key for key, title in _INSTEAD.items() if title == instead.strip()), "")
    return CostRecord(spot, by, occurrence, known) if known or by else None


_WAIVER_TITLES = ("规则", "核实时的内容", "问题", "核实说明", "核实人", "核实日期")
_COST_TITLES = ("按哪个指标的数量计算", "数量指标同名第几个", "不乘数量时")

WAIVERS = DecisionTable(
    "已核实的问题",
    (*_SPOT_TITLES, *_WAIVER_TITLES),
    frozenset({"规则", "核实说明"}),
    _waiver,
    lambda record: record[1:],
)
COSTS = DecisionTable(
    "成本计算的约定",
    (*_SPOT_TITLES, *_COST_TITLES),
    frozenset(_COST_TITLES[::2]),
    _cost,
    lambda record: (record.by, record.occurrence, _INSTEAD.get(record.instead, "")),
)


def tables_of(decisions: Decisions) -> dict[str, list[tuple[str, ...]]]:
    """The lines of each table by its name; no lines for one that there is no need of."""
    return {WAIVERS.name: WAIVERS.lines(decisions.waivers), COSTS.name: COSTS.lines(decisions.costs)}


def table_name(lines: Sequence[Sequence[str]]) -> str | None:
    """Which of the tables the lines are; None for any other table."""
    return next((table.name for table in (WAIVERS, COSTS) if table.is_in(lines)), None)


def decisions_in(tables: Mapping[str, Sequence[Sequence[str]]]) -> Decisions:
    """The decisions that tables say, given by name."""
    return Decisions(WAIVERS.records(tables.get(WAIVERS.name, [])), COSTS.records(tables.get(COSTS.name, [])))


def _spot(cells: Mapping[str, str]) -> Spot:
    spot = Spot(*(cells.get(title, "") for title in _SPOT_TITLES))
    return spot._replace(part=spot.part or PROJECT, field=_FIELDS.get(spot.field, spot.field))


def _shown(spot: Spot) -> Spot:
    return spot._replace(field=_FIELD_TITLES.get(spot.field, spot.field))
