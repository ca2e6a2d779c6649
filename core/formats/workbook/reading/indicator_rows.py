"""The indicators below a row of column titles: which rows they are, and what their cells say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, repeat

from core.book import Indicator, ItemId, indicators_of
from core.formats.workbook.mapping import Continued, FieldText, Template
from core.formats.workbook.reading.labels import NO_INDICATOR_BEGINS, is_no_indicator
from core.formats.workbook.reading.sheet import Sheet
from core.formats.workbook.reading.title_rows import Titles
from core.formats.workbook.reading.value_columns import VALUE_PIECES, read_values

_LONGEST_LEVEL = 20
"""A longer text that stands alone in the column of level 1 is a note."""
_LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class IndicatorRows:
    """Rows of a sheet with the texts of the indicators on them, column by column.

    `unknown` is what is not understood, with its row: titles, rows that are no indicators, contradictions.
    """

    rows: Sequence[int]
    texts: dict[str, Sequence[str]]
    columns: dict[int, Template]
    levels: dict[str, Continued]
    unknown: Sequence[tuple[int, str]]

    def indicators(
        self, indices: Sequence[int], new_id: Callable[[], ItemId], *, has_basis: bool
    ) -> tuple[Indicator, ...]:
        """The indicators on some of the rows, given by their indices in order."""
        fields = ["level1", "level2", "level3", "description", "value"]
        columns = [self._picked(field, indices) if field in self.texts else repeat("") for field in fields]
        basis = self._picked("basis", indices) if has_basis and "basis" in self.texts else repeat(None)
        ids = [new_id() for _ in indices]
        return indicators_of(zip(ids, *columns, basis, strict=False))

    def _picked(self, field: str, indices: Sequence[int]) -> Sequence[str]:
        texts = self.texts[field]
        if indices and indices[-1] - indices[0] + 1 == len(indices):
            return texts[indices[0] : indices[-1] + 1]
        return [texts[index] for index in indices]


def read_indicator_rows(sheet: Sheet, titles: Titles, rows: Sequence[int]) -> IndicatorRows:
    """Read those of the rows that hold indicators."""
    cells = {field: sheet.column(column, rows) for column, field in titles.columns.items()}
    merged = {
        field: _fill_merged(sheet, column, cells[field], rows)
        for column, field in titles.columns.items()
        if field in _LEVELS
    }
    kept = _choose(sheet, titles, {**cells, **merged}, rows)
    others: Sequence[int] = ()
    if not all(kept):
        cells = {field: list(compress(cells[field], kept)) for field in cells}
        merged = {field: list(compress(merged[field], kept)) for field in merged}
        others = [row for row, is_kept in zip(rows, kept, strict=True) if not is_kept]
        rows = list(compress(rows, kept))
    texts: dict[str, Sequence[str]] = {**cells}
    levels = _continue_levels(texts, merged)
    pieces = {field: texts.pop(field) for field in VALUE_PIECES if field in texts}
    values = read_values(pieces, len(rows))
    texts["value"] = values.texts
    unknown = [(titles.row, title) for title in titles.unknown.values()]
    unknown += [
        (row, "　".join(text for _, text in filled))
        for row in others
        if (filled := sheet.filled(row))
        and [column for column, _ in filled] != [titles.project_column("position")]
    ]
    unknown += [
        (rows[index], f"{values.texts[index]} 与分列的符号、数值、单位不一致")
        for index in values.contradictions
    ]
    return IndicatorRows(
        rows,
        texts,
        {
            column: values.templates.get(field, (FieldText(field),))
            for column, field in titles.columns.items()
        },
        levels,
        unknown,
    )


def _fill_merged(sheet: Sheet, column: int, texts: Sequence[str], rows: Sequence[int]) -> list[str]:
    """The texts of a column with those of merged cells on each of their rows."""
    filled = list(texts)
    if rows:
        first, last = rows[0], rows[-1]
        for top, bottom in sheet.merged_rows(column, first, last):
            start, stop = bisect_left(rows, top), bisect_right(rows, bottom)
            filled[start:stop] = [sheet.text(top, column)] * (stop - start)
    return filled


def _choose(
    sheet: Sheet, titles: Titles, cells: Mapping[str, Sequence[str]], rows: Sequence[int]
) -> list[bool]:
    """Which rows hold an indicator: any text in its columns that is no total, no note and no line across."""
    lines = ["".join(texts) for texts in zip(*cells.values(), strict=True)]
    kept = [bool(line) and not line.isspace() for line in lines]
    firsts = sheet.column(1, rows)
    if "" in firsts:
        firsts = [
            text or next(filter(None, sheet.rows[row - 1]), "")
            for row, text in zip(rows, firsts, strict=True)
        ]
    closing = {text for text in set(firsts) if text[:1] in NO_INDICATOR_BEGINS and is_no_indicator(text)}
    if closing:
        kept = [is_kept and text not in closing for is_kept, text in zip(kept, firsts, strict=True)]
    if "level1" in cells:
        kept = [
            is_kept and not (len(text) > _LONGEST_LEVEL and text == line)
            for is_kept, text, line in zip(kept, cells["level1"], lines, strict=True)
        ]
    if sheet.wide_merges:
        kept = [
            is_kept and not _lies_across(sheet, titles, row) for is_kept, row in zip(kept, rows, strict=True)
        ]
    return kept


def _lies_across(sheet: Sheet, titles: Titles, row: int) -> bool:
    """Whether all that a row says of an indicator stands in one cell that is merged over several columns."""
    if row not in sheet.wide_merges:
        return False
    filled = [column for column, _ in sheet.filled(row) if column in titles.columns]
    return any(
        all(merge.left <= column <= merge.right for column in filled)
        and sum(merge.left <= column <= merge.right for column in titles.columns) > 1
        for merge in sheet.wide_merges[row]
    )


def _continue_levels(
    texts: dict[str, Sequence[str]], merged: Mapping[str, Sequence[str]]
) -> dict[str, Continued]:
    """Fill in what empty level cells continue, and say how each level does it.

    Level 2 continues only where level 1 does, unless its cells are merged.
    """
    blank = [""] * max(map(len, texts.values()), default=0)
    level1 = texts.get("level1", blank)
    level2 = merged.get("level2", blank)
    names: list[tuple[str, str]] = []
    above1 = above2 = ""
    for one, two in zip(level1, level2, strict=True):
        if not one:
            one, two = above1, two or above2
        names.append((one, two))
        above1, above2 = one, two
    styles: dict[str, Continued] = {}
    for number, field in enumerate(_LEVELS):
        if field in texts:
            continued = [name[number] for name in names]
            styles[field] = _style(texts[field], merged[field], continued)
            texts[field] = continued
    return _with_others_style(styles, names)


def _style(said: Sequence[str], merged: Sequence[str], continued: Sequence[str]) -> Continued:
    """How a column shows that a row continues the one above."""
    if said != merged:
        return Continued.MERGED
    return Continued.REPEATED if said == continued else Continued.BLANK


def _with_others_style(
    styles: dict[str, Continued], names: Sequence[tuple[str, str]]
) -> dict[str, Continued]:
    """A level that never continues would do it as the other one does."""
    telling = next((style for style in styles.values() if style is not Continued.REPEATED), None)
    if telling is None or len(styles) < len(_LEVELS):
        return styles
    runs = {
        "level1": any(one[0] == below[0] for one, below in pairwise(names)),
        "level2": any(one == below for one, below in pairwise(names)),
    }
    return {field: style if runs[field] else telling for field, style in styles.items()}
