"""Saving onto another version of a file keeps what that one has beside the tables."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from core.book import Book, FrontMatter, ItemId, Place
from core.differences import differences, rebased, taken_over
from core.edit import SetField
from core.formats import load, save
from tests.core.differences.versions import says
from tests.core.tables import row, table
from tests.samples import SAMPLES


def _change_elsewhere(path: Path, old: str, new: str) -> None:
    """Another program changes a cell and adds a sheet."""
    workbook = load_workbook(path)
    workbook.create_sheet("备忘")["A1"] = "对方的备忘"
    for cells in workbook.worksheets[1].iter_rows():
        for cell in cells:
            if cell.value == old:
                cell.value = new
    workbook.save(path)


def test_a_sheet_that_they_added_survives_my_saving(tmp_path: Path) -> None:
    path = tmp_path / "某局.xlsx"
    base = load(SAMPLES[1]).book
    save(base, path)
    base, _ = load(path)
    mine = base.copy()
    SetField(Place(mine.projects[-1].id, field="purpose"), "改过的用途").apply(mine)
    old = mine.projects[0].indicators[0].description
    _change_elsewhere(path, old, "对方改过的描述")
    theirs, layout = load(path)
    edit = taken_over(mine, differences(base, mine, theirs).offers)
    assert edit is not None
    edit.apply(mine)
    saved = rebased(mine, theirs).book
    save(saved, path, layout)
    again = load(path).book
    assert says(again) == says(mine)
    assert again.projects[-1].purpose == "改过的用途"
    assert again.projects[0].indicators[0].description == "对方改过的描述"
    assert load_workbook(path)["备忘"]["A1"].value == "对方的备忘"


def test_a_line_that_they_added_to_a_text_survives_and_its_other_tables_keep_every_byte(
    tmp_path: Path,
) -> None:
    path = tmp_path / "某局.txt"
    path.write_bytes(SAMPLES[1].read_bytes())
    base, _ = load(path)
    mine = base.copy()
    first = mine.projects[0]
    mine.put(first.with_rows([*first.indicators, row("数量指标", "发放教材", "≥600册")]))
    before = path.read_text("utf-8")
    path.write_text(before + "\n\n注：对方的备忘。\n", "utf-8", newline="\n")
    theirs, layout = load(path)
    saved = rebased(mine, theirs).book
    assert [one for one in saved.projects if one is not theirs.project(one.id)] == [saved.projects[0]]
    save(saved, path, layout)
    assert path.read_text("utf-8").endswith("\n注：对方的备忘。\n")
    assert says(load(path).book) == says(saved) == says(mine)


def test_a_part_that_their_file_does_not_have_any_more_is_told() -> None:
    wanted = Book([table()], FrontMatter(ItemId(1), "封面"))
    found = rebased(wanted, Book([table()]))
    assert found.left_out == ("磁盘上的文件里没有“封面与目录”，您的这一部分存不进去。",)
    assert found.book.front is None
