"""A sheet's XML, taken apart and put together again."""

import pytest
from lxml import etree

from core.spreadsheet.opening.package import NotAWorkbook
from core.spreadsheet.patching.sheet_part import RowXml, SheetPart
from tests.core.spreadsheet.workbooks import MAIN

SPACED = (
    f'<?xml version="1.0"?>\r\n<worksheet  xmlns="{MAIN}">\n <cols><col min="1" max="2"/></cols>\n <sheetData>\n'
    '  <row r="2" s=\'3\'><c s="1" r="A2"><v>1</v></c>\n<c r="AB2"/></row>\n  <row r="7"/>\n </sheetData>\n'
    " <pageMargins left='1'/></worksheet>\n"
).encode()


def test_put_together_again_it_has_the_same_bytes():
    assert SheetPart(SPACED).to_bytes() == SPACED


def test_a_changed_frame_leaves_the_rows_their_bytes():
    sheet = SheetPart(SPACED)
    etree.SubElement(sheet.frame, f"{{{MAIN}}}pageSetup")
    rows = SPACED[SPACED.index(b"<sheetData>") : SPACED.index(b"</sheetData>")]
    assert rows in sheet.to_bytes()
    assert b"<pageSetup/></worksheet>" in sheet.to_bytes()


def test_a_moved_row_says_its_new_place_and_nothing_else():
    sheet = SheetPart(SPACED)
    assert [row.number for row in sheet.rows] == [2, 7]
    moved = b'<row r="12" s=\'3\'><c s="1" r="A12"><v>1</v></c>\n<c r="AB12"/></row>\n  '
    assert sheet.moved(sheet.rows[0], 12) == RowXml(12, moved)


def test_rows_become_trees_and_bytes_again():
    sheet = SheetPart(SPACED)
    assert [row.number for row in sheet.texts(sheet.elements(sheet.rows))] == [2, 7]


@pytest.mark.parametrize(
    "xml",
    [
        f'<worksheet xmlns="{MAIN}"/>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/><row r="1"/></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">',
        f'<!DOCTYPE a><worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    ],
)
def test_what_is_no_sheet_is_refused(xml):
    with pytest.raises(NotAWorkbook):
        SheetPart(xml.encode())
