"""Reading tables of the dialect "cells" that are in plain form, or nearly: by one pattern, without a map of the cells.

What the patterns here let through, `cells_reader` reads to the same values; it also reads all other tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from core.book import Checkpoint, ItemId, Project, SpendingPlan
from core.formats.text import labels
from core.formats.text.goals import goal_texts
from core.formats.text.labels import COLUMN_LABELS, column_field, header_field, label_pattern
from core.formats.text.plain_table import numbered_start, plain_project, without_blank_ones
from core.formats.text.slots import cell_text

_TEXT = r"[^\n]*+(?:\n[^\S\n\t]*+[^\s\[][^\n]*+)*+"
"""A cell's line, and the lines right below that go on with it."""
_NEXT = r"(?:\n[^\S\n\t]*+(?=\n))*+\n\t++"
"""Blank lines, and the beginning of the next cell."""


def _label(*fields: str) -> str:
    return label_pattern(*fields) + r"[ \u3000\t]*+" + _NEXT


def _title(field: str) -> str:
    return label_pattern(field, titles=COLUMN_LABELS) + r"[ \u3000\t]*+" + _NEXT


_HEAD = re.compile(
    rf"(?P<heading>(?:[^\t\n]*+\n)*+)\t++(?P<unit>(?!\s*+单)[^\n]*+){_NEXT}(?P<money_unit>[^\n]*+){_NEXT}"
    rf"(?:{_label('code')}(?P<code>{_TEXT}){_NEXT})?{_label('name')}(?P<name>{_TEXT}){_NEXT}"
    rf"{_label('budget_block')}{_label('budget')}(?P<budget>{_TEXT}){_NEXT}"
    rf"{_label('fiscal_funds')}(?P<fiscal_funds>{_TEXT}){_NEXT}"
    rf"{_label('other_funds')}(?P<other_funds>{_TEXT}){_NEXT}[^\S\n]*+{_NEXT}(?P<purpose>{_TEXT}){_NEXT}"
    rf"(?:{_label('spending_plan')}(?P<plan>{_TEXT}(?:{_NEXT}{_TEXT})*?){_NEXT})?"
    rf"{_label('goals')}(?P<goals>[^\n]*+(?:\n(?![ \u3000\xa0]*+\t)[^\n]*+)*+)\n\t++"
    rf"{_title('level1')}{_title('level2')}{_title('level3')}{_title('description')}{_title('value')}"
    rf"(?P<has_basis>{_title('basis')})?"
)
_VALUES = ("name", "budget", "fiscal_funds", "other_funds", "purpose")
_NEEDS_CARE = re.compile(
    r"\n(?:"
    r"[ \u3000\xa0]++\t"  # a cell that does not begin at the start of its line
    r"|(?:[^\S\n\t]*+\n)++[^\S\n\t]*+\S"  # text behind a blank line
    r"|[^\S\n]*+(?:\[bookmark:[^\[\]\n]*+\][^\S\n]*+)++(?:\n|\Z)"  # a line of bookmarks alone: a blank one
    r")"
)
_OPENING = re.compile(
    r"(?P<heading>[^\t\n]*+)\n"
    r"\t\d{6}(?:\d{3}){0,2}[^\d\s\[][^\t\n\[]*+\n"
    r"\t单位[:：]\S*+\n\n?"
    r"(?:\t项目[编代]码\n\t[^\s项][^\t\n]*+\n)?"
)


def plain_start(source: str, floor: int, name_label: int) -> int | None:
    """Where the table begins whose label 项目名称 stands at `name_label`, if plain lines lead to it.

    These are a heading with its number, the unit and the money unit, with no gap between them.
    """
    money_unit = source.rfind("\n\t单位", floor, name_label)
    unit = source.rfind("\n", floor, money_unit) if money_unit >= 0 else -1
    above = source.rfind("\n", floor, unit) if unit >= 0 else -1
    return numbered_start(_OPENING.fullmatch(source, above + 1, name_label)) if above >= 0 else None


def read_plain(text: str, new_id: Callable[[], ItemId]) -> Project | None:
    """The project of a table; None for one that is to be read with care."""
    head = _HEAD.match(text)
    if head is None:
        return None
    unit = labels.match_any_unit(head["unit"])
    money_unit = labels.match_money_unit(head["money_unit"])
    values = dict(zip(_VALUES, map(cell_text, head.group(*_VALUES)), strict=True))
    code = None if head["code"] is None else cell_text(head["code"])
    if unit is None or money_unit is None or _is_label(cell_text(head["unit"]), code, *values.values()):
        return None
    plan = None if head["plan"] is None else _plan(head["plan"])
    columns = _columns(text[head.end() :], 6 if head["has_basis"] else 5)
    if plan == () or not columns:
        return None
    goals = goal_texts(text, *head.span("goals"), line_starts_only=True)
    return plain_project(head, unit, money_unit, values, plan, goals, columns, new_id)


def _is_label(unit: str, *texts: str | None) -> bool:
    """Whether no unit is given, or a label stands where a text should."""
    return not unit or header_field(unit) is not None or any(header_field(text) for text in texts if text)


def _plan(text: str) -> SpendingPlan:
    """The labels of the checkpoints, an empty cell, and as many percentages; nothing for anything else."""
    cells = _cells(text.rstrip("\n"))
    count = cells.index("") if "" in cells else 0
    if len(cells) != 2 * count + 1 or any(map(header_field, cells)):
        return ()
    return tuple(map(Checkpoint, cells[:count], cells[count + 1 :]))


def _columns(text: str, width: int) -> list[list[str]]:
    """The cells of the indicators by column, from what follows the column titles; none for rows that need care."""
    cells = _cells(text.rstrip("\n"))
    if len(cells) % width or not cells or not labels.looks_like_level1(cells[0]) or column_field(cells[0]):
        return []
    return [cells[column::width] for column in range(width)]


def _cells(text: str) -> list[str]:
    """What the cells say that the text, from behind the first one's tab, consists of; nothing where they need care."""
    lines = text.replace("\n\n\t", "\n\t")
    cells = lines.split("\n\t")
    starts = len(cells) - 1
    if lines.count("\n") == starts == lines.count("\t") and "[" not in lines and "\r" not in lines:
        return without_blank_ones(cells)
    if _NEEDS_CARE.search(text):
        return []
    return [cell_text(cell.lstrip("\t")) for cell in cells]
