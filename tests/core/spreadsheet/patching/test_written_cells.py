"""Texts written into the cells of a workbook: nothing else of it changes."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from core.spreadsheet.address import Cell
from core.spreadsheet.opening.package import Package
from core.spreadsheet.patching.row_plan import KeptRows
from core.spreadsheet.patching.sheet_edit import SheetEdit
from core.spreadsheet.patching.workbook_patch import patch_sheets
from tests.core.spreadsheet.patching.patched_workbooks import (
    RICH,
    changed_parts,
    hand_patched,
    opened,
    part_of,
    patched,
    read_by_openpyxl,
)
from tests.core.spreadsheet.workbooks import (
    SHEET,
    hand_made,
    sheet_xml,
)


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
