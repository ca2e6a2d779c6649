"""Tables, pivots, frozen rows and rules follow their rows."""

import pytest

from core.spreadsheet.address import Cell
from core.spreadsheet.opening.package import Package
from core.spreadsheet.patching.row_plan import KeptRows, NewRow
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.patching.workbook_patch import patch_sheets
from tests.core.spreadsheet.patching.patched_workbooks import RICH, hand_patched, opened, part_of, patched
from tests.core.spreadsheet.workbooks import (
    SHEET,
    hand_made,
    sheet_xml,
    with_part,
    workbook_with_table,
)


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
