"""Rows of a workbook come, go and move, and what hangs on them follows."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.loss import Loss
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from core.spreadsheet.patching.sheet_edit import SheetEdit
from tests.core.spreadsheet.patching.patched_workbooks import (
    DELETED,
    INSERTED,
    MOVED,
    RICH,
    changed_parts,
    hand_patched,
    opened,
    part_of,
    patched,
    read_by_openpyxl,
)
from tests.core.spreadsheet.patching.row_models import order_after, row_plans
from tests.core.spreadsheet.workbooks import (
    OTHER,
    SHEET,
)


def test_an_inserted_row_moves_all_that_lies_below():
    package, losses = patched(RICH, SheetEdit({Cell(6, 1): "新指标", Cell(6, 3): "55"}, INSERTED))
    assert losses == ()
    book = opened(package)
    sheet, other = book[SHEET], book[OTHER]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7, 10, 13)] == [
        "指标5",
        "新指标",
        "指标6",
        "合计",
        "脚注",
    ]
    assert (sheet["C6"].value, sheet["F6"].value, sheet["F7"].value) == (55, None, "=C7*2")
    assert sheet["C10"].value == "=SUM(C3:C9)"
    assert sheet.row_dimensions[6].height == sheet.row_dimensions[5].height == 33
    assert sheet.row_dimensions[13].hidden
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "B3:B6", "B7:B9"]
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {
        *("B3:B9", "D3:D9", "E3:E9")
    }
    assert {str(format.sqref) for format in sheet.conditional_formatting} == {"C3:C9", "D3:D9"}
    assert sheet["C5"].comment.text.startswith("看一看")
    assert sheet["A10"].comment.text == "合计的说明"
    assert sheet.auto_filter.ref == "A2:E9"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$E$10"
    assert sheet.print_title_rows == "$1:$2"
    assert [part.id for part in sheet.row_breaks.brk] == [6, 10]
    assert sheet["A11"].hyperlink.target == "https://example.org/"
    assert (other["A1"].value, other["A2"].value) == (f"='{SHEET}'!C3+1", f"=SUM('{SHEET}'!C3:C9)")
    assert other["A4"].hyperlink.location == f"'{SHEET}'!A7"
    assert book.defined_names["合计"].value == f"'{SHEET}'!$C$10"
    assert book.defined_names["数据"].value == f"'{SHEET}'!$C$3:$C$9"
    assert sheet.defined_names["本表"].value == f"'{SHEET}'!$A$8"


def test_parts_that_no_row_concerns_keep_their_bytes():
    for plan in (INSERTED, DELETED, MOVED):
        package, _ = patched(RICH, SheetEdit({Cell(4, 1): "x"}, plan))
        kept = set(package.names) - changed_parts(RICH, package)
        assert kept >= {
            "xl/vbaProject.bin",
            "xl/media/image1.png",
            "xl/theme/theme1.xml",
            "xl/sharedStrings.xml",
            "customXml/item1.xml",
            "xl/drawings/drawing2.xml",
            "docProps/core.xml",
            "[Content_Types].xml",
        }


def test_what_the_newer_excels_add_follows_too():
    package, _ = patched(RICH, SheetEdit(plan=(KeptRows(1, 2), NewRow(3), KeptRows(3, 3))))
    xml = part_of(package, "xl/worksheets/sheet1.xml")
    extension = xml[xml.index("<extLst>") :]
    assert re.findall(r"<xm:sqref>(.*?)</xm:sqref>", extension) == ["C3:C9", "G7", "G4"]
    assert re.findall(r"<xm:f>([^<]*)</xm:f>", extension) == [f"'{SHEET}'!C3:C9", f"'{SHEET}'!C4:D4"]
    assert f"{OTHER}!$A$1:$A$9" in xml
    thread = part_of(package, "xl/threadedComments/threadedComment1.xml")
    assert 'ref="C6"' in thread
    chart = part_of(package, "xl/charts/chart1.xml")
    assert f"'{SHEET}'!$C$3:$C$9" in chart
    assert f"'{SHEET}'!$C$2" in chart
    boxes = part_of(package, "xl/drawings/vmlDrawing1.vml")
    assert re.findall(r"<x:Row>(\d+)", boxes) == ["5", "9"]
    drawing = part_of(package, "xl/drawings/drawing1.xml")
    assert re.findall(r"<xdr:row>(\d+)", drawing) == ["8", "8", "10", "17"]
    assert 'textlink="$A$7"' in drawing


def test_a_deleted_row_takes_along_what_belongs_to_it():
    package, losses = patched(RICH, SheetEdit(plan=(KeptRows(1, 4), KeptRows(6, 6))))
    assert losses == ()
    sheet = opened(package)[SHEET]
    assert [sheet.cell(row, 1).value for row in range(3, 9)] == [
        *("指标3", "指标4", "指标6", "指标7", "指标8", "合计"),
    ]
    assert sheet["C8"].value == "=SUM(C3:C7)"
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "B3:B4", "B5:B7"]
    assert sheet["C5"].comment is None
    assert sheet["A8"].comment.text == "合计的说明"
    assert "threadedComment " not in part_of(package, "xl/threadedComments/threadedComment1.xml")
    assert part_of(package, "xl/drawings/vmlDrawing1.vml").count('ObjectType="Note"') == 1


def test_what_a_merged_cell_says_stays_when_its_first_row_goes():
    package, _ = patched(
        RICH, SheetEdit(plan=(KeptRows(1, 2), KeptRows(4, 5), KeptRows(7, 7), KeptRows(6, 6)))
    )
    sheet = opened(package)[SHEET]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "B3:B4", "B5:B7"]
    assert (sheet["B3"].value, sheet["B5"].value) == ("产出", "效益")
    assert sheet["A5"].value == "指标7"
    assert sheet["B6"].value is None


def test_a_moved_row_is_followed():
    package, losses = patched(RICH, SheetEdit(plan=MOVED))
    assert losses == ()
    book = opened(package)
    sheet = book[SHEET]
    assert [sheet.cell(row, 1).value for row in (4, 5)] == ["指标5", "指标4"]
    assert (sheet["F4"].value, sheet["F5"].value) == ("=C4*2", "=C5*2")
    assert sheet["C4"].comment.text.startswith("看一看")
    assert sheet.row_dimensions[4].height == 33
    assert sheet["C9"].value == "=SUM(C3:C8)"


def test_what_cannot_follow_is_told():
    plan = (KeptRows(1, 4), KeptRows(6, 9), KeptRows(5, 5), KeptRows(10, 10))
    _, losses = patched(RICH, SheetEdit(plan=plan))
    scattered = "涉及的行要被移开，不再连在一起，只能保持原样"
    assert Loss(f"工作表“{SHEET}”的 C9", scattered) in losses
    assert Loss("名称“数据”", scattered) in losses
    assert Loss(f"工作表“{OTHER}”上的图表", scattered) in losses
    assert (
        Loss(f"工作表“{SHEET}”的合并单元格 B3:B5", "所合并的行要被移开，不再连在一起，合并将取消") in losses
    )
    _, losses = patched(RICH, SheetEdit(plan=(KeptRows(1, 2), KeptRows(4, 8), KeptRows(10, 10))))
    gone = "指向的行要被删除，将不再有效（公式显示 #REF!）"
    assert losses == (
        Loss(f"工作表“{SHEET}”的条件格式", gone),
        Loss(f"工作表“{SHEET}”的迷你图", gone),
        Loss(f"工作表“{OTHER}”的 A1", gone),
        Loss("名称“合计”", gone),
    )


def test_merges_are_set_where_the_caller_says():
    edit = SheetEdit(
        plan=(KeptRows(1, 4), KeptRows(6, 6), KeptRows(5, 5), KeptRows(7, 7)),
        unmerged=(CellRange(3, 2, 8, 2),),
        merges=(CellRange(3, 2, 4, 2), CellRange(5, 2, 8, 2)),
    )
    package, losses = patched(RICH, edit)
    assert losses == ()
    sheet = opened(package)[SHEET]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "B3:B4", "B5:B8"]


def test_new_links_lead_to_places_of_the_workbook():
    package, _ = patched(
        RICH, SheetEdit({Cell(12, 1): "乙"}, links={Cell(12, 1): "'乙'!A1", Cell(10, 1): "'乙'!A2"})
    )
    sheet = opened(package)[SHEET]
    assert sheet["A12"].hyperlink.location == "'乙'!A1"
    assert sheet["A10"].hyperlink.location == "'乙'!A2"


@given(row_plans())
def test_rows_cells_merges_sets_and_references_go_together(plan):
    depth = 18
    rows = "".join(
        f'<row r="{row}" ht="{row}"><c r="A{row}"><v>{row}</v></c><c r="C{row}"><f>A{row}+$A${row}</f></c></row>'
        for row in range(1, depth + 1)
    )
    after = (
        '<mergeCells count="1"><mergeCell ref="D5:E5"/></mergeCells><dataValidations count="1">'
        '<dataValidation type="decimal" sqref="A3:A7 B9"><formula1>A3</formula1></dataValidation></dataValidations>'
    )
    _, package, losses = hand_patched(SheetEdit(plan=plan), rows, after)
    order = order_after(plan, depth)
    sheet = opened(package)["甲"]
    for new, (old, is_new) in enumerate(order, 1):
        assert sheet.row_dimensions[new].height == old
        assert sheet.cell(new, 1).value == (None if is_new else old)
        assert sheet.cell(new, 3).value == (None if is_new else f"=A{new}+$A${new}")
    assert losses == ()
    assert {area.min_row for area in sheet.merged_cells.ranges} == {
        new for new, (old, _) in enumerate(order, 1) if old == 5
    }
    found = {
        (row, column)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row, column in area.cells
    }
    assert found == {
        (new, 1 if old < 9 else 2) for new, (old, _) in enumerate(order, 1) if 3 <= old <= 7 or old == 9
    }


@settings(max_examples=40)
@given(row_plans())
def test_whatever_happens_to_its_rows_the_workbook_opens(plan):
    package, _ = patched(RICH, SheetEdit({Cell(4, 3): "7"}, plan))
    sheet, before = opened(package)[SHEET], read_by_openpyxl(RICH)[SHEET]
    for new, (old, is_new) in enumerate(order_after(plan, 20), 1):
        assert sheet.cell(new, 1).value == (None if is_new else before.cell(old, 1).value)
    drawn = etree.fromstring(package.part("xl/drawings/drawing1.xml")).iter("{*}from", "{*}to")
    assert all(int(end.findtext("{*}row")) >= 0 for end in drawn)


@given(row_plans(), st.integers(1, 20))
def test_a_single_row_is_followed_or_gone(plan, row):
    """A reference to one row is where that row is, whatever happens to the others."""
    xml, _, losses = hand_patched(
        SheetEdit(plan=plan),
        "",
        f'<hyperlinks><hyperlink ref="A30" location="甲!C{row}"/></hyperlinks>',
    )
    new = RowMap(plan).new_row(row)
    assert (f'location="甲!C{new or row}"' in xml, not losses) == (True, new is not None)
