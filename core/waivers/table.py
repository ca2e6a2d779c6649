"""Waivers as lines of a table, for the sheet 已核实的问题 of a workbook and for the review report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from core.field_titles import HEADER_TITLES, INDICATOR_TITLES
from core.waivers.record import PROJECT, Spot, WaiverRecord

SHEET_NAME = "已核实的问题"

_SPOT_TITLES = ("部分", "单位代码", "项目编码", "项目名称", "序号", "指标", "同名第几个", "栏目")
_OTHER_TITLES = ("规则", "核实时的内容", "问题", "核实说明", "核实人", "核实日期")
TITLES = (*_SPOT_TITLES, *_OTHER_TITLES)
_NEEDED = {"规则", "核实说明"}

_FIELD_TITLES = HEADER_TITLES | INDICATOR_TITLES
_FIELDS = {title: field for field, title in _FIELD_TITLES.items()}


def as_table(records: Iterable[WaiverRecord]) -> list[tuple[str, ...]]:
    """The titles and a line per waiver; the field by its Chinese name."""
    return [TITLES, *((*_shown(record.spot), *record[1:]) for record in records)]


def of_table(lines: Sequence[Sequence[str]]) -> list[WaiverRecord]:
    """The waivers of a table, whose columns may stand in any order and behind a heading; none for another table.

    Lines without a rule or a reason are read over: they say nothing.
    """
    titles = next((number for number, line in enumerate(lines) if set(line) >= _NEEDED), None)
    if titles is None:
        return []
    named = (dict(zip_longest(lines[titles], line, fillvalue="")) for line in lines[titles + 1 :])
    return [_record(cells) for cells in named if all(cells[title].strip() for title in _NEEDED)]


def _record(cells: dict[str, str]) -> WaiverRecord:
    spot = Spot(*(cells.get(title, "") for title in _SPOT_TITLES))
    spot = spot._replace(part=spot.part or PROJECT, field=_FIELDS.get(spot.field, spot.field))
    return WaiverRecord(spot, *(cells.get(title, "") for title in _OTHER_TITLES))


def _shown(spot: Spot) -> Spot:
    return spot._replace(field=_FIELD_TITLES.get(spot.field, spot.field))
