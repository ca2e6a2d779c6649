"""Workbooks changed in place: what is not reached keeps its bytes, what hangs on rows follows them."""

import re
import shutil
import subprocess
import warnings
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import Package
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.patching.workbook_patch import patch_sheets
from tests.core.spreadsheet.patching.row_models import order_after, row_plans
from tests.core.spreadsheet.workbooks import (
    OTHER,
    SHEET,
    hand_made,
    rich_workbook,
    sheet_xml,
    with_part,
    workbook_with_table,
)

RICH = rich_workbook()
INSERTED = (KeptRows(1, 5), NewRow(5), KeptRows(6, 6))
DELETED = (KeptRows(1, 3), KeptRows(5, 5))
MOVED = (KeptRows(1, 3), KeptRows(5, 5), KeptRows(4, 4), KeptRows(6, 6))


def patched(data, edit, sheet=SHEET):
    package, losses = patch_sheets(Package.open(data), {sheet: edit})
    return package, losses


def opened(package):
    return read_by_openpyxl(package.to_bytes())


def read_by_openpyxl(data):
    with warnings.catch_warnings():
        # It does not know all extensions, and says so.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data))


def changed_parts(data, package):
    before = Package.open(data)
    names = [*before.names, *package.names]
    return {
        name
        for name in names
        if name not in package or name not in before or before.part(name) != package.part(name)
    }


def part_of(package, name):
    return package.part(name).decode()


def hand_patched(edit, rows, after="", before="", others=None, names=""):
    package, losses = patched(hand_made(sheet_xml(rows, after, before), others, names), edit, "甲")
    return part_of(package, "xl/worksheets/sheet1.xml"), package, losses


# -- cells ---------------------------------------------------------------------------------------------------


def test_an_edited_cell_is_all_that_changes():
    package, losses = patched(RICH, SheetEdit({Cell(5, 1): "改过的"}))
    assert losses == ()
    assert changed_parts(RICH, package) == {"xl/worksheets/sheet1.xml"}
    before = Package.open(RICH).part("xl/worksheets/sheet1.xml").decode()
    after = part_of(package, "xl/worksheets/sheet1.xml")
    written = '<c r="A5" s="1" t="inlineStr"><is><t xml:space="preserve">改过的</t></is></c>'
    assert after == re.sub(r'<c r="A5".*?</c>', written, before)


def test_no_edits_give_the_same_bytes():
    package, losses = patch_sheets(Package.open(RICH), {})
    assert package.to_bytes() == RICH
    assert losses == ()


def test_a_plan_that_moves_nothing_gives_the_same_bytes():
    package, losses = patched(RICH, SheetEdit(plan=(KeptRows(1, 4), KeptRows(5, 9))))
    assert package.to_bytes() == RICH
    assert losses == ()


def test_calamine_and_openpyxl_read_what_was_written():
    texts = {
        Cell(5, 1): "=1+1",
        Cell(6, 3): "99.50",
        Cell(7, 4): "12.5%",
        Cell(8, 2): "",
        Cell(40, 7): " 新\n行 ",
    }
    package, _ = patched(RICH, SheetEdit(texts))
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(package.to_bytes()))
        .get_sheet_by_name(SHEET)
        .to_python(skip_empty_area=False)
    )
    assert (rows[4][0], rows[5][2], rows[6][3], rows[39][6]) == ("=1+1", 99.5, 0.125, " 新\n行 ")
    sheet = opened(package)[SHEET]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert (sheet["C6"].value, sheet["C6"].number_format) == (99.5, "0.00")
    assert (sheet["D7"].value, sheet["D7"].number_format) == (0.125, "0.0%")
    assert sheet["G40"].value == " 新\n行 "
    assert sheet.dimensions == "A1:G40"


def test_a_cell_keeps_its_looks():
    package, _ = patched(RICH, SheetEdit({Cell(6, 3): "99.50", Cell(5, 1): "字", Cell(20, 5): "按列"}))
    before, after = read_by_openpyxl(RICH)[SHEET], opened(package)[SHEET]
    for name in ("C6", "A5"):
        assert after[name].border.left.style == before[name].border.left.style == "thin"
    assert after["E20"].border.left.style == "thin"


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        ('<c r="A1"><v>3</v></c>', "4", "<v>4</v>"),
        ('<c r="A1" t="n"><v>3</v></c>', "4.5", "<v>4.5</v>"),
        ("", "4", "<v>4</v>"),
        ('<c r="A1"/>', "4", "<v>4</v>"),
        ('<c r="A1"><f>1+2</f><v>3</v></c>', "4", "<v>4</v>"),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "4", "<is>"),
        ('<c r="A1" t="s"><v>0</v></c>', "4", "<is>"),
        ('<c r="A1" t="inlineStr"><is><t>3</t></is></c>', "4", "<is>"),
        ('<c r="A1" t="b"><v>1</v></c>', "4", "<is>"),
        ('<c r="A1"><v>3</v></c>', "=4", "<is>"),
        ('<c r="A1"><v>3</v></c>', "+4", "<is>"),
        ('<c r="A1"><v>3</v></c>', "007", "<is>"),
    ],
)
def test_a_number_stays_one_and_a_text_stays_one(cell, text, value):
    styles = (
        f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{XFS}</styleSheet>'
    )
    data = hand_made(sheet_xml(f'<row r="1">{cell}</row>'), styles=styles)
    package, _ = patched(data, SheetEdit({Cell(1, 1): text}), "甲")
    assert value in part_of(package, "xl/worksheets/sheet1.xml")


XFS = (
    '<numFmts count="2"><numFmt numFmtId="170" formatCode="0.00&quot;万元&quot;"/>'
    '<numFmt numFmtId="171" formatCode="yyyy/m/d"/></numFmts><cellXfs count="5"><xf numFmtId="0"/>'
    '<xf numFmtId="49"/><xf numFmtId="9"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("style", "text", "written"),
    [
        (0, "95%", '<c r="A1" s="2"><v>0.95</v></c>'),
        (0, "95.0%", '<c r="A1" s="5"><v>0.95</v></c>'),
        (2, "95%", '<c r="A1" s="2"><v>0.95</v></c>'),
        (2, "95", '<c r="A1" s="0"><v>95</v></c>'),
        (3, "170.00万元", '<c r="A1" s="3"><v>170</v></c>'),
        (4, "45000", '<c r="A1" s="0"><v>45000</v></c>'),
        (1, "45", '<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">45</t></is></c>'),
    ],
)
def test_a_number_gets_a_style_that_shows_it_as_it_was_typed(style, text, written):
    styles = (
        f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{XFS}</styleSheet>'
    )
    data = hand_made(sheet_xml(f'<row r="1"><c r="A1" s="{style}"/></row>'), styles=styles)
    package, _ = patched(data, SheetEdit({Cell(1, 1): text}), "甲")
    assert written in part_of(package, "xl/worksheets/sheet1.xml").replace(' s="0"/>', "/>")


def test_what_xml_cannot_hold_is_written_as_excel_does():
    xml, package, _ = hand_patched(SheetEdit({Cell(1, 1): "a\x0bb<&>_x000B_"}), "")
    assert "a_x000B_b&lt;&amp;&gt;_x005F_x000B_" in xml
    assert opened(package)["甲"]["A1"].value is not None


def test_cells_come_into_their_order():
    xml, _, _ = hand_patched(
        SheetEdit({Cell(2, 2): "二", Cell(1, 1): "一", Cell(2, 28): "末", Cell(3, 1): ""}),
        '<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>',
    )
    assert re.findall(r' r="([A-Z]*[0-9]+)"', xml) == ["1", "A1", "2", "A2", "B2", "C2", "AB2", "3"]
    assert 'spans="1:28"' in xml


# -- rows ----------------------------------------------------------------------------------------------------


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


# -- formulas ------------------------------------------------------------------------------------------------


def test_a_shared_formula_is_spelled_out_where_rows_move():
    rows = (
        '<row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    _, package, _ = hand_patched(SheetEdit(plan=(KeptRows(2, 3), NewRow(3), KeptRows(4, 4))), rows)
    sheet = opened(package)["甲"]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == ["=A1*2", "=A2*2", None, "=A4*2"]


def test_the_others_keep_a_shared_formula_when_its_first_cell_gets_a_text():
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    _, package, losses = hand_patched(SheetEdit({Cell(1, 2): "字"}), rows)
    sheet = opened(package)["甲"]
    assert (sheet["B1"].value, sheet["B2"].value) == ("字", "=A2*2")
    assert losses == ()


@pytest.mark.parametrize(
    ("edit", "ref", "is_lost"),
    [
        (SheetEdit(plan=(NewRow(1), KeptRows(1, 1))), "B3:B4", False),
        (SheetEdit(plan=(KeptRows(1, 2), NewRow(2), KeptRows(3, 3))), None, True),
        (SheetEdit(plan=(KeptRows(1, 1), KeptRows(3, 3))), None, True),
        (SheetEdit(plan=(KeptRows(1, 1), KeptRows(3, 3), KeptRows(2, 2))), None, True),
        (SheetEdit({Cell(3, 2): "字"}), None, True),
        (SheetEdit({Cell(2, 2): "字"}), None, True),
        (SheetEdit({Cell(4, 2): "字"}), "B2:B3", False),
        (SheetEdit(plan=(KeptRows(1, 1), KeptRows(4, 4))), None, False),
    ],
)
def test_a_formula_that_fills_several_cells_stays_whole_or_goes(edit, ref, is_lost):
    rows = (
        '<row r="1"><c r="A1"/></row><row r="2"><c r="B2"><f t="array" ref="B2:B3">A1:A2</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><v>2</v></c></row><row r="4"><c r="A4"/></row>'
    )
    xml, _, losses = hand_patched(edit, rows)
    assert re.findall(r'<f t="array" ref="(.*?)"', xml) == ([ref] if ref else [])
    assert bool(losses) == is_lost


def test_results_are_computed_again_where_cells_changed():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    _, package, _ = hand_patched(SheetEdit({Cell(1, 1): "2"}), rows)
    assert part_of(package, "xl/workbook.xml").endswith('</sheets><calcPr fullCalcOnLoad="1"/></workbook>')


def test_the_order_of_calculation_goes_when_formulas_move():
    rows = '<row r="1"><c r="A1"/></row><row r="2"><c r="B2"><f>A1</f><v>1</v></c></row>'
    data = with_part(
        hand_made(sheet_xml(rows)), "xl/workbook.xml", "calcChain", "xl/calcChain.xml", "<calcChain/>"
    )
    package, _ = patched(data, SheetEdit({Cell(1, 1): "字"}), "甲")
    assert "xl/calcChain.xml" in package
    for edit in (SheetEdit(plan=(NewRow(1), KeptRows(1, 1))), SheetEdit({Cell(2, 2): "字"})):
        package, _ = patched(data, edit, "甲")
        assert "xl/calcChain.xml" not in package
        assert "calcChain" not in part_of(package, "xl/_rels/workbook.xml.rels")


def test_formulas_of_other_sheets_follow_though_these_share_them():
    other = sheet_xml(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">甲!A1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    _, package, _ = hand_patched(
        SheetEdit(plan=(KeptRows(1, 1), NewRow(1), KeptRows(2, 2))), '<row r="1"/>', others={"乙": other}
    )
    sheet = opened(package)["乙"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("=甲!A1", "=甲!A3")


# -- tables, pivots and the rest -----------------------------------------------------------------------------


def table_after(plan, texts=None):
    package, losses = patched(workbook_with_table(), SheetEdit(texts or {}, plan))
    table = opened(package)[SHEET].tables.get("表1")
    return table, losses


def test_a_table_takes_in_new_rows_before_its_totals():
    for plan in ((KeptRows(1, 5), NewRow(5), KeptRows(6, 6)), (KeptRows(1, 2), NewRow(3), KeptRows(3, 6))):
        table, losses = table_after(plan)
        assert (table.ref, table.autoFilter.ref, losses) == ("A2:C7", "A2:C6", ())


def test_a_table_follows_its_rows():
    table, losses = table_after((NewRow(1), KeptRows(1, 3), KeptRows(5, 8)))
    assert (table.ref, losses) == ("A3:C6", ())


def test_a_table_without_titles_or_data_is_none():
    for plan in ((KeptRows(1, 2), KeptRows(6, 6)), (KeptRows(1, 1), KeptRows(3, 6))):
        table, losses = table_after(plan)
        assert table is None
        assert losses[0].place == f"工作表“{SHEET}”的表格“表1”"


def test_titles_written_into_a_table_are_the_names_of_its_columns():
    table, losses = table_after((), {Cell(2, 2): "数量"})
    assert [column.name for column in table.tableColumns] == ["名称", "数量", "倍"]
    assert losses == ()
    assert table_after((), {Cell(2, 2): "名称"})[1]


def test_a_pivot_table_counts_the_new_rows_too():
    data = with_part(
        hand_made(sheet_xml('<row r="1"/><row r="2"/>')),
        "xl/workbook.xml",
        "pivotCacheDefinition",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheSource '
        'type="worksheet"><worksheetSource ref="A1:C4" sheet="甲"/></cacheSource></pivotCacheDefinition>',
    )
    package, losses = patched(data, SheetEdit(plan=(KeptRows(1, 4), NewRow(4), KeptRows(5, 5))), "甲")
    assert 'ref="A1:C5"' in part_of(package, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert losses == ()


def test_a_pivot_table_on_the_sheet_moves_as_a_whole():
    data = with_part(
        hand_made(sheet_xml('<row r="1"/>')),
        "xl/worksheets/sheet1.xml",
        "pivotTable",
        "xl/pivotTables/pivotTable1.xml",
        '<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="透视">'
        '<location ref="A3:B6"/></pivotTableDefinition>',
    )
    package, losses = patched(data, SheetEdit(plan=(NewRow(1), KeptRows(1, 1))), "甲")
    assert 'ref="A4:B7"' in part_of(package, "xl/pivotTables/pivotTable1.xml")
    assert losses == ()
    assert patched(data, SheetEdit(plan=(KeptRows(1, 4), NewRow(1), KeptRows(5, 5))), "甲")[1]


def test_a_frozen_title_row_stays_frozen():
    before = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="B7" sqref="B7:C9"/></sheetView></sheetViews>'
    )
    plan = (KeptRows(1, 1), NewRow(1), KeptRows(2, 3), KeptRows(5, 5))
    xml, _, _ = hand_patched(SheetEdit(plan=plan), "", before=before)
    assert '<pane ySplit="3" topLeftCell="A4" state="frozen"/>' in xml
    assert 'activeCell="B7" sqref="B7"' in xml


def test_a_rule_says_the_same_of_the_neighbours_of_every_cell():
    after = (
        '<conditionalFormatting sqref="A3:A9"><cfRule type="expression"><formula>AND($B3="",A3&lt;&gt;A2,$C$1&gt;1)'
        '</formula></cfRule></conditionalFormatting><dataValidations count="2"><dataValidation sqref="D8"><formula1>'
        'B7</formula1></dataValidation><dataValidation sqref="E5"><formula1>1</formula1></dataValidation>'
        "</dataValidations>"
    )
    plan = (NewRow(1), KeptRows(1, 2), KeptRows(4, 4), KeptRows(6, 7), NewRow(7), KeptRows(8, 8))
    xml, _, _ = hand_patched(SheetEdit(plan=plan), "", after)
    assert '<conditionalFormatting sqref="A4:A9">' in xml
    assert 'AND($B4="",A4&lt;&gt;A3,$C$2&gt;1)' in xml
    assert '<dataValidations count="1"><dataValidation sqref="D8"><formula1>B6</formula1>' in xml


def test_an_empty_list_of_validations_goes():
    after = '<dataValidations count="1"><dataValidation sqref="E2"><formula1>1</formula1></dataValidation></dataValidations>'
    xml, _, _ = hand_patched(SheetEdit(plan=(KeptRows(1, 1), KeptRows(3, 3))), '<row r="3"/>', after)
    assert "dataValidation" not in xml


@pytest.mark.parametrize(
    ("formula", "is_lost"),
    [
        ('INDIRECT("A5")', True),
        ('INDIRECT("甲!A5")', True),
        ('INDIRECT("A1")', False),
        ('INDIRECT("乙!A5")', False),
        ("OFFSET(A1,3,0)", True),
        ("OFFSET(A1,-3,0)", False),
        ("OFFSET(A6,-4,0)", True),
        ("OFFSET(A1,0,0,COUNTA(A:A))", False),
        ('HYPERLINK("#甲!A5","去")', True),
        ('HYPERLINK("https://example.org/A5")', False),
        ("SUM(甲:乙!A1)", True),
        ("SUM([1]甲!A1:A9,A:A,表1[数])", False),
    ],
)
def test_addresses_that_a_formula_makes_up_do_not_follow(formula, is_lost):
    rows = f'<row r="1"><c r="B1"><f>{formula.replace("&", "&amp;")}</f></c></row>'
    plan = (KeptRows(1, 2), NewRow(2), KeptRows(3, 3))
    xml, _, losses = hand_patched(SheetEdit(plan=plan), rows, others={"乙": sheet_xml("")})
    assert formula.replace("A6", "A7") in xml
    assert bool(losses) == is_lost


def test_a_sheet_that_is_not_there_cannot_be_edited():
    with pytest.raises(KeyError):
        patch_sheets(Package.open(RICH), {"丙": SheetEdit()})


# -- sheets as other programs write them ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "xml",
    [
        '<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>',
        '<worksheet xmlns="{main}"><sheetData><row><c><v>1</v></c></row><row><c><f>A1</f></c></row></sheetData>'
        "</worksheet>",
        "<worksheet xmlns='{main}'><sheetData><row r='1'><c r='a1'><v>1</v></c></row>\n<!-- <row r=\"9\"> -->"
        "<row r='2'><c s='0' r='A2'><f><![CDATA[A1]]></f></c></row></sheetData></worksheet>",
    ],
)
def test_other_spellings_of_a_sheet_are_understood(xml):
    data = hand_made(xml.format(main="http://schemas.openxmlformats.org/spreadsheetml/2006/main"))
    package, _ = patched(
        data, SheetEdit({Cell(1, 1): "上", Cell(2, 2): "旁"}, (NewRow(1), KeptRows(1, 1))), "甲"
    )
    sheet = opened(package)["甲"]
    assert [[cell.value for cell in row] for row in sheet["A1:B3"]] == [
        ["上", None],
        [1, "旁"],
        ["=A2", None],
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_what_was_patched(tmp_path):
    edit = SheetEdit({Cell(6, 1): "新指标", Cell(6, 3): "55"}, (*INSERTED, KeptRows(8, 9)))
    package, _ = patched(RICH, edit)
    source = tmp_path / "patched.xlsm"
    source.write_bytes(package.to_bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheet = read_by_openpyxl((tmp_path / "out" / "patched.xlsx").read_bytes())[SHEET]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7, 8, 9)] == [
        "指标5",
        "新指标",
        "指标6",
        "指标8",
        "合计",
    ]
    assert (sheet["C6"].value, sheet["C9"].value, sheet["F8"].value) == (55, "=SUM(C3:C8)", "=C8*2")
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "B3:B6", "B7:B8"]


@given(row_plans(), st.integers(1, 20))
def test_followed_or_gone(plan, row):
    """A reference to one row is where that row is, whatever happens to the others."""
    xml, _, losses = hand_patched(
        SheetEdit(plan=plan),
        "",
        f'<hyperlinks><hyperlink ref="A30" location="甲!C{row}"/></hyperlinks>',
    )
    new = RowMap(plan).new_row(row)
    assert (f'location="甲!C{new or row}"' in xml, not losses) == (True, new is not None)
