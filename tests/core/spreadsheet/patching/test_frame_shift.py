"""What hangs on the rows of a sheet, and seldom does."""

import pytest
from lxml import etree

from core.spreadsheet.patching.frame_shift import shift_frame
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from core.spreadsheet.patching.shifting import Shift
from tests.core.spreadsheet.workbooks import sheet_xml

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
EXCEL = "http://schemas.microsoft.com/office/excel/2006/main"
INSERTED = (KeptRows(1, 4), NewRow(4), KeptRows(5, 6))
DELETED = (KeptRows(1, 4), KeptRows(6, 6))
MOVED = (KeptRows(1, 3), KeptRows(6, 6), KeptRows(4, 5))


def after(xml, plan, sheet="甲"):
    frame = etree.fromstring(sheet_xml("", xml))
    shift_frame(frame, sheet, Shift({"甲": RowMap(plan)}, ["甲", "乙"]))
    text = etree.tostring(frame, encoding="unicode")
    return text[text.index("<sheetData/>") + len("<sheetData/>") : text.index("</worksheet>")]


SEVERAL = [
    (
        '<protectedRanges><protectedRange sqref="A{5} A{2}:A{3} B:B" name="x"/></protectedRanges>',
        '<protectedRanges><protectedRange sqref="A2:A3 B:B" name="x"/></protectedRanges>',
    ),
    (
        '<scenarios sqref="A{5}"><scenario name="s" count="2"><inputCells r="A{5}" val="1"/>'
        '<inputCells r="A{3}" val="1"/></scenario></scenarios>',
        '<scenarios><scenario name="s" count="1"><inputCells r="A3" val="1"/></scenario></scenarios>',
    ),
    ('<cellWatches><cellWatch r="A{5}"/></cellWatches>', ""),
    ('<hyperlinks><hyperlink ref="A{5}" location="甲!B{6}"/></hyperlinks>', ""),
    (
        '<hyperlinks><hyperlink ref="A{6}" location="甲!B{5}"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="A5" location="甲!B5"/></hyperlinks>',
    ),
    (
        '<rowBreaks count="2" manualBreakCount="1"><brk id="3"/><brk id="{4}" man="1"/></rowBreaks>',
        '<rowBreaks count="2" manualBreakCount="1"><brk id="3"/><brk id="4" man="1"/></rowBreaks>',
    ),
]


@pytest.mark.parametrize(("form", "deleted"), SEVERAL)
def test_it_follows_its_rows_and_goes_with_them(form, deleted):
    names = {"{2}": 2, "{3}": 3, "{4}": 4, "{5}": 5, "{6}": 6}
    before, moved = form, form
    for name, row in names.items():
        before = before.replace(name, str(row))
        moved = moved.replace(name, str(row + (row > 4 or "brk" in form)))
    assert after(before, INSERTED) == moved
    assert after(before, DELETED) == deleted


def test_a_link_over_rows_that_come_apart_becomes_several():
    assert after('<hyperlinks><hyperlink ref="A4:A6"/></hyperlinks>', MOVED).count("<hyperlink ") == 1
    assert after('<hyperlinks><hyperlink ref="A5:A6"/></hyperlinks>', MOVED) == (
        '<hyperlinks><hyperlink ref="A4"/><hyperlink ref="A6"/></hyperlinks>'
    )


def test_page_breaks_stay_in_order():
    breaks = '<rowBreaks count="2"><brk id="3" man="1"/><brk id="5"/></rowBreaks>'
    assert after(breaks, MOVED) == '<rowBreaks count="2"><brk id="3"/><brk id="4" man="1"/></rowBreaks>'


def test_a_filter_takes_its_rows_along():
    filters = (
        '<autoFilter ref="A2:C6"><sortState ref="A3:C6"><sortCondition ref="B3:B6"/></sortState></autoFilter>'
    )
    assert after(filters, INSERTED) == filters.replace("6", "7")
    assert after(filters, (KeptRows(1, 1), KeptRows(3, 3))) == ""


def test_a_control_moves_with_its_rows_and_its_cell():
    form = (
        f'<controls xmlns:d="{DRAWING}"><control><controlPr linkedCell="$A${{0}}"><anchor moveWithCells="1">'
        "<from><d:row>{1}</d:row></from><to><d:row>{2}</d:row></to></anchor></controlPr></control></controls>"
    )
    assert after(form.format(6, 5, 7), INSERTED) == form.format(7, 6, 8)
    fixed = form.format(3, 5, 7).replace(' moveWithCells="1"', "")
    assert after(fixed, INSERTED) == fixed


def test_an_extension_goes_with_the_last_of_its_entries():
    group = (
        f'<extLst><ext uri="x"><sparklineGroups xmlns:xm="{EXCEL}"><sparklineGroup><sparklines><sparkline>'
        "<xm:f>甲!A{0}:C{0}</xm:f><xm:sqref>E{0}</xm:sqref></sparkline></sparklines></sparklineGroup>"
        "</sparklineGroups></ext></extLst>"
    )
    assert after(group.format(5), INSERTED) == group.format(6)
    assert after(group.format(5), DELETED) == ""


def test_on_a_sheet_whose_rows_stay_only_references_follow():
    own = (
        '<dataValidations count="1"><dataValidation sqref="A5"><formula1>甲!$B$5:$B$9</formula1></dataValidation>'
        '</dataValidations><hyperlinks><hyperlink ref="A5" location="甲!A5"/></hyperlinks>'
    )
    wanted = own.replace("$B$5:$B$9", "$B$6:$B$10").replace('"甲!A5"', '"甲!A6"')
    assert after(own, INSERTED, "乙") == wanted
