"""Pasting cells over cells: texts take the place of texts, and what is longer than the table becomes new rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from core.authoring import new_indicator_in
from core.book import Book, Indicator, ItemId, Place, Row
from core.clipboard.changes import NO_ID, Changes, PasteTarget, lost_columns, other_rows, row_names
from core.clipboard.columns import LEVELS, Columns, Reading
from core.clipboard.row_pasting import place_for
from core.edit import InsertRow, SetField
from core.scheme import Scheme

Line = Sequence[Place | None]
Texts = dict[str, str]
"""What a row of the block says, by the field that it goes to."""

_FREE = ("level3", "description", "value")
"""Fields that every row has, so that a column may go there although the cells do not reach them."""


def cell_reading(reading: Reading, target: PasteTarget) -> Reading:
    """The block as often as it fills the selected range; once where the range is no multiple of it, as in Excel.

    Below its titles, or beside its levels, it is never repeated.
    """
    height = sum(map(any, islice(target.cells, target.selected[0])))
    down = 1 if reading.title_rows else _times(height, reading.block.height)
    across = 1 if reading.is_table else _times(target.selected[1], reading.block.width)
    if down * across <= 1:
        return reading
    block = reading.block.tiled(down, across)
    return Reading(block, reading.columns * across, range(block.height))


def cell_columns(reading: Reading, target: PasteTarget) -> Columns:
    """Where the columns of a block go: one beside the other, from the current cell on.

    Where its titles or level names say that this would be wrong, they go where those say.
    """
    width = reading.block.width
    fields = _fields(_lines(target, reading.block.height))[:width]
    beside = (*fields, *(None,) * (width - len(fields)))
    agrees = all(beside[column] == field for field, column in reading.levels.items())
    if agrees and not reading.title_rows:
        return beside
    possible = possible_fields(reading, target)
    return tuple(field if field in possible else None for field in reading.columns)


def possible_fields(reading: Reading, target: PasteTarget) -> set[str]:
    """The fields that a column can be pasted over."""
    return {*_FREE, *filter(None, _fields(_lines(target, reading.block.height)))}


def cell_changes(
    book: Book, target: PasteTarget, reading: Reading, columns: Columns, scheme: Scheme
) -> Changes:
    """The texts of a block over those of the cells; rows beyond the last cell become new ones."""
    lines = _lines(target, len(reading.rows))
    texts = _texts(reading, columns)
    settings, refused = _settings(lines, texts)
    changing = list(_changing(book, settings))
    beyond = {row: said for row, said in list(texts.items())[len(lines) :] if any(said.values())}
    insertions, losses = _new_rows(book, target, lines, beyond, scheme) if beyond else ([], [])
    if refused:
        losses.append(f"{row_names(refused)}有内容对着不能填写的单元格，不会粘贴。")
    return Changes(
        settings=[setting for setting, _ in changing],
        overwritten=sum(1 for _, old in changing if old),
        insertions=insertions,
        rows=frozenset(texts),
        problems=[*lost_columns(reading, columns, reading.rows), *other_rows(reading, reading.rows), *losses],
    )


def _lines(target: PasteTarget, height: int) -> list[Line]:
    """The first so many rows of cells that take texts."""
    return list(islice(filter(any, target.cells), height))


def _fields(lines: Sequence[Line]) -> list[str | None]:
    """The field of each column of cells; None for a column that takes no text on these rows."""
    return [
        next((place.field for place in cells if place is not None), None) for cells in zip_longest(*lines)
    ]


def _times(cells: int, block: int) -> int:
    """How often a block fits into a range in one direction; 0 where it does not come out even."""
    if cells % block == 0:
        return max(1, cells // block)
    return 1 if cells == 1 else 0


def _texts(reading: Reading, columns: Columns) -> dict[int, Texts]:
    """What the rows of the block say; levels on each of the rows that their merged cells cover."""
    block = reading.block
    used = [(column, field) for column, field in enumerate(columns) if field]
    said = [block.filled_column(c) if field in LEVELS else block.column(c) for c, field in used]
    return {
        row: {field: texts[row] for (_, field), texts in zip(used, said, strict=True)} for row in reading.rows
    }


def _settings(lines: Sequence[Line], texts: Mapping[int, Texts]) -> tuple[list[SetField], list[int]]:
    """The texts at their places; and the rows with a text whose cell takes none."""
    columns = {field: column for column, field in enumerate(_fields(lines)) if field}
    settings: list[SetField] = []
    refused: list[int] = []
    for line, (row, said) in zip(lines, texts.items(), strict=False):
        for field, text in said.items():
            place = _place(line, field, columns.get(field))
            if place is not None:
                settings.append(SetField(place, text))
            elif text:
                refused.append(row)
    return settings, refused


def _place(line: Line, field: str, column: int | None) -> Place | None:
    """The cell in the field's column; where there is none, the field of the row that the line shows."""
    if column is None:
        return next(filter(None, line))._replace(field=field)
    return line[column] if column < len(line) else None


def _changing(book: Book, settings: Iterable[SetField]) -> Iterator[tuple[SetField, str]]:
    """The settings that change anything, each with the old text."""
    sections: dict[ItemId, dict[ItemId | None, Row]] = {}
    for setting in settings:
        section_id, row_id, field = setting.place
        if section_id not in sections:
            sections[section_id] = {row.id: row for row in book.section(section_id).rows}
        old = getattr(sections[section_id][row_id], str(field)) or ""
        if old != setting.value:
            yield setting, old


def _new_rows(
    book: Book, target: PasteTarget, lines: Sequence[Line], beyond: Mapping[int, Texts], scheme: Scheme
) -> tuple[list[InsertRow], list[str]]:
    """Rows of the block for which there are no cells, as new ones below the last row; or why they cannot be."""
    if target.project is None:
        return [], [f"从这里往下只有 {len(lines)} 行，剪贴板的{row_names(beyond)}不会粘贴。"]
    if target.category is None:
        return [], [f"不知道新指标属于哪一类，剪贴板的{row_names(beyond)}不会粘贴。"]
    empty = new_indicator_in(book, target.project, target.category, scheme).row._replace(id=NO_ID)
    assert isinstance(empty, Indicator)
    rows = [_with_texts(empty, said) for said in beyond.values()]
    last = next(filter(None, lines[-1])).row if lines else target.after
    index = place_for(book.project(target.project).indicators, target.category, last, scheme)
    return [InsertRow(target.project, index + offset, row) for offset, row in enumerate(rows)], []


def _with_texts(row: Indicator, texts: Texts) -> Indicator:
    return row._replace(**{field: text for field, text in texts.items() if text})  # type: ignore[arg-type]
