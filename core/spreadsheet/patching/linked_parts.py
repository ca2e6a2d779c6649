"""Parts that refer to cells from outside the sheets: drawings, charts, pivot tables, the workbook's names."""

from __future__ import annotations

from urllib.parse import quote, unquote

from lxml import etree

from core.spreadsheet.address import CellRange, range_at
from core.spreadsheet.formula import references
from core.spreadsheet.patching.anchors import shift_anchor
from core.spreadsheet.patching.row_plan import RowMap, Rows, Scattered
from core.spreadsheet.patching.shifting import Shift
from core.spreadsheet.patching.tables import data_span, shifted_data_ref
from core.spreadsheet.xml import DRAWING, MAIN, PACKAGE_RELATIONSHIPS, parse, serialise

_ANCHORS = (f"{{{DRAWING}}}twoCellAnchor", f"{{{DRAWING}}}oneCellAnchor")
_DRAWN_GONE = "所在的行要被删除，它会移到下面的行上"
_PIVOT_TORN = "所占的行有增减或移动，刷新前会显示得不完整"
_FILTERED = "_xlnm._FilterDatabase"
"""The hidden name of the range that a sheet's filter works on."""
_CONTROL_FORMULAS = ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")


def shifted_drawing(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """Pictures, charts and shapes keep to their rows; texts that shapes take from cells follow these."""
    root = parse(xml)
    before = serialise(root)
    rows = shift.rows_of(sheet)
    place = f"工作表“{sheet}”上的图形"
    for anchor in root.iter(*_ANCHORS):
        start, end = (anchor.find(f"{{{DRAWING}}}{name}") for name in ("from", "to"))
        kind = anchor.get("editAs", "twoCell")
        if rows is None or start is None or kind == "absolute":
            continue
        if not shift_anchor(start, end, rows, stretches=kind == "twoCell"):
            shift.lose(place, _DRAWN_GONE)
    for shape in root.iter(f"{{{DRAWING}}}sp"):
        link = shape.get("textlink")
        if link:
            shape.set("textlink", shift.formula(link, sheet, place))
    after = serialise(root)
    return xml if after == before else after


def shifted_chart(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """A chart of any kind: the cells that its series and titles are taken from."""
    root = parse(xml)
    has_changed = False
    for element in root.iter("{*}f"):
        text = element.text or ""
        new = shift.formula(text, sheet, f"工作表“{sheet}”上的图表")
        if new != text:
            element.text = new
            has_changed = True
    return serialise(root) if has_changed else xml


def shifted_control(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """The properties of a control: the cells that it shows and sets."""
    root = parse(xml)
    has_changed = False
    for attribute in _CONTROL_FORMULAS:
        text = root.get(attribute, "")
        new = text and shift.formula(text, sheet, f"工作表“{sheet}”的控件")
        if new != text:
            root.set(attribute, new)
            has_changed = True
    return serialise(root) if has_changed else xml


def shifted_pivot_table(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """Where a pivot table is on its sheet."""
    root = parse(xml)
    location, rows = root.find(f"{{{MAIN}}}location"), shift.rows_of(sheet)
    if location is None or rows is None:
        return xml
    old = range_at(location.get("ref", ""))
    try:
        span = rows.tight_span(old.top, old.bottom)
    except Scattered:
        span = None
    if span is None or span.last - span.first != old.bottom - old.top:
        shift.lose(f"工作表“{sheet}”的数据透视表“{root.get('name', '')}”", _PIVOT_TORN)
        top = rows.edge(old.top)
        span = Rows(top, top + old.bottom - old.top)
    if span == (old.top, old.bottom):
        return xml
    location.set("ref", CellRange(span.first, old.left, span.last, old.right).name)
    return serialise(root)


def shifted_pivot_cache(xml: bytes, shift: Shift) -> bytes:
    """What a pivot table counts: title row and data."""
    root = parse(xml)
    has_changed = False
    for source in root.iter(f"{{{MAIN}}}worksheetSource", f"{{{MAIN}}}rangeSet"):
        rows = shift.rows_of(source.get("sheet", ""))
        ref = source.get("ref")
        if rows is None or not ref or any(etree.QName(name).localname == "id" for name in source.attrib):
            continue
        new = shifted_data_ref(ref, rows, shift, f"数据透视表的数据源“{source.get('sheet')}”")
        if new is not None and new != ref:
            source.set("ref", new)
            has_changed = True
    return serialise(root) if has_changed else xml


def shifted_links(xml: bytes, sheet: str, shift: Shift) -> bytes:
    """The relationships of a drawing: shapes may lead to cells, `#甲!A1`."""
    root = parse(xml)
    has_changed = False
    for link in root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
        target = link.get("Target", "")
        plain = unquote(target)
        if target.startswith("#"):
            new = "#" + shift.location(plain[1:], sheet, f"工作表“{sheet}”上图形的超链接")
            if new != plain:
                link.set("Target", new if plain == target else quote(new, safe="#!'$:()"))
                has_changed = True
    return serialise(root) if has_changed else xml


def shift_names(workbook: etree._Element, sheets: list[str], shift: Shift) -> None:
    """The names defined in the workbook: print areas, print titles and the user's own."""
    names = workbook.find(f"{{{MAIN}}}definedNames")
    for name in [] if names is None else list(names):
        title, text = name.get("name", ""), name.text or ""
        index = int(name.get("localSheetId", -1))
        sheet = sheets[index] if 0 <= index < len(sheets) else ""
        rows = shift.rows_of(sheet)
        if title == _FILTERED and rows is not None:
            _shift_filtered(name, rows)
        elif text:
            name.text = shift.formula(text, sheet, _name_place(title, sheet))


def _shift_filtered(name: etree._Element, rows: RowMap) -> None:
    """The range of a filter, which tells itself what it loses."""
    ranges = references(name.text or "")
    if len(ranges) != 1 or not ranges[0].first.row:
        return
    try:
        span = data_span(rows, *ranges[0].rows, titles=1)
    except Scattered:
        return
    parent = name.getparent()
    if span is not None:
        name.text = ranges[0].with_rows(*span).text
    elif parent is not None:
        parent.remove(name)


def _name_place(title: str, sheet: str) -> str:
    built_in = {"_xlnm.Print_Area": "打印区域", "_xlnm.Print_Titles": "打印标题"}
    if title in built_in:
        return f"工作表“{sheet}”的{built_in[title]}"
    return f"名称“{title}”"
