"""Formulas follow the cells that they refer to."""

import re

import pytest

from core.spreadsheet.address import Cell
from core.spreadsheet.patching.row_plan import KeptRows, NewRow
from core.spreadsheet.patching.sheet_edit import SheetEdit
from tests.core.spreadsheet.patching.patched_workbooks import (
    hand_patched,
    opened,
    part_of,
    patched,
)
from tests.core.spreadsheet.workbooks import (
    hand_made,
    sheet_xml,
    with_part,
)


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


@pytest.mark.parametrize("blanks", range(4))
def test_a_formula_is_found_wherever_a_long_sheet_is_cut(blanks):
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    cut = (1 << 20) - sheet_xml(cells).encode().index(b"<f>") - blanks
    _, package, _ = hand_patched(SheetEdit({Cell(1, 1): "2"}), " " * cut + cells)
    assert 'fullCalcOnLoad="1"' in part_of(package, "xl/workbook.xml")


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
