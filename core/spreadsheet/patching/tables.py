"""Ranges with a title row: tables, filters and the sources of pivot tables, while the rows of a sheet move."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from core.spreadsheet.address import Cell, CellRange, range_at
from core.spreadsheet.patching.row_plan import RowMap, Rows, Scattered
from core.spreadsheet.patching.shifting import SCATTERED, Shift
from core.spreadsheet.xml import MAIN, escaped_text, parse, serialise

_LOST = "标题行或数据行要被删除或移开，它将取消，单元格里的内容不受影响"
_MISNAMED = "表格的列标题会变成空白或重复，Excel 会要求修复"


def data_span(rows: RowMap, first: int, last: int, titles: int, totals: int = 0) -> Rows | None:
    """Where a range with so many title rows and total rows is; new rows that look like its data rows join it.

    None where its titles or all its data go. Raises Scattered.
    """
    span = rows.tight_span(first, last)
    data = Rows(first + titles, last - totals)
    if span is not None:
        span = rows.grown(span, data, up=not titles, down=not totals)
    if span is None or span.last - span.first + 1 <= titles + totals < last - first + 1:
        return None
    fixed = {first + index: span.first + index for index in range(titles)}
    fixed |= {last - index: span.last - index for index in range(totals)}
    if any(rows.new_row(old) is None for old in fixed):
        return None
    if any(rows.new_row(old) != new for old, new in fixed.items()):
        raise Scattered
    return span


def shifted_data_ref(ref: str, rows: RowMap, shift: Shift, place: str, titles: int = 1) -> str | None:
    """The address of such a range after the rows have moved; the same where they came apart, None where it is lost."""
    try:
        old = range_at(ref)
    except ValueError:
        # Whole columns, which rows do not concern.
        return ref
    try:
        span = data_span(rows, old.top, old.bottom, titles)
    except Scattered:
        shift.lose(place, SCATTERED)
        return ref
    if span is None:
        shift.lose(place, _LOST)
        return None
    return CellRange(span.first, old.left, span.last, old.right).name


def shifted_table(xml: bytes, sheet: str, shift: Shift, texts: Mapping[Cell, str]) -> bytes | None:
    """A table's part after the sheet has changed; None where the table is lost.

    `texts`: what is written into the sheet, by new places: titles among it are the names of the table's columns.
    """
    root = parse(xml)
    before = serialise(root)
    name = root.get("displayName") or root.get("name") or ""
    place = f"工作表“{sheet}”的表格“{name}”"
    old = range_at(root.get("ref", ""))
    titles, totals = int(root.get("headerRowCount", 1)), int(root.get("totalsRowCount", 0))
    rows = shift.rows_of(sheet)
    span: Rows | None = Rows(old.top, old.bottom)
    if rows is not None:
        try:
            span = data_span(rows, old.top, old.bottom, titles, totals)
        except Scattered:
            span = None
    if span is None:
        shift.lose(place, _LOST)
        return None
    new = CellRange(span.first, old.left, span.last, old.right)
    root.set("ref", new.name)
    if rows is not None:
        _shift_filter(root, new._replace(bottom=new.bottom - totals), rows)
    _shift_column_formulas(root, sheet, shift, Rows(old.top + titles, old.bottom - totals), place)
    if titles:
        _rename_columns(root, new, shift, texts, place)
    after = serialise(root)
    return xml if after == before else after


def _shift_filter(table: etree._Element, new: CellRange, rows: RowMap) -> None:
    for element in list(
        table.iter(f"{{{MAIN}}}autoFilter", f"{{{MAIN}}}sortState", f"{{{MAIN}}}sortCondition")
    ):
        if etree.QName(element).localname == "autoFilter":
            element.set("ref", new.name)
        else:
            shift_sorting(element, rows)


def shift_sorting(element: etree._Element, rows: RowMap) -> None:
    """Which rows were sorted last: taken out where they are not together any more."""
    old = range_at(element.get("ref", ""))
    try:
        span = rows.span(old.top, old.bottom)
    except Scattered:
        span = None
    if span is not None:
        element.set("ref", CellRange(span.first, old.left, span.last, old.right).name)
    elif (parent := element.getparent()) is not None:
        parent.remove(element)


def _shift_column_formulas(table: etree._Element, sheet: str, shift: Shift, data: Rows, place: str) -> None:
    for element in table.iter(f"{{{MAIN}}}calculatedColumnFormula", f"{{{MAIN}}}totalsRowFormula"):
        text = element.text or ""
        if etree.QName(element).localname == "calculatedColumnFormula":
            element.text = shift.relative_formula(text, sheet, (data,), place)
        else:
            element.text = shift.formula(text, sheet, place)


def _rename_columns(
    table: etree._Element, new: CellRange, shift: Shift, texts: Mapping[Cell, str], place: str
) -> None:
    columns = list(table.iter(f"{{{MAIN}}}tableColumn"))
    for index, column in enumerate(columns):
        text = texts.get(Cell(new.top, new.left + index))
        if text is not None:
            column.set("name", escaped_text(text).replace("\n", "_x000a_"))
    names = [column.get("name", "").casefold() for column in columns]
    if "" in names or len(set(names)) < len(names):
        shift.lose(place, _MISNAMED)
