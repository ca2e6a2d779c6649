"""A sheet of plain lines is put into a workbook, changed and taken out, and nothing else is touched."""

from __future__ import annotations

from core.spreadsheet.arranging.sheets import sheet_names
from core.spreadsheet.arranging.text_sheets import put_text_sheet, without_sheet
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, read_grids
from tests.core.spreadsheet.arranging.test_sheets import read
from tests.core.spreadsheet.workbooks import rich_workbook

RICH = Package.open(rich_workbook())
NAME = "说明"
LINES = [("甲", "乙"), ("  前后有空格 ", "第一行\n第二行"), ("", "=1+1"), ("<b>&", "_x0041_")]


def grid_of(package: Package, name: str = NAME) -> Grid:
    return next(grid for grid in read_grids(Package.open(package.to_bytes())) if grid.name == name)


def test_a_new_sheet_comes_behind_the_others_and_says_the_lines() -> None:
    package = put_text_sheet(RICH, NAME, LINES)
    assert sheet_names(package) == (*sheet_names(RICH), NAME)
    assert grid_of(package).rows == [list(line) for line in LINES]


def test_the_sheet_of_this_name_is_written_anew() -> None:
    package = put_text_sheet(put_text_sheet(RICH, NAME, LINES), NAME, LINES[:2])
    assert sheet_names(package) == (*sheet_names(RICH), NAME)
    assert grid_of(package).rows == [list(line) for line in LINES[:2]]


def test_only_the_lists_of_parts_and_styles_change() -> None:
    package = put_text_sheet(RICH, NAME, LINES)
    changed = {name for name in RICH.names if name not in package or package.part(name) != RICH.part(name)}
    assert changed == {
        "[Content_Types].xml",
        "docProps/app.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
    }
    assert put_text_sheet(package, NAME, LINES[:1]).part("xl/styles.xml") == package.part("xl/styles.xml")


def test_titles_stay_in_sight_and_texts_wrap() -> None:
    sheet = read(put_text_sheet(RICH, NAME, LINES))[NAME]
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].alignment.wrap_text
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type != "f"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    package = put_text_sheet(RICH, NAME, [("甲",), ("长" * 40_000,)])
    assert len(grid_of(package).rows[1][0]) == 32767


def test_a_sheet_is_taken_out_again() -> None:
    package = without_sheet(put_text_sheet(RICH, NAME, LINES), NAME)
    assert sheet_names(package) == sheet_names(RICH)
    assert set(package.names) == set(RICH.names) - {"xl/calcChain.xml"}
    assert without_sheet(RICH, NAME) is RICH
