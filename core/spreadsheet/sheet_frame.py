"""What stands around the rows of a sheet and hangs on them: validations, conditional formats, links, breaks, views."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from core.spreadsheet.address import Cell, CellRange, cell_at, range_at
from core.spreadsheet.anchors import shift_anchor
from core.spreadsheet.row_plan import RowMap, Rows
from core.spreadsheet.shifting import Shift
from core.spreadsheet.tables import shift_sorting, shifted_data_ref
from core.spreadsheet.xml import DOCUMENT_RELATIONSHIPS, EXCEL_MAIN, MAIN

_FORMULAS = ("formula", "formula1", "formula2", "f")
_OBJECT_GONE = "所在的行要被删除，它会移到下面的行上"
_LISTS = (
    "dataValidations",
    "conditionalFormattings",
    "protectedRanges",
    "ignoredErrors",
    "hyperlinks",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
    "rowBreaks",
    "cellWatches",
    "scenario",
    "scenarios",
    "dataRefs",
    "dataConsolidate",
    "cellSmartTags",
    "smartTags",
    "ext",
    "extLst",
    "tableParts",
)
"""Elements that may not stay when the last of their entries goes."""
_BEFORE_MERGES = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
)
_BEFORE_LINKS = (*_BEFORE_MERGES, "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations")


class _Sheet(NamedTuple):
    """`rows`: where the sheet's own rows go; None where they stay."""

    name: str
    shift: Shift
    rows: RowMap | None

    def place(self, part: str) -> str:
        return f"工作表“{self.name}”的{part}"


def shift_frame(frame: etree._Element, sheet: str, shift: Shift) -> None:
    """Let all that hangs on rows follow them, but for merged cells; here and in the sheets that are referred to."""
    context = _Sheet(sheet, shift, shift.rows_of(sheet))
    for element in list(frame.iter(etree.Element)):
        follow = _FOLLOWERS.get(etree.QName(element).localname)
        if follow is not None:
            follow(element, context)


def merges_of(frame: etree._Element) -> list[CellRange]:
    return [range_at(merge.get("ref", "")) for merge in frame.iter(f"{{{MAIN}}}mergeCell")]


def set_merges(frame: etree._Element, merges: Sequence[CellRange]) -> None:
    parent = frame.find(f"{{{MAIN}}}mergeCells")
    if not merges:
        if parent is not None:
            frame.remove(parent)
        return
    if parent is None:
        parent = _added(frame, "mergeCells", _BEFORE_MERGES)
    for merge in list(parent):
        parent.remove(merge)
    for area in merges:
        etree.SubElement(parent, f"{{{MAIN}}}mergeCell", ref=area.name)
    parent.set("count", str(len(merges)))


def set_links(frame: etree._Element, links: Iterable[tuple[Cell, str]]) -> None:
    """Let cells lead to places of the workbook, `'甲'!A1`, in the place of links that they have."""
    parent = frame.find(f"{{{MAIN}}}hyperlinks")
    if parent is None:
        parent = _added(frame, "hyperlinks", _BEFORE_LINKS)
    known = {element.get("ref"): element for element in parent}
    for cell, location in links:
        if cell.name in known:
            parent.remove(known[cell.name])
        etree.SubElement(parent, f"{{{MAIN}}}hyperlink", ref=cell.name, location=location)


def forget_tables(frame: etree._Element, ids: Collection[str]) -> None:
    """Take out tables, by the ids of the relationships to them."""
    for table in list(frame.iter(f"{{{MAIN}}}tablePart")):
        if table.get(f"{{{DOCUMENT_RELATIONSHIPS}}}id") in ids:
            _take_out(table)


def reach(frame: etree._Element, rows: Rows, columns: Iterable[int]) -> None:
    """Make the sheet's claim about its cells true: just these rows, at least these columns."""
    dimension = frame.find(f"{{{MAIN}}}dimension")
    if dimension is not None:
        old = range_at(dimension.get("ref", "A1"))
        left, right = min([old.left, *columns]), max([old.right, *columns])
        dimension.set("ref", CellRange(rows.first, left, rows.last, right).name)


def column_styles(frame: etree._Element) -> Callable[[int], int]:
    """The cell style of each column, 0 where it has none."""
    styled = [
        (int(column.get("min", 0)), int(column.get("max", 0)), int(column.get("style", 0)))
        for column in frame.iter(f"{{{MAIN}}}col")
    ]
    return lambda column: next((style for first, last, style in styled if first <= column <= last), 0)


def _added(frame: etree._Element, name: str, before: Sequence[str]) -> etree._Element:
    """A new element of the sheet, in the order that Excel insists on."""
    element = etree.Element(f"{{{MAIN}}}{name}")
    last = [child for child in frame.iterchildren(etree.Element) if etree.QName(child).localname in before][
        -1
    ]
    last.addnext(element)
    return element


# -- what follows its rows -----------------------------------------------------------------------------------


def _follow_set(element: etree._Element, sheet: _Sheet) -> None:
    """Cells in any number of ranges, and formulas that speak for each of them."""
    inner = element.find(f"{{{EXCEL_MAIN}}}sqref")
    text = element.get("sqref", "") if inner is None else inner.text or ""
    areas = [area for area in map(_area, text.split()) if area]
    if sheet.rows is not None and areas:
        names = [name for name in text.split() if _area(name) is None] + [
            area._replace(top=rows.first, bottom=rows.last).name
            for area in areas
            for rows in sheet.rows.new_rows(area.top, area.bottom)
        ]
        if not names:
            _take_out(element)
            return
        if inner is None:
            element.set("sqref", " ".join(names))
        else:
            inner.text = " ".join(names)
    place = sheet.place(_SETS[etree.QName(element).localname])
    rows_before = [Rows(area.top, area.bottom) for area in areas]
    for leaf in element.iter(etree.Element):
        if leaf.text and etree.QName(leaf).localname in _FORMULAS:
            leaf.text = sheet.shift.relative_formula(leaf.text, sheet.name, rows_before, place)
        elif leaf.get("type") == "formula" and leaf.get("val"):
            value = sheet.shift.relative_formula(leaf.get("val", ""), sheet.name, rows_before, place)
            leaf.set("val", value)


def _area(name: str) -> CellRange | None:
    """None for whole columns, which rows do not concern."""
    try:
        return range_at(name)
    except ValueError:
        return None


_SETS = {
    "conditionalFormatting": "条件格式",
    "dataValidation": "数据验证",
    "protectedRange": "可编辑区域",
    "ignoredError": "错误检查",
}


def _follow_sparkline(element: etree._Element, sheet: _Sheet) -> None:
    """A small chart in a cell; of a group only the formula that its charts share."""
    for formula in element.iterchildren(f"{{{EXCEL_MAIN}}}f"):
        if formula.text:
            formula.text = sheet.shift.formula(formula.text, sheet.name, sheet.place("迷你图"))
    inner = element.find(f"{{{EXCEL_MAIN}}}sqref")
    if inner is not None and sheet.rows is not None:
        cell = cell_at(inner.text or "")
        row = sheet.rows.new_row(cell.row)
        if row is None:
            _take_out(element)
        else:
            inner.text = cell._replace(row=row).name


def _follow_link(element: etree._Element, sheet: _Sheet) -> None:
    old = range_at(element.get("ref", ""))
    if sheet.rows is not None:
        is_single = old.top == old.bottom
        row = sheet.rows.new_row(old.top)
        single = [Rows(row, row)] if row else []
        for rows in single if is_single else sheet.rows.new_rows(old.top, old.bottom):
            copy = deepcopy(element)
            copy.set("ref", old._replace(top=rows.first, bottom=rows.last).name)
            element.addprevious(copy)
            _follow_location(copy, sheet, old)
        _take_out(element)
    else:
        _follow_location(element, sheet, old)


def _follow_location(link: etree._Element, sheet: _Sheet, place: CellRange) -> None:
    location = link.get("location")
    if location:
        where = sheet.place("超链接 ")
        link.set("location", sheet.shift.location(location, sheet.name, where, place.name))


def _follow_filter(element: etree._Element, sheet: _Sheet) -> None:
    if sheet.rows is not None:
        ref = shifted_data_ref(element.get("ref", ""), sheet.rows, sheet.shift, sheet.place("筛选"))
        if ref is None:
            _take_out(element)
        else:
            element.set("ref", ref)


def _follow_sorting(element: etree._Element, sheet: _Sheet) -> None:
    if sheet.rows is not None:
        shift_sorting(element, sheet.rows)


def _follow_breaks(element: etree._Element, sheet: _Sheet) -> None:
    """A page that begins below row `id` begins with the same row as before."""
    if sheet.rows is None:
        return
    taken = {0}
    for entry in list(element):
        above = sheet.rows.edge(int(entry.get("id", 0)) + 1) - 1
        if above in taken:
            _take_out(entry)
        else:
            taken.add(above)
            entry.set("id", str(above))


def _follow_cell(element: etree._Element, sheet: _Sheet) -> None:
    """What is kept about a single cell."""
    if sheet.rows is not None:
        cell = cell_at(element.get("r", ""))
        row = sheet.rows.new_row(cell.row)
        if row is None:
            _take_out(element)
        else:
            element.set("r", cell._replace(row=row).name)


def _follow_results(element: etree._Element, sheet: _Sheet) -> None:
    """The cells that scenarios are compared by."""
    areas = [range_at(name) for name in element.get("sqref", "").split()]
    if sheet.rows is not None and areas:
        names = [
            area._replace(top=rows.first, bottom=rows.last).name
            for area in areas
            for rows in sheet.rows.new_rows(area.top, area.bottom)
        ]
        element.attrib.pop("sqref")
        if names:
            element.set("sqref", " ".join(names))


def _follow_source(element: etree._Element, sheet: _Sheet) -> None:
    """A range whose data is summed up."""
    rows = sheet.shift.rows_of(element.get("sheet", sheet.name))
    if rows is not None and element.get("ref"):
        ref = shifted_data_ref(element.get("ref", ""), rows, sheet.shift, sheet.place("合并计算"), titles=0)
        if ref is None:
            _take_out(element)
        else:
            element.set("ref", ref)


def _follow_object(element: etree._Element, sheet: _Sheet) -> None:
    """A control or an embedded object."""
    start, end = (element.find(f"{{{MAIN}}}{name}") for name in ("from", "to"))
    if sheet.rows is not None and start is not None and element.get("moveWithCells") in ("1", "true"):
        stretches = element.get("sizeWithCells") in ("1", "true")
        if not shift_anchor(start, end, sheet.rows, stretches=stretches):
            sheet.shift.lose(sheet.place("控件或嵌入对象"), _OBJECT_GONE)


def _follow_control(element: etree._Element, sheet: _Sheet) -> None:
    for attribute in ("linkedCell", "listFillRange"):
        formula = element.get(attribute)
        if formula:
            element.set(attribute, sheet.shift.formula(formula, sheet.name, sheet.place("控件")))


# -- where the user was --------------------------------------------------------------------------------------


def _follow_view(element: etree._Element, sheet: _Sheet) -> None:
    cell = cell_at(element.get("topLeftCell") or "A1")
    if sheet.rows is not None and cell.row > 1:
        element.set("topLeftCell", cell._replace(row=sheet.rows.edge(cell.row)).name)


def _follow_pane(element: etree._Element, sheet: _Sheet) -> None:
    view = element.getparent()
    is_frozen = element.get("state", "").startswith("frozen") and element.get("ySplit")
    if sheet.rows is None or view is None:
        return
    if not is_frozen or cell_at(view.get("topLeftCell") or "A1").row > 1:
        _follow_view(element, sheet)
        return
    last = int(float(element.get("ySplit", 0)))
    new_last = sheet.rows.new_row(last) if last else None
    if new_last is not None:
        cell = cell_at(element.get("topLeftCell") or Cell(last + 1, 1).name)
        below = new_last + 1 if cell.row == last + 1 else max(sheet.rows.edge(cell.row), new_last + 1)
        element.set("ySplit", str(new_last))
        element.set("topLeftCell", cell._replace(row=below).name)


def _follow_selection(element: etree._Element, sheet: _Sheet) -> None:
    """Only the cell that is being edited goes on being selected."""
    if sheet.rows is not None:
        cell = cell_at(element.get("activeCell") or "A1")
        name = cell._replace(row=sheet.rows.edge(cell.row)).name
        if cell.row >= sheet.rows.first_moved:
            element.set("activeCell", name)
            element.set("sqref", name)
            element.attrib.pop("activeCellId", "")


def _take_out(element: etree._Element) -> None:
    """Remove an entry, and the list that it was the last of."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    others = [child for child in parent if child.tag == element.tag]
    if not others and etree.QName(parent).localname in _LISTS:
        _take_out(parent)
    if parent.get("count"):
        parent.set("count", str(len(others)))
    if parent.get("manualBreakCount"):
        parent.set("manualBreakCount", str(sum(bool(other.get("man")) for other in others)))


_FOLLOWERS: dict[str, Callable[[etree._Element, _Sheet], None]] = {
    **dict.fromkeys(_SETS, _follow_set),
    "sparkline": _follow_sparkline,
    "sparklineGroup": _follow_sparkline,
    "hyperlink": _follow_link,
    "autoFilter": _follow_filter,
    "sortState": _follow_sorting,
    "sortCondition": _follow_sorting,
    "rowBreaks": _follow_breaks,
    "cellWatch": _follow_cell,
    "inputCells": _follow_cell,
    "cellSmartTags": _follow_cell,
    "dataRef": _follow_source,
    "anchor": _follow_object,
    "controlPr": _follow_control,
    "scenarios": _follow_results,
    "sheetView": _follow_view,
    "customSheetView": _follow_view,
    "pane": _follow_pane,
    "selection": _follow_selection,
}
