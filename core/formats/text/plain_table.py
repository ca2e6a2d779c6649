"""What both dialects do alike with tables in plain form (`plain_cells`, `plain_rows`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from sys import intern

from core.book import Goals, ItemId, Project, SpendingPlan
from core.formats.text import labels
from core.formats.text.slots import cell_text
from core.formats.text.table import indicators_in_columns


def numbered_start(opening: re.Match[str] | None) -> int | None:
    """Where a table begins whose lines above the label 项目名称 are a plain opening, if its heading has a number."""
    if opening is None or labels.match_heading(opening["heading"])[1] is None:
        return None
    return opening.start()


def without_blank_ones(cells: list[str]) -> list[str]:
    """The cells as `cell_text` reads them, for such that hold neither line ends nor bookmarks."""
    return ["" if cell.isspace() else cell for cell in cells] if any(map(str.isspace, cells)) else cells


def plain_project(
    head: re.Match[str],
    unit: re.Match[str],
    money_unit: re.Match[str],
    values: Mapping[str, str],
    plan: SpendingPlan | None,
    goals: Goals,
    columns: Sequence[Sequence[str]],
    new_id: Callable[[], ItemId],
) -> Project:
    """The project of a table, from what a pattern has found in its text; `values` by field, `columns` of the rows."""
    number, title = labels.read_heading(head["heading"] or "")
    return Project(
        new_id(),
        number,
        title,
        unit_code=intern(cell_text(unit[1])),
        unit_name=intern(cell_text(unit[2])),
        money_unit=intern(cell_text(money_unit[1])),
        code=None if head["code"] is None else cell_text(head["code"]),
        **values,
        spending_plan=plan,
        goals=goals,
        indicators=indicators_in_columns(columns, new_id),
    )
