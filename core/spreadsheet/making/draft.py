"""A workbook in the making: openpyxl makes the frame, with looks and page set-ups; the cells are put in here.

That is several times faster than a library's cell objects, and a text can be nothing but a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as FrameCell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from core.progress import Progress, unobserved
from core.spreadsheet.address import Cell, CellRange, column_name
from core.spreadsheet.making.look import Holds, Look
from core.spreadsheet.making.sheet_list import STRINGS_PART, ListedSheet, listing_parts, sheet_part
from core.spreadsheet.number_format import number_of
from core.spreadsheet.opening.archive import new_entry, write_archive
from core.spreadsheet.sheet_name import quoted
from core.spreadsheet.text_height import row_height
from core.spreadsheet.xml import MAIN, escaped_text


class CellOverflow(Exception):
    """A text is longer than a cell of Excel can hold."""


class Column(NamedTuple):
    """A column of many cells that look the same."""

    texts: Sequence[str]
    look: Look


class Draft:
    """The same sheets with the same cells give the same bytes."""

    def __init__(self, creator: str) -> None:
        self._frame = Workbook()
        self._spare = self._frame.worksheets[0]
        self._frame.remove(self._spare)
        self._creator = creator
        self._sheets: list[DraftSheet] = []
        self._strings: dict[str, int] = {}
        self._styles: dict[tuple[Look, str], int] = {}

    def add_sheet(self, name: str, widths: Sequence[float], like: DraftSheet | None = None) -> DraftSheet:
        """A new sheet behind the others. The name has to be legal and unique.

        `widths` are those of all columns that are to be used, counted in digits as Excel does. A sheet `like` another
        one with such columns shares its frame, which takes a while to make.
        """
        sheet = DraftSheet(self, name, widths, like.frame if like else self._new_frame(name, widths))
        self._sheets.append(sheet)
        return sheet

    def _new_frame(self, name: str, widths: Sequence[float]) -> Any:
        frame = self._frame.create_sheet(name)
        for number, width in enumerate(widths, 1):
            frame.column_dimensions[column_name(number)].width = width
        return frame

    def cell(self, text: str, look: Look) -> str:
        """The XML of a cell, from behind its name on. Raises CellOverflow."""
        if not text:
            return f'" s="{self._style(look, look.number_format)}"/>'
        number = number_of(text) if look.holds is Holds.NUMBERS else None
        if number is not None:
            return f'" s="{self._style(look, number.format)}"><v>{number.value}</v></c>'
        # A character is two units at most, so that nearly all texts are but measured.
        if len(text) > _MOST_UNITS // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * _MOST_UNITS:
            raise CellOverflow
        string = self._strings.setdefault(text, len(self._strings))
        return f'" s="{self._style(look, look.number_format)}" t="s"><v>{string}</v></c>'

    def to_bytes(self, progress: Progress = unobserved) -> bytes:
        """The file. Raises what `progress` raises."""
        parts = self._frame_parts()
        places = {id(frame): place for place, frame in enumerate(self._frame.worksheets)}
        listed = [ListedSheet(one.name, places[id(one.frame)], one.title_row) for one in self._sheets]
        parts |= listing_parts(listed, parts)
        # Without dates, which would differ from one writing to the next.
        parts[_PROPERTIES_PART] = _PROPERTIES.format(escape(self._creator, quote=False)).encode()
        frames = [_split_frame(parts.pop(sheet_part(place))) for place in places.values()]
        parts[STRINGS_PART] = self._strings_part()
        total = len(listed) + len(parts)
        entries = []
        for place, (sheet, (_, frame, _)) in enumerate(zip(self._sheets, listed, strict=True)):
            progress(place, total)
            entries.append(new_entry(sheet_part(place), sheet.part(*frames[frame])))
        for done, (name, content) in enumerate(parts.items(), len(listed)):
            progress(done, total)
            entries.append(new_entry(name, content))
        progress(total, total)
        return write_archive(entries)

    def _style(self, look: Look, number_format: str) -> int:
        key = look, number_format
        if key not in self._styles:
            cell = FrameCell(self._spare, 1, 1)
            cell.font, cell.alignment = look.cell_font, look.alignment
            cell.border, cell.fill = look.border, look.pattern
            cell.number_format = number_format
            self._styles[key] = cell.style_id
        return self._styles[key]

    def _frame_parts(self) -> dict[str, bytes]:
        buffer = BytesIO()
        ExcelWriter(self._frame, ZipFile(buffer, "w")).save()
        with ZipFile(buffer) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def _strings_part(self) -> bytes:
        items = [
            f'<si><t xml:space="preserve">{escape(escaped_text(text), quote=False)}</t></si>'
            for text in self._strings
        ]
        return f'{_DECLARATION}<sst xmlns="{MAIN}">{"".join(items)}</sst>'.encode()


class DraftSheet:
    """One sheet. `frame` is openpyxl's, for all but the name, the title row, cells, merges and heights."""

    def __init__(self, draft: Draft, name: str, widths: Sequence[float], frame: Any) -> None:
        self.name = name
        self.frame = frame
        self.title_row: int | None = None
        """The row that stands on every printed page."""
        self._draft = draft
        self._widths = widths
        self._rows: dict[int, dict[int, str]] = {}
        self._blocks: list[str] = []
        self._merges: list[str] = []
        self._heights: dict[int, tuple[float, bool]] = {}

    def put(self, row: int, column: int, text: str, look: Look) -> None:
        self._rows.setdefault(row, {})[column] = self._draft.cell(text, look)
        self._raise(row, row_height(text, self._widths[column - 1], look.size), is_fixed=False)

    def put_row(self, row: int, texts: Sequence[str], look: Look) -> None:
        """A row of cells from the first column on."""
        for column, text in enumerate(texts, 1):
            self.put(row, column, text, look)

    def put_over(self, area: CellRange, text: str, look: Look) -> None:
        """A text in merged cells, or in a single one; its rows become as high as it needs."""
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        blank = self._draft.cell("", look)
        for row in rows:
            self._rows.setdefault(row, {}).update(dict.fromkeys(columns, blank))
        self._rows[area.top][area.left] = self._draft.cell(text, look)
        if len(rows) > 1 or len(columns) > 1:
            self._merges.append(area.name)
        width = sum(self._widths[column - 1] for column in columns)
        needed = row_height(text, width, look.size, len(rows))
        for row in rows:
            self._raise(row, needed, is_fixed=len(columns) > 1)

    def _raise(self, row: int, needed: float, *, is_fixed: bool) -> None:
        """Make a row as high as one of its texts needs."""
        height, was_fixed = self._heights.get(row, (0.0, False))
        self._heights[row] = max(height, needed), was_fixed or is_fixed

    def put_columns(self, columns: Sequence[Column], progress: Progress = unobserved) -> None:
        """Columns of equal length, from the first one on, below all that is there. Raises what `progress` raises."""
        first, count = max(self._rows, default=0) + 1, len(columns[0].texts)
        written = [self._distinct_cells(number, column) for number, column in enumerate(columns, 1)]
        for start in range(0, count, _ROWS_AT_ONCE):
            progress(start, count)
            texts = [column.texts[start : start + _ROWS_AT_ONCE] for column in columns]
            self._blocks.append(_rows(first + start, texts, written))

    def link(self, cell: Cell, sheet: str) -> None:
        """Let a click on the cell lead to a sheet."""
        self.frame.cell(*cell).hyperlink = Hyperlink(ref=cell.name, location=f"{quoted(sheet)}!A1")

    def print_on_a4(self, *, landscape: bool = False, title_row: int | None = None) -> None:
        """As wide as the page, on as many pages as it takes, each with the title row and its number."""
        frame = self.frame
        frame.page_setup.paperSize = 9
        frame.page_setup.orientation = "landscape" if landscape else "portrait"
        frame.page_setup.fitToWidth, frame.page_setup.fitToHeight = 1, 0
        frame.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = frame.page_margins
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.75
        frame.print_options.horizontalCentered = True
        frame.oddFooter.center.text = "第 &P 页，共 &N 页"
        self.title_row = title_row

    def part(self, start: bytes, end: bytes) -> bytes:
        """The sheet's XML: the cells between the start and the end of what openpyxl wrote of its frame."""
        rows = "".join([self._row(row, cells) for row, cells in sorted(self._rows.items())])
        data = "".join(["<sheetData>", rows, *self._blocks, "</sheetData>", self._merge_cells()]).encode()
        return b"".join([start, data, end])

    def _distinct_cells(self, number: int, column: Column) -> _Distinct:
        """What becomes of each text in a column, worked out but once."""
        texts, width = dict.fromkeys(column.texts), self._widths[number - 1]
        return _Distinct(
            f'<c r="{column_name(number)}',
            {text: self._draft.cell(text, column.look) for text in texts},
            {text: row_height(text, width, column.look.size) for text in texts},
        )

    def _row(self, number: int, cells: dict[int, str]) -> str:
        height, is_fixed = self._heights[number]
        # A fixed height stays when a text changes: Excel fits no rows with cells merged across columns.
        attributes = f' ht="{height:g}"' + (' customHeight="1"' if is_fixed else "")
        written = [f'<c r="{column_name(column)}{number}{cell}' for column, cell in sorted(cells.items())]
        return f'<row r="{number}"{attributes}>{"".join(written)}</row>'

    def _merge_cells(self) -> str:
        merges = "".join([f'<mergeCell ref="{area}"/>' for area in self._merges])
        return f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>' if merges else ""


def _split_frame(part: bytes) -> tuple[bytes, bytes]:
    """What stands before the cells and behind them, but for the dimension: it says where cells end."""
    start, end = _SHEET_DATA.split(part, maxsplit=1)
    return _DIMENSION.sub(b"", start), end


class _Distinct(NamedTuple):
    """The cells of a column by their texts: how each begins and goes on behind its row number, how high it is."""

    start: str
    cells: dict[str, str]
    heights: dict[str, float]


def _rows(first: int, texts: Sequence[Sequence[str]], columns: Sequence[_Distinct]) -> str:
    """The XML of rows from the row `first` on, given by columns."""
    cells = [
        [f"{start}{row}{cells[text]}" for row, text in enumerate(column, first)]
        for column, (start, cells, _) in zip(texts, columns, strict=True)
    ]
    heights = [
        [needed[text] for text in column] for column, (_, _, needed) in zip(texts, columns, strict=True)
    ]
    rows = zip(map(max, zip(*heights, strict=True)), map("".join, zip(*cells, strict=True)), strict=True)
    return "".join(
        [f'<row r="{row}" ht="{height:g}">{line}</row>' for row, (height, line) in enumerate(rows, first)]
    )


_ROWS_AT_ONCE = 2_000
_MOST_UNITS = 32_767
"""What a cell holds, in UTF-16 units."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES_PART = "docProps/core.xml"
_PROPERTIES = f"""{_DECLARATION}<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{{}}</dc:creator></cp:coreProperties>"""
_SHEET_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(rb"<dimension [^>]*>")
