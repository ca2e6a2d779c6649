"""What hangs on the rows of a sheet and follows them: validations, conditional formats, links, breaks, views."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from core.spreadsheet.address import Cell, CellRange, cell_at, range_at
from core.spreadsheet.patching.anchors import shift_anchor
from core.spreadsheet.patching.row_plan import RowMap, Rows
from core.spreadsheet.patching.sheet_frame import take_out
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.patching.tables import shift_sorting, shifted_data_ref
from core.spreadsheet.xml import EXCEL_MAIN, MAIN

_FORMULAS = ("formula", "formula1", "formula2", "f")
_OBJECT_GONE = "所在的行要被删除，它会移到下面的行上"


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


# -- what follows its rows -----------------------------------------------------------------------------------


def _follow_set(element: etree._Element, sheet: _Sheet) -> None:
    """Cells in any number of ranges, and formulas that speak for each of them."""
    inner = element.find(f"{{{EXCEL_MAIN}}}sqref")
    text = element.get("sqref", "") if inner is None else inner.text or ""
    names = _moved_names(text, sheet)
    if text.strip() and not names:
        take_out(element)
        return
    if inner is not None:
        inner.text = names
    elif names:
        element.set("sqref", names)
    place = sheet.place(_SETS[etree.QName(element).localname])
    before = [Rows(area.top, area.bottom) for area in map(_area, text.split()) if area]
    for leaf in element.iter(etree.Element):
        if leaf.text and etree.QName(leaf).localname in _FORMULAS:
            leaf.text = sheet.shift.relative_formula(leaf.text, sheet.name, before, place)
        elif leaf.get("type") == "formula" and leaf.get("val"):
            leaf.set("val", sheet.shift.relative_formula(leaf.get("val", ""), sheet.name, before, place))


def _moved_names(text: str, sheet: _Sheet) -> str:
    """The ranges that a set of cells is in, after the rows have moved."""
    if sheet.rows is None:
        return text
    names = []
    for name in text.split():
        area = _area(name)
        if area is None:
            names.append(name)
        else:
            moved = sheet.rows.new_rows(area.top, area.bottom)
            names += [area._replace(top=rows.first, bottom=rows.last).name for rows in moved]
    return " ".join(names)


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
            take_out(element)
        else:
            inner.text = cell._replace(row=row).name


def _follow_link(element: etree._Element, sheet: _Sheet) -> None:
    """A link of one cell goes with it; one of several rows may come apart into several links."""
    old = range_at(element.get("ref", ""))
    places = [Rows(old.top, old.bottom)]
    if sheet.rows is not None and old.top == old.bottom:
        row = sheet.rows.new_row(old.top)
        places = [Rows(row, row)] if row else []
    elif sheet.rows is not None:
        places = sheet.rows.new_rows(old.top, old.bottom)
    if not places:
        take_out(element)
        return
    _follow_location(element, sheet, old)
    for rows in places[1:]:
        copy = deepcopy(element)
        copy.set("ref", old._replace(top=rows.first, bottom=rows.last).name)
        element.addnext(copy)
    element.set("ref", old._replace(top=places[0].first, bottom=places[0].last).name)


def _follow_location(link: etree._Element, sheet: _Sheet, place: CellRange) -> None:
    location = link.get("location")
    if location:
        where = sheet.place("超链接 ")
        link.set("location", sheet.shift.location(location, sheet.name, where, place.name))


def _follow_filter(element: etree._Element, sheet: _Sheet) -> None:
    if sheet.rows is not None:
        ref = shifted_data_ref(element.get("ref", ""), sheet.rows, sheet.shift, sheet.place("筛选"))
        if ref is None:
            take_out(element)
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
            take_out(entry)
        else:
            taken.add(above)
            entry.set("id", str(above))
    element[:] = sorted(element, key=lambda entry: int(entry.get("id", 0)))


def _follow_cell(element: etree._Element, sheet: _Sheet) -> None:
    """What is kept about a single cell."""
    if sheet.rows is not None:
        cell = cell_at(element.get("r", ""))
        row = sheet.rows.new_row(cell.row)
        if row is None:
            take_out(element)
        else:
            element.set("r", cell._replace(row=row).name)


def _follow_results(element: etree._Element, sheet: _Sheet) -> None:
    """The cells that scenarios are compared by."""
    names = _moved_names(element.get("sqref", ""), sheet)
    if names:
        element.set("sqref", names)
    else:
        element.attrib.pop("sqref", "")


def _follow_source(element: etree._Element, sheet: _Sheet) -> None:
    """A range whose data is summed up."""
    rows = sheet.shift.rows_of(element.get("sheet", sheet.name))
    if rows is not None and element.get("ref"):
        ref = shifted_data_ref(element.get("ref", ""), rows, sheet.shift, sheet.place("合并计算"), titles=0)
        if ref is None:
            take_out(element)
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
