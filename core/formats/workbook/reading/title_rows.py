"""Rows of column titles: where the indicators of a sheet begin, and what stands in which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.formats.workbook.reading.labels import (
    GROUP_LABELS,
    MIDDLE_TERM,
    SPARE_LEVEL3,
    column_field,
    label_of,
)
from core.formats.workbook.reading.sheet import Sheet

_TELLING = {"level1", "level2", "level3", "value"}
_ENOUGH = 2
_LONG = 2000
_HEAD = 200


@dataclass(frozen=True, slots=True)
class Titles:
    """A row of column titles, or two lines of them.

    `columns` are the pieces of an indicator by column (see `labels.COLUMN_FIELDS`), `projects` the fields of a
    project by column; `unknown` are all other titles.
    """

    first_row: int
    row: int
    columns: Mapping[int, str]
    projects: Mapping[int, str]
    unknown: Mapping[int, str]

    @property
    def left(self) -> int:
        return min(self.columns)

    @property
    def right(self) -> int:
        return max(self.columns)

    def column(self, field: str) -> int | None:
        """The column of a piece of an indicator."""
        return next((column for column, known in self.columns.items() if known == field), None)

    def project_column(self, field: str) -> int | None:
        return next((column for column, known in self.projects.items() if known == field), None)

    def says_same(self, other: Titles) -> bool:
        """Whether the other row is this one once more, as on the next page."""
        return (self.columns, self.projects, self.unknown) == (other.columns, other.projects, other.unknown)


def find_titles(sheet: Sheet) -> list[Titles]:
    """All rows of column titles of indicators, from above."""
    if sheet.height > _LONG and (only := _titles_of_long_list(sheet)):
        return [only]
    return _all_titles(sheet)


def _titles_of_long_list(sheet: Sheet) -> Titles | None:
    """The titles at the head of a long list, if its columns of levels hold none further below; for speed."""
    found = _all_titles(sheet.head(_HEAD))
    if len(found) != 1 or "name" not in found[0].projects.values():
        return None
    titles = found[0]
    levels = [column for column in (titles.column("level1"), titles.column("level2")) if column]
    below = range(titles.row + 1, sheet.height + 1)
    names = {text for column in levels for text in set(sheet.column(column, below))}
    return titles if len(levels) > 1 and not any(map(column_field, names)) else None


def _all_titles(sheet: Sheet) -> list[Titles]:
    known = sheet.column_fields
    if len(set(known.values()) & _TELLING) < _ENOUGH:
        return []
    labels = known.keys()
    rows = [
        number
        for number, row in enumerate(sheet.rows, 1)
        if not labels.isdisjoint(row) and len({known.get(text) for text in row} & _TELLING) >= _ENOUGH
    ]
    upper = {row for row, below in pairwise(rows) if below == row + 1 and _differ(sheet, row, below)}
    return [_read_titles(sheet, row) for row in rows if row not in upper]


def project_titles(sheet: Sheet, row: int) -> dict[int, str]:
    """The fields of a project that the row's texts are titles of, by column, each field once."""
    fields: dict[int, str] = {}
    for column, text in sheet.filled(row):
        field = sheet.header_fields.get(text)
        if field and field != "budget_block" and field not in fields.values():
            fields[column] = field
    return fields


def _differ(sheet: Sheet, row: int, below: int) -> bool:
    return sheet.rows[row - 1] != sheet.rows[below - 1]


def _read_titles(sheet: Sheet, row: int) -> Titles:
    lines = _title_lines(sheet, row)
    texts: dict[int, str] = {}
    for line in lines:
        for column, text in sheet.filled(line):
            if column not in texts or not _is_known(sheet, texts[column]) or _is_known(sheet, text):
                texts[column] = text
    over = {column: text for line in lines[:-1] for column, text in _spread(sheet, line)}
    fields = {column: field for column, text in texts.items() if (field := sheet.column_fields.get(text))}
    middle_term = {column for column in fields if any(word in over.get(column, "") for word in MIDDLE_TERM)}
    if set(fields.values()) & _TELLING <= {fields[column] for column in fields.keys() - middle_term} | {
        "level1"
    }:
        fields = {
            column: field
            for column, field in fields.items()
            if column not in middle_term or field == "level1"
        }
    columns = _one_of_each(fields, texts)
    _add_level3(columns, texts)
    _add_measure(columns, texts)
    others = {column: text for column, text in texts.items() if column not in columns}
    projects = {
        column: field
        for column, field in _first_of_each(
            {column: sheet.header_fields.get(text, "") for column, text in others.items()}
        ).items()
        if field != "budget_block"
    }
    unknown = {
        column: text
        for column, text in others.items()
        if column not in projects and label_of(text) not in GROUP_LABELS
    }
    return Titles(lines[0], lines[-1], dict(sorted(columns.items())), projects, unknown)


def _is_known(sheet: Sheet, text: str) -> bool:
    return text in sheet.column_fields or bool(sheet.header_fields.get(text))


def _title_lines(sheet: Sheet, row: int) -> list[int]:
    """The row, with the row above or below it where the titles stand in two lines."""
    if row > 1 and _is_upper_line(sheet, row - 1):
        return [row - 1, row]
    if row < sheet.height and _is_lower_line(sheet, row):
        return [row, row + 1]
    return [row]


def _is_upper_line(sheet: Sheet, row: int) -> bool:
    filled = sheet.filled(row)
    below = sheet.rows[row]
    titles = [
        text
        for _, text in filled
        if text in sheet.column_fields or text in sheet.header_fields or label_of(text) in GROUP_LABELS
    ]
    gaps = [column for column, _ in filled if not below[column - 1]]
    merged = [column for column in gaps if sheet.extent(row, column).bottom == row + 1]
    is_group_line = any(label_of(text) in GROUP_LABELS for _, text in filled)
    if len(titles) < len(filled) and not (merged or is_group_line):
        return False
    return bool(merged) or (len(filled) > 1 and (is_group_line or bool(gaps)) and len(titles) == len(filled))


def _is_lower_line(sheet: Sheet, row: int) -> bool:
    """Whether the row below says more about the titles in the row."""
    below = sheet.filled(row + 1)
    above = sheet.rows[row - 1]
    if not below or not all(text in sheet.column_fields for _, text in below):
        return False
    return all(
        not above[column - 1] or sheet.column_fields.get(above[column - 1]) == sheet.column_fields[text]
        for column, text in below
    )


def _spread(sheet: Sheet, row: int) -> Iterator[tuple[int, str]]:
    """The texts of a row, each for all columns that its merged cells cover."""
    for column, text in sheet.filled(row):
        for covered in range(column, min(sheet.extent(row, column).right, sheet.width) + 1):
            yield covered, text


def _one_of_each(fields: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    """One column for each field; of blocks side by side the last one, with the levels that they share."""
    blocks: list[dict[int, str]] = [{}]
    levels: set[str] = set()
    for column, field in sorted(fields.items()):
        if field in levels:
            levels = set()
            begun = {
                before: known
                for before, known in blocks[-1].items()
                if before == column - 1 and known == "level1"
            }
            blocks[-1] = {before: known for before, known in blocks[-1].items() if before not in begun}
            blocks.append(begun)
        blocks[-1][column] = field
        levels |= {field} & {"level2", "level3"}
    block = blocks[-1] if "value" in blocks[-1].values() else blocks[0]
    chosen = _first_of_each(block)
    values = [column for column, field in block.items() if field == "value"]
    yearly = [column for column in values if "年" in texts[column]]
    if len(values) > 1 and yearly:
        chosen = {column: field for column, field in chosen.items() if field != "value"}
        chosen[yearly[0]] = "value"
    for level in ("level1", "level2"):
        if level not in chosen.values():
            chosen |= _first_of_each({column: field for column, field in fields.items() if field == level})
    return chosen


def _first_of_each(fields: Mapping[int, str]) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for column, field in sorted(fields.items()):
        if field and field not in chosen.values():
            chosen[column] = field
    return chosen


def _add_level3(columns: dict[int, str], texts: Mapping[int, str]) -> None:
    """A column 绩效指标 holds the names where no other does; before the other levels it is a label of them all."""
    if "level3" in columns.values():
        return
    levels = [column for column, field in columns.items() if field in ("level1", "level2")]
    for label in SPARE_LEVEL3:
        for column, text in texts.items():
            if label_of(text) == label and column > max(levels, default=0) and column not in columns:
                columns[column] = "level3"
                return


def _add_measure(columns: dict[int, str], texts: Mapping[int, str]) -> None:
    """单位 behind the value is its unit, not the project's."""
    value = next((column for column, field in columns.items() if field in ("value", "number")), None)
    if value is None or "measure" in columns.values():
        return
    for column, text in texts.items():
        if label_of(text) == "单位" and column > value:
            columns[column] = "measure"
            return


def table_rows(titles: Sequence[Titles], index: int, height: int) -> range:
    """The rows below a row of titles, down to the next one."""
    stop = titles[index + 1].first_row if index + 1 < len(titles) else height + 1
    return range(titles[index].row + 1, stop)
