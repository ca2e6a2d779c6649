"""Which field each column of a block holds: told by column titles, else by what stands in the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from core.clipboard.block import Block
from core.field_titles import field_title
from core.formats.workbook.reading.labels import GROUP_LABELS, is_no_indicator, label_of
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import Titles, find_titles, table_rows
from core.formats.workbook.titles import VALUE_PARTS
from core.scheme import schemes
from core.spreadsheet.address import CellRange
from core.spreadsheet.reading.grid import Grid
from core.target import TargetKind, parse
from core.unit import UnitKind, parse_unit

Columns = tuple[str | None, ...]
"""For each column of a block the field of an indicator that it holds, or a piece of the target value: `operator`,
`number`, `measure`. None for a column that is not pasted."""

PIECE_TITLES = {
    "operator": VALUE_PARTS["operator"],
    "number": VALUE_PARTS["number"],
    "measure": VALUE_PARTS["unit"],
}
"""What the user calls the pieces of a target value that stand in columns of their own."""

ROW_FIELDS = ("level1", "level2", "level3", "description", "operator", "value", "number", "measure", "basis")
"""All that a column can hold, in the order of a table."""

LEVELS = ("level1", "level2")

_LONGEST_NUMBER = 6
_OPERATORS = frozenset(["≥", "≤", "=", ">", "<", "＝", "＞", "＜", "≧", "≦", ">=", "<=", "定性", "定量"])


class Reading(NamedTuple):
    """A block as rows of a table: what its columns hold, and which rows are below its titles.

    `title_rows` are the titles; other rows stand above or below the table. A column in `spare` says nothing that
    a row could lose: serial numbers, 绩效指标 beside all rows.
    """

    block: Block
    columns: Columns
    rows: Sequence[int]
    title_rows: frozenset[int] = frozenset()
    spare: frozenset[int] = frozenset()

    @property
    def is_table(self) -> bool:
        """Whether the block shows by titles or level names that it holds rows of a table."""
        return bool(self.title_rows or self.levels)

    @property
    def levels(self) -> dict[str, int]:
        """The column of each level that there is one of."""
        return {field: column for column, field in enumerate(self.columns) if field in LEVELS}


def column_title(field: str) -> str:
    """What the user calls a column that holds this field or piece of the value."""
    return PIECE_TITLES.get(field) or field_title(field)


def sheet_of(block: Block) -> Sheet:
    """The block as the readers of workbooks see a sheet; there rows and columns count from 1."""
    merges = (
        CellRange(span.row + 1, span.column + 1, span.row + span.height, span.column + span.width)
        for span in block.spans
    )
    return Sheet(Grid("", True, [list(row) for row in block.rows], tuple(merges), frozenset()))


def read_columns(block: Block) -> Reading:
    """What the columns of a block hold; a guess where it has neither titles nor level names (see `is_table`)."""
    sheet = sheet_of(block)
    if titles := find_titles(sheet):
        return _by_titles(block, sheet, titles)
    levels = _level_columns(block)
    fields = levels | _fields_beside(block, max(levels, default=-1) + 1)
    columns = tuple(fields.get(column) for column in range(block.width))
    left = range(min(levels, default=0))
    spare = {c for c in left if _are_group_labels(block.column(c)) or _are_numbered(block.column(c))}
    return Reading(block, columns, range(block.height), spare=frozenset(spare))


# ── Told by titles ──


def _by_titles(block: Block, sheet: Sheet, titles: Sequence[Titles]) -> Reading:
    """The rows below the first titles, and below those that say the same once more on a further page."""
    first = titles[0]
    rows: list[int] = []
    title_rows: set[int] = set()
    for index, found in enumerate(titles):
        if found.says_same(first):
            title_rows.update(range(found.first_row - 1, found.row))
            rows += _rows_of_table(sheet, found, table_rows(titles, index, sheet.height))
    columns = tuple(first.columns.get(column) for column in range(1, block.width + 1))
    spare = frozenset(
        column
        for column in range(block.width)
        if first.projects.get(column + 1) == "position"
        or _are_group_labels(block.rows[row][column] for row in rows)
    )
    return Reading(block, columns, rows, frozenset(title_rows), spare)


def _rows_of_table(sheet: Sheet, titles: Titles, rows: Iterable[int]) -> list[int]:
    """The rows, counted from 0, down to where the header of another project begins."""
    labels = {text for text, field in sheet.header_fields.items() if field}
    own: list[int] = []
    for row in rows:
        if titles.column("level1") and labels.intersection(sheet.rows[row - 1][: titles.left]):
            break
        own.append(row - 1)
    return own


def _are_group_labels(texts: Iterable[str]) -> bool:
    """Whether a column only says what the whole block is: 绩效指标."""
    return all(label_of(text) in GROUP_LABELS for text in texts if text)


# ── Told by content ──


def _level_columns(block: Block) -> dict[int, str]:
    """The columns that mostly hold names of level 1 and of level 2, or of one of them; and something beside them."""
    names = [[text for text in block.column(c) if not is_no_indicator(text)] for c in range(block.width)]
    level1 = [column for column, texts in enumerate(names) if _mostly(texts, _is_level1)]
    level2 = [column for column, texts in enumerate(names) if _mostly(texts, _is_level2)]
    both = next(((one, two) for one in level1 for two in level2 if one < two), None)
    if both:
        levels = dict(zip(both, LEVELS, strict=True))
    else:
        levels = dict.fromkeys(level2[:1], "level2") or dict.fromkeys(level1[:1], "level1")
    beside = range(max(levels, default=0) + 1, block.width)
    return levels if any(row[column] for row in block.rows for column in beside) else {}


def _fields_beside(block: Block, first: int) -> dict[int, str]:
    """What the columns to the right of the levels hold: the name, its description, the value, its basis.

    A column that only ever lies under merged cells is none.
    """
    under = {column for span in block.spans for column in range(span.column + 1, span.column + span.width)}
    columns = [
        column for column in range(first, block.width) if column not in under or any(block.column(column))
    ]
    name, *others = columns
    value = _value_columns(block, others)
    fields = {name: "level3", **value}
    before = [column for column in others if value and column < min(value)]
    behind = [column for column in others if value and column > max(value)]
    fields |= dict.fromkeys(before[:1], "description")
    fields |= {column: "basis" for column in behind[:1] if not _mostly(block.column(column), _is_target)}
    return fields


def _value_columns(block: Block, columns: Sequence[int]) -> dict[int, str]:
    """Where the target value stands, in one column or in pieces.

    It is told by its content; where it is all words, it stands last, or before the basis.
    """
    for operator, value, *rest in (columns[start:] for start in range(len(columns) - 1)):
        if _mostly(block.column(operator), _OPERATORS.__contains__):
            measure = [column for column in rest[:1] if _mostly(block.column(column), _is_unit)]
            return {operator: "operator", value: "value"} | dict.fromkeys(measure, "measure")
    targets = [column for column in columns if _mostly(block.column(column), _is_target)]
    if targets:
        return {max(targets, key=lambda column: sum(map(_is_full_target, block.column(column)))): "value"}
    return dict.fromkeys(columns[:2][-1:], "value")


def _are_numbered(texts: Iterable[str]) -> bool:
    """Whether a column holds serial numbers, from 1 or from further on."""
    filled = [text.strip() for text in texts if text]
    first = int(filled[0]) if filled and filled[0].isdecimal() and len(filled[0]) < _LONGEST_NUMBER else 1
    return filled == [str(number) for number in range(first, first + len(filled))]


def _mostly(texts: Iterable[str], test: Callable[[str], bool]) -> bool:
    """Whether more than half of the filled cells pass."""
    filled = Counter(text for text in texts if text)
    return 2 * sum(count for text, count in filled.items() if test(text)) > filled.total()


def _is_level1(text: str) -> bool:
    return any(scheme.knows_level1(scheme.canonical(text, "")[0]) for scheme in schemes().values())


def _is_level2(text: str) -> bool:
    return any(scheme.proper_level1(scheme.canonical("", text)[1]) for scheme in schemes().values())


def _is_target(text: str) -> bool:
    return parse(text).kind not in (TargetKind.EMPTY, TargetKind.TEXT)


def _is_full_target(text: str) -> bool:
    """Whether a target value says more than a number, as weights do not."""
    target = parse(text)
    return _is_target(text) and bool(target.operator or target.unit or target.deadline)


def _is_unit(text: str) -> bool:
    unit = parse_unit(text)
    return unit is not None and unit.kind is not UnitKind.UNKNOWN
