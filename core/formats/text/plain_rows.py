"""Reading tables of the dialect "rows" that are in plain form, or nearly: by one pattern, without a map of the cells.

What the patterns here let through, `rows_reader` reads to the same values; it also reads all other tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest

from core.book import Checkpoint, ItemId, Project, SpendingPlan
from core.field_titles import HEADING_SUFFIX
from core.formats.text import labels
from core.formats.text.goals import goal_texts
from core.formats.text.labels import COLUMN_LABELS, column_field, header_field, label_pattern
from core.formats.text.plain_table import numbered_start, plain_project, without_blank_ones
from core.formats.text.slots import cell_text
from core.wording import squeezed

_BLANK_LINES = r"(?:[ \u3000]*+\n)*+"
_END = rf"[\t \u3000]*+\n{_BLANK_LINES}"
"""Empty cells to the end of a row."""
_AMOUNT = r"[^\t\n\u3400-\u9fff]*+"
"""No word, which could be a label."""
_UNIT = r"(?P<unit>\d{6}(?!\d)[^\t\n]*+)"


def _label(*fields: str) -> str:
    return label_pattern(*fields) + r"[ \u3000]*+"


def _title(field: str) -> str:
    return label_pattern(field, titles=COLUMN_LABELS) + r"[ \u3000]*+"


_HEAD = re.compile(
    r"(?:(?P<heading>\d{1,5}[ \u3000]*+[.．、][^\t\n]*+(?:\n(?!\s*+(?:单|\d{6}|\[))[^\t\n]*?[^\s][^\t\n]*+)*+)\n"
    rf"(?:[ \u3000]*+\n)++)?{_UNIT}\n{_BLANK_LINES}(?P<money_unit>[ \u3000]*+单[^\t\n]*+)\n{_BLANK_LINES}"
    rf"(?:{_label('code')}\t(?P<code>[^\t\n]*+){_END})?{_label('name')}\t(?P<name>[^\t\n]*+){_END}"
    rf"{_label('budget_block')}\t{_label('budget')}\t(?P<budget>{_AMOUNT})\t"
    rf"{_label('fiscal_funds')}\t(?P<fiscal_funds>{_AMOUNT})\t{_label('other_funds')}"
    rf"(?:\t(?P<other_funds>{_AMOUNT}))?{_END}"
    rf"[ \u3000]*+\t(?P<purpose>[^\t\n]*+){_END}"
    rf"(?:{_label('spending_plan')}(?P<labels>(?:\t[^\t\n]*+)++)\n{_BLANK_LINES}"
    rf"[ \u3000]*+(?P<percents>(?:\t[^\t\n]*+)++)\n{_BLANK_LINES})?"
    rf"{_label('goals')}\t(?P<goals>[^\t\n]*+){_END}"
    rf"(?P<titles>{_title('level1')}\t{_title('level2')}\t{_title('level3')}\t{_title('description')}"
    rf"(?P<gap>\t?)\t{_title('value')}(?:\t(?P<basis>{_title('basis')}))?\t*+)\n"
)
_MOST_WRAPS = 20
"""Lines that go on with a cell: for more, it would be joined over and over."""
_PLAIN_FIRSTS = frozenset(["\n", "\n产出指标", "\n效益指标", "\n满意度指标", "\n成本指标"])
"""First cells of nearly all rows, each with the line end before it."""
_VALUES = ("name", "budget", "fiscal_funds", "purpose")
_OPENING = re.compile(
    r"(?P<heading>\d{1,5}[.．、][^\t\n]*+)\n\n"
    r"\d{6}(?:\d{3}){0,2}[ \u3000]*+[^\d\s表][^\t\n表]*+\n\n"
    r"单位[:：][^\s]*+\n\n"
    r"(?:项目[编代]码\t[^\n]*+\n)?"
)


def plain_start(source: str, floor: int, name_label: int) -> int | None:
    """Where the table begins whose label 项目名称 stands at `name_label`, if plain lines lead to it.

    These are a heading with its number, the unit and the money unit, each parted from the next by a blank line, and
    maybe the code.
    """
    money_unit = source.rfind("\n\n单位", floor, name_label)
    unit = source.rfind("\n\n", floor, money_unit) if money_unit >= 0 else -1
    above = source.rfind("\n", floor, unit) if unit >= 0 else -1
    return numbered_start(_OPENING.fullmatch(source, above + 1, name_label)) if above >= 0 else None


def read_plain(text: str, new_id: Callable[[], ItemId]) -> Project | None:
    """The project of a table; None for one that is to be read with care."""
    head = _HEAD.match(text)
    if head is None or "\r" in text:
        return None
    unit = labels.match_unit(head["unit"])
    money_unit = labels.match_money_unit(head["money_unit"])
    if unit is None or money_unit is None or squeezed(head["unit"]).endswith(HEADING_SUFFIX):
        return None
    values = dict(zip(_VALUES, map(cell_text, head.group(*_VALUES)), strict=True))
    values["other_funds"] = cell_text(head["other_funds"] or "")
    plan = None if head["labels"] is None else _plan(head["labels"], head["percents"])
    columns = _columns(text[head.end() :], head)
    if header_field(values["purpose"]) or plan == () or not columns:
        return None
    goals = goal_texts(text, *head.span("goals"), line_starts_only=False)
    return plain_project(head, unit, money_unit, values, plan, goals, columns, new_id)


def _plan(names: str, percents: str) -> SpendingPlan:
    """The labels of the checkpoints and the percentages below them; nothing for anything else."""
    above = [cell_text(name) for name in names.split("\t")[1:]]
    below = [cell_text(percent) for percent in percents.split("\t")[1:]]
    filled = above[: above.index("")] if "" in above else above
    if len(below) < len(filled) or any(above[len(filled) :]) or any(below[len(filled) :]):
        return ()
    if any(header_field(text) or column_field(text) for text in above + below):
        return ()
    return tuple(map(Checkpoint, filled, below))


def _columns(text: str, head: re.Match[str]) -> list[list[str]]:
    """The cells of the indicators by column, from what follows the column titles; none for rows that need care."""
    gap = 4 if head["gap"] else None
    width = 5 + (gap is not None) + (head["basis"] is not None)
    columns = _even_columns(text.rstrip("\n"))
    if not columns or "[" in text:
        columns = [list(map(cell_text, column)) for column in columns or _uneven_columns(text, width)]
    if not columns or any(map(any, columns[width:])):
        return []
    columns = columns[:width] + [[""] * len(columns[0])] * (width - len(columns))
    return [] if gap is not None and any(columns.pop(gap)) else columns


def _even_columns(lines: str) -> list[list[str]]:
    """The columns of lines that are a row each and have equally many cells; none where they are not."""
    cells = f"\n{lines}".replace("\n", "\t\n").split("\t")[1:]
    width, rest = divmod(len(cells), lines.count("\n") + 1)
    if rest or width < 2:
        return []
    # As many first cells as there are lines begin with a line's end: so no other cell does.
    odd = set(cells[::width]) - _PLAIN_FIRSTS
    if not all(cell.startswith("\n") and _can_begin_row(cell[1:]) for cell in odd):
        return []
    cells[::width] = [cell[1:] for cell in cells[::width]]
    cells = without_blank_ones(cells)
    return [cells[column::width] for column in range(width)]


def _uneven_columns(text: str, width: int) -> list[tuple[str, ...]]:
    """As many columns at most of rows that may be parted by blank lines, be cut off, or go on over several lines."""
    rows: list[list[str]] = []
    after_blank = False
    for line in text.split("\n"):
        if not line.strip(" \u3000"):
            after_blank = True
            continue
        cells = line.split("\t")
        if len(cells) > 1 and _can_begin_row(cells[0]):
            rows.append(cells)
        elif rows and not after_blank and _goes_on(rows[-1], line, cells, width):
            rows[-1][-1:] = [f"{rows[-1][-1]}\n{cells[0]}", *cells[1:]]
        else:
            return []
        after_blank = False
    if any(len(row) > width and any(map(cell_text, row[width:])) for row in rows):
        return []
    return list(zip_longest(*(row[:width] for row in rows), fillvalue=""))


def _can_begin_row(first: str) -> bool:
    return not first or first.isspace() or labels.looks_like_level1(first)


def _goes_on(row: list[str], line: str, cells: list[str], width: int) -> bool:
    """Whether a line goes on with the last cell of the row above, which lacks some cells, and is no row itself."""
    count = line.rstrip("\t ").count("\t") + 1
    is_cut_off = len(row) < width and bool(cell_text(row[-1])) and row[-1].count("\n") < _MOST_WRAPS
    return is_cut_off and count < max(3, width - 1) and not _begins_row(line, cells[0])


def _begins_row(line: str, first: str) -> bool:
    is_label = header_field(first) is not None or labels.looks_like_level1(first)
    return is_label or labels.is_label_fragment(first) or labels.is_page_number(line)
