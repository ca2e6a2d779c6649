"""The report as a workbook: 概况 to be read and printed, 问题清单 to be filtered."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from core.progress import Progress, unobserved
from core.report.report import SEVERITY_INK, Block, Heading, Paragraph, Report, RowKind, Table
from core.spreadsheet.address import CellRange
from core.spreadsheet.making.draft import Column, Draft, DraftSheet
from core.spreadsheet.making.look import Holds, Look

OVERVIEW_SHEET, REGISTER_SHEET = "概况", "问题清单"

_TITLE = Look("center", font="黑体", size=16, has_lines=False)
_HEADING = Look(bold=True, size=12, has_lines=False)
_TEXT = Look(has_lines=False)
_SIGN_OFF = Look("right", has_lines=False)
_COLUMN_TITLE = Look("center", bold=True, fill="DDEBF7")
_CELLS = {
    "left": Look("left"),
    "center": Look("center"),
    "right": Look("right", Holds.NUMBERS),
}
_SUMS = {across: replace(look, bold=True, fill="F2F2F2") for across, look in _CELLS.items()}


def xlsx_report(report: Report, progress: Progress = unobserved) -> bytes:
    """The file. Raises what `progress` raises."""
    draft = Draft("Jimu 绩目")
    _write_overview(draft, report)
    _write_register(draft, report.register, progress)
    return draft.to_bytes()


def _write_overview(draft: Draft, report: Report) -> None:
    blocks = (*report.opening, *report.closing)
    widths = _widths(blocks)
    sheet = draft.add_sheet(OVERVIEW_SHEET, widths)
    page = _Page(sheet, len(widths))
    page.line(report.title, _TITLE)
    for block in blocks:
        page.add(block)
    sheet.print_on_a4(landscape=True)


def _widths(blocks: tuple[Block, ...]) -> list[float]:
    """Of the sheet's columns: those of the first table, for the others share them."""
    for block in blocks:
        if isinstance(block, Table):
            return [float(column.width) for column in block.columns]
    return [40.0, 80.0]


class _Page:
    """Writes blocks one below the other, as wide as the sheet is."""

    def __init__(self, sheet: DraftSheet, width: int) -> None:
        self._sheet = sheet
        self._width = width
        self._row = 0

    def line(self, text: str, look: Look) -> None:
        self._row += 1
        self._sheet.put_over(CellRange(self._row, 1, self._row, self._width), text, look)

    def add(self, block: Block) -> None:
        match block:
            case Heading(text):
                self.line(text, _HEADING)
            case Paragraph(text, to_right):
                self.line(text, _SIGN_OFF if to_right else _TEXT)
            case Table():
                self._add_table(block)

    def _add_table(self, table: Table) -> None:
        self._add_row([column.title for column in table.columns], [_COLUMN_TITLE] * len(table.columns))
        for row in table.rows:
            looks = _SUMS if row.kind is RowKind.SUM else _CELLS
            self._add_row(list(row.cells), [looks[column.across] for column in table.columns])

    def _add_row(self, texts: list[str], looks: list[Look]) -> None:
        """One cell in each column of the sheet, the last one over all that are left."""
        self._row += 1
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), 1):
            right = self._width if column == len(texts) else column
            self._sheet.put_over(CellRange(self._row, column, self._row, right), text, look)


def _write_register(draft: Draft, table: Table, progress: Progress) -> None:
    sheet = draft.add_sheet(REGISTER_SHEET, [column.width for column in table.columns])
    sheet.put_row(1, [column.title for column in table.columns], _COLUMN_TITLE)
    texts = list(zip(*(row.cells for row in table.rows), strict=True))
    if texts:
        columns = [
            Column(cells, _CELLS[column.across]) for column, cells in zip(table.columns, texts, strict=True)
        ]
        sheet.put_columns(columns, progress)
    area = CellRange(1, 1, len(table.rows) + 1, len(table.columns))
    sheet.frame.auto_filter.ref = area.name
    sheet.frame.freeze_panes = "A2"
    _colour_severities(sheet, table)
    sheet.print_on_a4(landscape=True, title_row=1)


def _colour_severities(sheet: DraftSheet, table: Table) -> None:
    """By a rule of the sheet, so that a severity which the reader changes has the right colour, too."""
    for number, column in enumerate(table.columns, 1):
        if column.marks_severity and table.rows:
            area = CellRange(2, number, len(table.rows) + 1, number).name
            for title, ink in SEVERITY_INK.items():
                style = DifferentialStyle(font=Font(color=ink, bold=True))
                rule = Rule("cellIs", operator="equal", formula=[f'"{title}"'], dxf=style)
                sheet.frame.conditional_formatting.add(area, rule)
