"""Sheets as other programs write them, and what LibreOffice makes of changed ones."""

import shutil
import subprocess

import pytest

from core.spreadsheet.address import Cell
from core.spreadsheet.patching.row_plan import KeptRows, NewRow
from core.spreadsheet.patching.sheet_edit import SheetEdit
from tests.core.spreadsheet.patching.patched_workbooks import (
    INSERTED,
    RICH,
    opened,
    patched,
    read_by_openpyxl,
)
from tests.core.spreadsheet.workbooks import (
    SHEET,
    hand_made,
)


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
