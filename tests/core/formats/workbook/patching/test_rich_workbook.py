"""A colleague's macro workbook, with about everything in it, is opened, edited and saved; nothing of it is lost."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from core.book import Place
from core.edit import InsertRow, MoveRow, RemoveRow, SetField
from core.formats import Loaded, load, save
from core.formats.json_book import write_json
from tests.core.spreadsheet.workbooks import picture, with_thread_and_custom_part

# What openpyxl says of a sheet that holds more than it understands.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

SOFFICE = shutil.which("soffice")
ROWS = [
    ("社区食堂经费", "产出指标", "数量指标", "食堂数", "≥3个"),
    ("社区食堂经费", "产出指标", "质量指标", "达标率", "≥95%"),
    ("社区食堂经费", "效益指标", "社会效益指标", "知晓率", "≥90%"),
    ("道路养护经费", "产出指标", "数量指标", "里程", "≥3公里"),
    ("道路养护经费", "产出指标", "成本指标", "费用", "≤30万元"),
]
FIRST, LAST = 3, 7
"""The rows of the list."""


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Path, Loaded]:
    path = tmp_path / "清单.xlsm"
    path.write_bytes(with_thread_and_custom_part(colleagues_workbook()))
    return path, load(path)


def colleagues_workbook() -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, other = book.add_worksheet("指标"), book.add_worksheet("汇总")
    frame = book.add_format({"border": 1, "bg_color": "#FFF2CC"})
    sheet.merge_range("A1:G1", "2026年项目绩效指标清单", frame)
    sheet.write_row("A2", ["项目名称", "一级指标", "二级指标", "三级指标", "指标值", "备注", "得分"], frame)
    for row, texts in enumerate(ROWS, FIRST):
        sheet.write_row(row - 1, 0, [*texts, f"备注{row}"], frame)
        sheet.write_formula(row - 1, 6, f"=LEN(D{row})", None, len(texts[3]))
    sheet.write("A9", "得分合计")
    sheet.write_formula("G9", f"=SUM(G{FIRST}:G{LAST})", None, 14)
    sheet.data_validation("B3:B7", {"validate": "list", "source": ["产出指标", "效益指标", "满意度指标"]})
    sheet.conditional_format("G3:G7", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "E3:E7", {"type": "text", "criteria": "begins with", "value": "≤", "format": frame}
    )
    sheet.write_comment("D6", "以公里计")
    sheet.autofilter("A2:G7")
    sheet.freeze_panes(2, 0)
    sheet.print_area("A1:G9")
    sheet.insert_image("I6", "dot.png", {"image_data": BytesIO(picture()), "object_position": 2})
    other.write_formula("A1", "=指标!G9", None, 14)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=指标!$D$3:$D$7", "values": "=指标!$G$3:$G$7"})
    other.insert_chart("C3", chart)
    book.define_name("得分", "=指标!$G$3:$G$7")
    book.add_vba_project(BytesIO(b"macros that have to stay" * 20), is_stream=True)
    book.close()
    return file.getvalue()


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edit_and_save(path: Path, opened: Loaded) -> None:
    """Edit a cell, insert a row below it, move one, delete one, and save."""
    book, layout = opened
    canteen, road = book.projects
    SetField(Place(canteen.id, canteen.indicators[0].id, "value"), "=5个").apply(book)
    new = canteen.indicators[0]._replace(id=book.new_id(), level3="用餐人数", value="≥300人")
    InsertRow(canteen.id, 1, new).apply(book)
    MoveRow(road.id, road.indicators[1].id, 0).apply(book)
    RemoveRow(canteen.id, canteen.indicators[2].id).apply(book)
    save(book, path, layout)


def test_every_part_that_has_nothing_to_do_with_the_rows_keeps_its_bytes(opened: tuple[Path, Loaded]) -> None:
    path, loaded = opened
    before = parts(path)
    edit_and_save(path, loaded)
    after = parts(path)
    for name in ("xl/vbaProject.bin", "xl/media/image1.png", "customXml/item1.xml", "xl/theme/theme1.xml"):
        assert after[name] == before[name]
    assert set(after) == set(before) - {"xl/calcChain.xml"}


def test_what_hangs_on_rows_moves_with_them(opened: tuple[Path, Loaded]) -> None:
    path, loaded = opened
    edit_and_save(path, loaded)
    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes()))["指标"]
    names = [sheet.cell(row, 4).value for row in range(FIRST, LAST + 1)]
    assert names == ["食堂数", "用餐人数", "达标率", "费用", "里程"]
    assert [sheet.cell(row, 6).value for row in range(FIRST, LAST + 1)] == [
        "备注3",
        None,
        "备注4",
        "备注7",
        "备注6",
    ]
    assert (sheet["E3"].value, sheet["E3"].data_type) == ("=5个", "s")
    assert sheet["G6"].value == "=LEN(D6)"
    assert sheet["D7"].comment.text == "以公里计"
    assert sheet["E4"].fill.fgColor.rgb == sheet["E3"].fill.fgColor.rgb
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == "B3:B7"


def test_an_edit_that_moves_no_row_leaves_formulas_and_charts_alone(opened: tuple[Path, Loaded]) -> None:
    path, (book, layout) = opened
    before = parts(path)
    project = book.projects[1]
    SetField(Place(project.id, project.indicators[0].id, "level3"), "养护里程").apply(book)
    save(book, path, layout)
    after = parts(path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_what_was_saved(opened: tuple[Path, Loaded], tmp_path: Path) -> None:
    path, loaded = opened
    edit_and_save(path, loaded)
    profile = (tmp_path / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, tmp_path / "out", path], check=True, capture_output=True, timeout=120)
    resaved = tmp_path / "out" / "清单.xlsx"
    assert write_json(load(resaved).book).source == write_json(loaded.book).source
    sheets = openpyxl.load_workbook(BytesIO(resaved.read_bytes()))
    assert (sheets["汇总"]["A1"].value, sheets["指标"]["G9"].value) == ("=指标!G9", "=SUM(G3:G7)")
