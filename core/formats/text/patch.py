"""Writing a changed section back into its source: only the characters of what changed are touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from core.book import DepartmentTargets, FrontMatter, Goals, Indicator, Project, Row, Section
from core.formats.text.goals import GoalSlot
from core.formats.text.preface import SectionMap, write_contents_entry, write_sub_goal
from core.formats.text.slots import Replacement, Slot, cell_text, rewrite, splice
from core.formats.text.table import (
    TEXT_FIELDS,
    Table,
    TableRow,
    TextForm,
    merged_levels,
    table_columns,
)

_R = TypeVar("_R", bound=Row)
_CellChanges = Callable[[TableRow, _R, _R, "_R | None"], list[Replacement]]


def patch_table(source: str, table: Table, old: Project, new: Project, form: TextForm) -> str:
    """The text of the table's block, from `old`, which it was read as, changed to say `new`."""
    # A number is part of a heading: a table that has no heading cannot show it.
    names = TEXT_FIELDS if "title" in table.missing and not new.title else ("number", *TEXT_FIELDS)
    changes = _field_changes(source, table.fields, old, new, names)
    changes += _goal_changes(source, table, old.goals, new.goals, form)
    changes += _plan_changes(source, table, old, new, form)
    if new.has_basis and "basis" not in table.columns:
        changes.append(_new_rows_part(source, table, new, form))
    else:
        changes += _indicator_changes(source, table, old.indicators, new.indicators, form)
    return splice(source, table.start, table.end, changes)


def front_changes(source: str, mapped: SectionMap, old: FrontMatter, new: FrontMatter) -> list[Replacement]:
    changes = _field_changes(source, mapped.fields, old, new, ("text",))
    return changes + _row_changes(
        source,
        mapped.rows,
        mapped.rows_area,
        old.contents,
        new.contents,
        lambda row, was, now, above: _field_changes(source, row.cells, was, now, ("number", "title")),
        lambda row, above: write_contents_entry(row),
        gap="",
    )


def department_changes(
    source: str, mapped: SectionMap, old: DepartmentTargets, new: DepartmentTargets
) -> list[Replacement]:
    changes = _field_changes(source, mapped.fields, old, new, ("overall", "safeguards"))
    return changes + _row_changes(
        source,
        mapped.rows,
        mapped.rows_area,
        old.sub_goals,
        new.sub_goals,
        lambda row, was, now, above: _field_changes(
            source, row.cells, was, now, ("heading", "goals", "indicators")
        ),
        lambda row, above: write_sub_goal(row),
        gap="",
    )


def _field_changes(
    source: str, slots: Mapping[str, Slot], old: Section | Row, new: Section | Row, names: Sequence[str]
) -> list[Replacement]:
    if old is new:
        return []
    changes = []
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            changes.append(rewrite(source, slots[name], "" if after is None else str(after)))
    return changes


# -- goals and spending plan ---------------------------------------------------------------------------------


def _goal_changes(source: str, table: Table, old: Goals, new: Goals, form: TextForm) -> list[Replacement]:
    if old == new:
        return []
    slots, area = table.goals, table.goals_area
    if not slots:
        return [Replacement(area.start, area.end, area.lead + form.write_goals(new, 1) + area.trail)]
    if len(old) == len(new):
        pairs = zip(slots, old, new, strict=True)
        return [_rewrite_goal(source, slot, now) for slot, was, now in pairs if was != now]
    same = next((index for index, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), None)
    kept = min(len(old), len(new)) if same is None else same
    if slots[0].number_start == slots[0].number_end:  # a lone goal without a number gets one beside others
        kept = 0
    written = form.write_goals(new[kept:], kept + 1)
    if kept == len(slots):
        return [Replacement(slots[-1].end, slots[-1].end, form.goal_gap + written)]
    start = slots[kept - 1].end if kept == len(new) and kept else slots[kept].start
    return [Replacement(start, slots[-1].end, written)]


def _rewrite_goal(source: str, slot: GoalSlot, text: str) -> Replacement:
    """Give a goal another text; its number stays, and so do tags and bookmarks before the number."""
    before = cell_text(source[slot.start : slot.number_start])
    if before and not text.startswith(before):
        return Replacement(slot.start, slot.end, source[slot.number_start : slot.number_end] + text)
    return rewrite(source, Slot(slot.number_end, slot.end), text[len(before) :])


def _plan_changes(source: str, table: Table, old: Project, new: Project, form: TextForm) -> list[Replacement]:
    if old.spending_plan == new.spending_plan:
        return []
    before, after = old.spending_plan or (), new.spending_plan or ()
    if len(before) != len(after):
        area = table.plan_area
        written = form.write_plan(after) + area.trail if after else ""
        return [Replacement(area.start, area.end, written)]
    changes = []
    for slots, was, now in zip(table.plan, before, after, strict=True):
        if was.label != now.label:
            changes.append(rewrite(source, slots.label, now.label))
        if was.percent != now.percent:
            changes.append(rewrite(source, slots.percent, now.percent))
    return changes


# -- rows ----------------------------------------------------------------------------------------------------


def _indicator_changes(
    source: str, table: Table, old: Sequence[Indicator], new: Sequence[Indicator], form: TextForm
) -> list[Replacement]:
    def cell_changes(
        row: TableRow, was: Indicator, now: Indicator, above: Indicator | None
    ) -> list[Replacement]:
        names = tuple(name for name in ("level3", "description", "value", "basis") if name in row.cells)
        return _level_changes(source, row, now, above) + _field_changes(source, row.cells, was, now, names)

    if old == new:
        return []
    columns = table.columns or table_columns(has_basis=False)
    area = table.rows_area
    if not table.columns:
        area = Slot(area.start, area.end, lead=area.lead + form.write_column_titles(columns) + form.row_gap)
    return _row_changes(
        source,
        table.rows,
        area,
        old,
        new,
        cell_changes,
        lambda row, above: form.write_row(row, above, columns),
        form.row_gap,
    )


def _level_changes(source: str, row: TableRow, now: Indicator, above: Indicator | None) -> list[Replacement]:
    """Make the level cells say what the row's levels are below the row above: an empty cell continues that."""
    levels = (above.level1, above.level2) if above else None
    cells = {name: row.cells[name].text(source) if name in row.cells else "" for name in ("level1", "level2")}
    wanted = (now.level1, now.level2)
    if merged_levels(levels, cells["level1"], cells["level2"]) == wanted:
        return []
    if merged_levels(levels, cells["level1"], now.level2) == wanted:
        wanted = (cells["level1"], now.level2)
    return [
        rewrite(source, row.cells[name], text)
        for name, text in zip(("level1", "level2"), wanted, strict=True)
        if name in row.cells and text != cells[name]
    ]


def _new_rows_part(source: str, table: Table, new: Project, form: TextForm) -> Replacement:
    """Column titles and all rows anew: a column that the table did not have has come."""
    columns = table_columns(has_basis=True)
    parts = [form.write_column_titles(columns), form.row_gap]
    above: Indicator | None = None
    for row in new.indicators:
        parts += (form.write_row(row, above, columns), form.row_gap)
        above = row
    start = table.titles_area.start if table.columns else table.rows_area.start
    return Replacement(start, table.rows_area.end, "".join(parts[:-1]))


def _row_changes(
    source: str,
    slots: Sequence[TableRow],
    area: Slot,
    old: Sequence[_R],
    new: Sequence[_R],
    cell_changes: _CellChanges[_R],
    write_row: Callable[[_R, _R | None], str],
    gap: str,
) -> list[Replacement]:
    """Rows that stay keep their lines and, between rows that stay neighbours, what stands there."""
    if [row.id for row in old] == [row.id for row in new]:
        above: list[_R | None] = [None, *new[:-1]]
        rows = zip(slots, old, new, above, strict=True)
        return [change for slot, was, now, prior in rows for change in cell_changes(slot, was, now, prior)]
    index_of = {row.id: index for index, row in enumerate(old)}
    gaps = [source[one.end : other.start] for one, other in pairwise(slots)]
    usual_gap = Counter(gaps).most_common(1)[0][0] if gaps else gap
    parts: list[str] = [area.lead] if not slots else []
    prior: _R | None = None
    for row in new:
        index = index_of.get(row.id)
        if prior is not None:
            was_neighbour = index is not None and index > 0 and old[index - 1].id == prior.id
            parts.append(gaps[index - 1] if was_neighbour and index is not None else usual_gap)
        if index is None:
            parts.append(write_row(row, prior))
        else:
            slot = slots[index]
            text = splice(source, slot.start, slot.end, cell_changes(slot, old[index], row, prior))
            parts.append(text if text.endswith("\n") else text + "\n")
        prior = row
    return [Replacement(area.start, area.end, "".join(parts) + area.trail)]
