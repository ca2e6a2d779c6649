"""Lines of an invented book to filter and sort, and names for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.all_indicators.arranging import Arranging
from core.all_indicators.line import Line
from core.book import Indicator, ItemId, Project
from core.cell_findings import CellFindings


def lines(*rows: tuple[str, str] | str, unit_name: str = "示例市档案馆") -> list[Line]:
    """Lines of one project: (level-3 name, value), or names alone."""
    pairs = [(row, "") if isinstance(row, str) else row for row in rows]
    indicators = tuple(
        Indicator(ItemId(place), "产出指标", "数量指标", name, f"{name}的说明", value)
        for place, (name, value) in enumerate(pairs, 2)
    )
    project = Project(ItemId(1), 1, unit_name=unit_name, name="示例档案数字化", indicators=indicators)
    return [Line(project, row) for row in indicators]


def names(found: Iterable[Line]) -> list[str]:
    return [line.row.level3 for line in found]


def result(job: Arranging) -> Sequence[Line]:
    """What a job in pieces has found in the end."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: Sequence[Line] = stop.value
            return found


NO_FINDINGS = CellFindings(lambda section: ())
