"""Sheets that come, go and change places."""

import io
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from core.spreadsheet.arranging.sheets import CopiedSheet, KeptSheet, arrange_sheets, sheet_names
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import read_grids
from tests.core.spreadsheet.workbooks import (
    MAIN,
    OTHER,
    SHEET,
    hand_made,
    rich_workbook,
    sheet_xml,
    with_part,
)

RICH = Package.open(rich_workbook())
KEPT = [KeptSheet(SHEET), KeptSheet(OTHER)]


def read(package: Package) -> Workbook:
    with warnings.catch_warnings():
        # It says that it does not know x14 extensions.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(package.to_bytes()))


def changed_parts(before: Package, after: Package) -> set[str]:
    """Parts that went, came or have other bytes."""
    common = set(before.names) & set(after.names)
    return set(before.names) ^ set(after.names) | {
        name for name in common if before.part(name) != after.part(name)
    }


def text(package: Package, part: str) -> str:
    return package.part(part).decode()


def test_the_same_sheets_in_the_same_order_are_the_same_workbook() -> None:
    assert arrange_sheets(RICH, KEPT) == (RICH, ())


def test_a_sheet_that_is_not_there_cannot_be_kept_or_copied() -> None:
    with pytest.raises(KeyError):
        arrange_sheets(RICH, [KeptSheet("丁")])
    with pytest.raises(KeyError):
        arrange_sheets(RICH, [*KEPT, CopiedSheet("戊", "丁")])


# -- order -------------------------------------------------------------------------------------------------------


def test_sheets_change_places_and_names_go_with_them() -> None:
    package, losses = arrange_sheets(RICH, KEPT[::-1])
    assert losses == ()
    assert sheet_names(package) == (OTHER, SHEET)
    book = read(package)
    assert book[SHEET].print_title_rows == "$1:$2"
    assert book[SHEET].print_area == f"'{SHEET}'!$A$1:$E$9"
    assert set(book[SHEET].defined_names) == {"本表"}
    assert changed_parts(RICH, package) == {"xl/workbook.xml", "docProps/app.xml"}


@pytest.mark.parametrize(
    ("active", "order", "shown"),
    [
        (1, ["乙", "甲", "丙"], "乙"),
        (0, ["丙", "乙", "甲"], "甲"),
        (2, ["甲", "乙"], "乙"),
        (0, ["乙", "丙"], "乙"),
    ],
)
def test_the_sheet_that_is_shown_stays_or_its_neighbour_takes_its_place(
    active: int, order: list[str], shown: str
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.create_sheet("乙"), book.create_sheet("丙")
    book.active = active
    file = io.BytesIO()
    book.save(file)
    package, _ = arrange_sheets(Package.open(file.getvalue()), [KeptSheet(name) for name in order])
    assert read(package).active.title == shown


# -- new sheets --------------------------------------------------------------------------------------------------


def test_a_copy_has_the_looks_of_its_model_but_nothing_that_belongs_to_it_alone() -> None:
    package, losses = arrange_sheets(RICH, [KEPT[0], CopiedSheet("丙's", SHEET), KEPT[1]])
    assert losses == ()
    assert sheet_names(package) == (SHEET, "丙's", OTHER)
    model, copy = read(package)[SHEET], read(package)["丙's"]
    assert [[cell.value for cell in row] for row in copy] == [[cell.value for cell in row] for row in model]
    assert [cell.number_format for cell in copy[4]] == [cell.number_format for cell in model[4]]
    assert copy.merged_cells.ranges == model.merged_cells.ranges
    assert copy.column_dimensions["E"].width == model.column_dimensions["E"].width
    assert [str(v.sqref) for v in copy.data_validations.dataValidation] == [
        str(v.sqref) for v in model.data_validations.dataValidation
    ]
    assert len(copy.conditional_formatting) == len(model.conditional_formatting) > 0
    assert copy.print_title_rows == "$1:$2"
    assert copy.print_area == "'丙''s'!$A$1:$E$9"
    assert copy["C5"].comment is None
    part = next(name for name in package.names if name not in RICH.names)
    assert package.relationships(part) == ()
    assert not re.search(r"r:id|tabSelected|codeName|drawing", text(package, part))
    assert "'丙''s'!C3:D3" in text(package, part)
    assert SHEET not in text(package, part)


def test_copies_leave_all_other_sheets_and_what_hangs_on_them() -> None:
    package, _ = arrange_sheets(RICH, [*KEPT, CopiedSheet("丙", SHEET), CopiedSheet("丁", SHEET)])
    new = {"xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"}
    lists = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "docProps/app.xml"}
    assert changed_parts(RICH, package) == new | lists
    assert [grid.name for grid in read_grids(package)] == [SHEET, OTHER, "丙", "丁"]


def test_a_copy_of_a_hidden_sheet_is_visible() -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.create_sheet("乙").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    order = [KeptSheet("甲"), KeptSheet("乙"), CopiedSheet("丙", "乙")]
    package, _ = arrange_sheets(Package.open(file.getvalue()), order)
    assert [sheet.sheet_state for sheet in read(package)] == ["visible", "hidden", "visible"]


def test_a_copy_may_take_the_place_of_its_model() -> None:
    package, _ = arrange_sheets(RICH, [KEPT[1], CopiedSheet("丙", SHEET)])
    assert sheet_names(package) == (OTHER, "丙")
    assert read(package)["丙"].print_area == "'丙'!$A$1:$E$9"


def test_the_titles_in_the_properties_follow() -> None:
    package, _ = arrange_sheets(RICH, [CopiedSheet("丙", OTHER), *KEPT])
    properties = text(package, "docProps/app.xml")
    titles = re.findall("<vt:lpstr>([^<]*)</vt:lpstr>", properties.partition("TitlesOfParts")[2])
    assert titles[:3] == ["丙", SHEET, OTHER]
    assert f'<vt:vector size="{len(titles)}" baseType="lpstr">' in properties
    assert "<vt:i4>3</vt:i4>" in properties


def test_titles_that_are_others_than_the_sheets_are_left_out() -> None:
    properties = RICH.part("docProps/app.xml").replace("<vt:lpstr>乙<".encode(), "<vt:lpstr>旧<".encode())
    package, _ = arrange_sheets(RICH.with_parts({"docProps/app.xml": properties}), KEPT[::-1])
    assert "TitlesOfParts" not in text(package, "docProps/app.xml")
    assert "<Application>" in text(package, "docProps/app.xml")


# -- sheets that go ----------------------------------------------------------------------------------------------


def test_a_sheet_goes_with_all_that_only_it_uses() -> None:
    package, _ = arrange_sheets(RICH, [KEPT[1]])
    gone = set(RICH.names) - set(package.names)
    assert gone == {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/drawings/drawing1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
        "xl/drawings/vmlDrawing1.vml",
        "xl/media/image1.png",
        "xl/comments1.xml",
        "xl/threadedComments/threadedComment1.xml",
    }
    types = text(package, "[Content_Types].xml")
    assert all(f'"/{name}"' not in types for name in gone)
    assert f'"/{"xl/worksheets/sheet2.xml"}"' in types
    assert [name for name in package.names if "custom" in name] == ["customXml/item1.xml"]


def test_what_referred_to_a_sheet_that_goes_is_broken_openly_and_told() -> None:
    package, losses = arrange_sheets(RICH, [KEPT[1]])
    book = read(package)
    assert book[OTHER]["A1"].value == "=#REF!C3+1"
    assert book[OTHER]["A2"].value == "=SUM(#REF!C3:C8)"
    assert book.defined_names["合计"].attr_text == "#REF!$C$9"
    assert "<c:f>#REF!$C$3:$C$8</c:f>" in text(package, "xl/charts/chart1.xml")
    assert [loss.place for loss in losses] == [
        "宏",
        f"工作表“{OTHER}”A1、A2",
        f"工作表“{OTHER}”",
        "名称“合计”",
        "名称“数据”",
    ]
    assert all("删除的工作表" in loss.what for loss in losses)


def test_a_sheet_that_nothing_refers_to_goes_without_loss() -> None:
    data = hand_made(
        sheet_xml('<row r="1"><c r="A1"><f>A2&amp;"乙!A1"&amp;乙丙!A1</f></c></row>'), {"乙": sheet_xml("")}
    )
    package, losses = arrange_sheets(Package.open(data), [KeptSheet("甲")])
    assert losses == ()
    assert package.part("xl/worksheets/sheet1.xml") == Package.open(data).part("xl/worksheets/sheet1.xml")


def test_many_broken_formulas_of_a_sheet_are_one_loss() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>乙!A{row}*2</f><v>1</v></c></row>' for row in range(1, 9)
    )
    data = hand_made(sheet_xml(rows), {"乙": sheet_xml("")})
    _, losses = arrange_sheets(Package.open(data), [KeptSheet("甲")])
    assert [loss.place for loss in losses] == ["工作表“甲”A1、A2、A3 等 8 格"]


def test_names_that_hold_for_a_sheet_go_with_it() -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.create_sheet("乙").defined_names["小"] = DefinedName("小", attr_text="乙!$A$1")
    book.create_sheet("丙").defined_names["小"] = DefinedName("小", attr_text="丙!$A$1")
    file = io.BytesIO()
    book.save(file)
    package, losses = arrange_sheets(Package.open(file.getvalue()), [KeptSheet("丙"), KeptSheet("甲")])
    assert losses == ()
    assert dict(read(package)["丙"].defined_names).keys() == {"小"}
    assert not read(package)["甲"].defined_names


def test_the_order_of_calculation_goes_with_a_sheet() -> None:
    chain = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    data = with_part(RICH.to_bytes(), "xl/workbook.xml", "calcChain", "xl/calcChain.xml", chain)
    package, _ = arrange_sheets(Package.open(data), [KEPT[0]])
    assert "xl/calcChain.xml" not in package.names
    assert "calcChain" not in text(package, "xl/_rels/workbook.xml.rels")


def test_a_pivot_table_that_counts_a_sheet_that_goes_is_told() -> None:
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        f'<worksheetSource ref="A1:B9" sheet="{SHEET}"/></cacheSource></pivotCacheDefinition>'
    )
    data = with_part(
        RICH.to_bytes(), "xl/workbook.xml", "pivotCacheDefinition", "xl/pivotCache/c1.xml", cache
    )
    package, losses = arrange_sheets(Package.open(data), [KEPT[1]])
    assert package.part("xl/pivotCache/c1.xml") == cache.encode()
    assert [loss.what for loss in losses if SHEET in loss.place] == [
        "所在的工作表要被删除，数据透视表将不能刷新"
    ]


def test_one_sheet_at_least_is_visible() -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.create_sheet("乙").sheet_state = "veryHidden"
    file = io.BytesIO()
    book.save(file)
    package, _ = arrange_sheets(Package.open(file.getvalue()), [KeptSheet("乙")])
    assert read(package)["乙"].sheet_state == "visible"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_rearranged_sheets(tmp_path: Path) -> None:
    package, _ = arrange_sheets(RICH, [CopiedSheet("丙", SHEET), KEPT[1]])
    (tmp_path / "a.xlsm").write_bytes(package.to_bytes())
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    subprocess.run([*command, "xlsx", "a.xlsm"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    grids = read_grids(Package.open((tmp_path / "a.xlsx").read_bytes()))
    assert [grid.name for grid in grids] == ["丙", OTHER]
    assert [row[:5] for row in grids[0].rows] == [row[:5] for row in read_grids(RICH)[0].rows]
