"""Workbooks made from nothing, as others read them: every text comes back, numbers are numbers where they may be."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.progress import Cancelled
from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.making.draft import CellOverflow, Column, Draft, DraftSheet
from core.spreadsheet.making.look import Holds, Look
from core.spreadsheet.opening.package import Package
from core.spreadsheet.reading.grid import Grid, read_grids

WORDS, NUMBERS, CODES = Look(), Look("center", Holds.NUMBERS), Look("center", Holds.CODES)
LOOKS = (WORDS, NUMBERS, CODES)
FORMULAS = ("=1+1", "+1", "-A1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")
# A carriage return is a line break to whoever reads the file.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
number_like = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,4})?%?", fullmatch=True)
texts = st.lists(any_text | number_like | st.sampled_from(FORMULAS), min_size=1, max_size=20)


def drafted() -> tuple[Draft, DraftSheet]:
    draft = Draft("绩目")
    return draft, draft.add_sheet("甲", (10, 20, 30))


def grid_of(draft: Draft) -> Grid:
    return read_grids(Package.open(draft.to_bytes()))[0]


@given(texts, st.sampled_from(LOOKS))
def test_every_text_of_a_column_reads_back(column: list[str], look: Look) -> None:
    draft, sheet = drafted()
    sheet.put_row(1, ["题", "注"], WORDS)
    sheet.put_columns([Column(column, look), Column(["完"] * len(column), WORDS)])
    assert grid_of(draft).rows == [["题", "注"], *([text, "完"] for text in column)]


@given(texts, st.sampled_from(LOOKS))
def test_every_text_of_a_row_reads_back(row: list[str], look: Look) -> None:
    draft = Draft("绩目")
    draft.add_sheet("甲", [10] * (len(row) + 1)).put_row(1, [*row, "完"], look)
    assert grid_of(draft).rows == [[*row, "完"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    draft, sheet = drafted()
    sheet.put_row(1, [text, text], NUMBERS)
    sheet.put_columns([Column([text], WORDS)])
    for row in load_workbook(BytesIO(draft.to_bytes()))["甲"].iter_rows(max_col=1):
        assert (row[0].data_type, row[0].value) == ("s", text)


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("28551.00", 28551, "0.00"),
        ("0.5", 0.5, "General"),
        ("95%", 0.95, "0%"),
        ("99.50%", 0.995, "0.00%"),
        ("-3", -3, "General"),
        ("007", "007", "General"),
        ("1,234", "1,234", "General"),
        ("≥95%", "≥95%", "General"),
    ],
)
def test_a_number_is_a_number_where_it_shows_the_same(text: str, value: object, number_format: str) -> None:
    draft, sheet = drafted()
    sheet.put(1, 1, text, NUMBERS)
    cell = load_workbook(BytesIO(draft.to_bytes()))["甲"]["A1"]
    assert (cell.value, cell.number_format) == (value, number_format)


def test_digits_stay_digits_where_no_number_is_meant() -> None:
    draft, sheet = drafted()
    sheet.put_row(1, ["410001", "2026"], CODES)
    sheet.put(2, 1, "2026", WORDS)
    written = load_workbook(BytesIO(draft.to_bytes()))["甲"]
    assert [cell.value for cell in written[1]] == ["410001", "2026"]
    assert (written["A1"].number_format, written["A2"].value) == ("@", "2026")


def test_merged_cells_have_lines_all_around() -> None:
    draft, sheet = drafted()
    sheet.put_over(CellRange(1, 1, 2, 3), "甲", WORDS)
    data = draft.to_bytes()
    assert [str(area) for area in load_workbook(BytesIO(data))["甲"].merged_cells.ranges] == ["A1:C2"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert all(f'<c r="{name}" s="1"' in xml for name in ("A1", "B1", "C1", "A2", "B2", "C2"))


def test_a_row_is_as_high_as_its_longest_text() -> None:
    draft, sheet = drafted()
    sheet.put_row(1, ["甲", "一段写了很多字，因此要占用好几行的文字" * 3], WORDS)
    sheet.put_columns([Column(["甲", "甲"], WORDS), Column(["甲", "第一行\n第二行\n第三行"], WORDS)])
    rows = load_workbook(BytesIO(draft.to_bytes()))["甲"].row_dimensions
    assert rows[1].height > rows[3].height > rows[2].height


def test_excel_fits_a_row_again_unless_cells_are_merged_across_it() -> None:
    draft, sheet = drafted()
    sheet.put(1, 1, "甲", WORDS)
    sheet.put_over(CellRange(2, 1, 2, 2), "乙", WORDS)
    with zipfile.ZipFile(BytesIO(draft.to_bytes())) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="1" ht="21">' in xml
    assert '<row r="2" ht="21" customHeight="1">' in xml


def test_a_link_leads_to_a_sheet_whatever_its_name() -> None:
    draft, sheet = drafted()
    sheet.put(1, 1, "王's", WORDS)
    sheet.link(Cell(1, 1), "1 王's")
    draft.add_sheet("1 王's", (10,))
    assert load_workbook(BytesIO(draft.to_bytes()))["甲"]["A1"].hyperlink.location == "'1 王''s'!A1"


def test_sheets_that_share_a_frame_differ_in_name_cells_merges_heights_and_title_row() -> None:
    draft, first = drafted()
    other = draft.add_sheet("乙", (10,))
    like_first, like_other = (
        draft.add_sheet("丙 & '", (10, 20, 30), first),
        draft.add_sheet("丁", (10,), other),
    )
    for number, sheet in enumerate((first, other, like_first, like_other), 1):
        sheet.put_row(number, ["字" * 9 * number], WORDS)
    like_first.put_over(CellRange(1, 1, 1, 3), "合并", WORDS)
    other.frame.auto_filter.ref = "A1:A2"
    for number, sheet in enumerate((first, like_first, like_other), 1):
        sheet.print_on_a4(title_row=number)
    book = load_workbook(BytesIO(draft.to_bytes()))
    assert book.sheetnames == ["甲", "乙", "丙 & '", "丁"]
    assert [sheet.print_title_rows for sheet in book] == ["$1:$1", None, "$2:$2", "$3:$3"]
    assert [sheet.cell(number, 1).value for number, sheet in enumerate(book, 1)] == [
        "字" * 9 * n for n in (1, 2, 3, 4)
    ]
    assert [len(sheet.merged_cells.ranges) for sheet in book] == [0, 0, 1, 0]
    assert [sheet.column_dimensions["A"].width for sheet in book] == [10] * 4
    assert [sheet.page_setup.paperSize for sheet in book] == [9] * 4
    assert book["丁"].row_dimensions[4].height > book["乙"].row_dimensions[2].height


def test_a_filtered_area_belongs_to_the_first_sheet_of_its_frame() -> None:
    draft, first = drafted()
    draft.add_sheet("乙", (10, 20, 30), first)
    last = draft.add_sheet("丙", (10,))
    last.frame.auto_filter.ref = "A1:A2"
    with zipfile.ZipFile(BytesIO(draft.to_bytes())) as archive:
        workbook = archive.read("xl/workbook.xml").decode()
    assert '<definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">\'丙\'!' in workbook


@pytest.mark.parametrize("text", ["字" * 32_767, "\N{OLD ITALIC LETTER A}" * 16_383])
def test_a_cell_takes_as_much_as_excel_does(text: str) -> None:
    draft, sheet = drafted()
    sheet.put(1, 1, text, WORDS)
    assert grid_of(draft).rows == [[text]]
    with pytest.raises(CellOverflow):
        sheet.put(1, 1, f"{text}甲甲", WORDS)


def test_the_same_cells_give_the_same_bytes_whenever_they_are_written() -> None:
    written = set()
    for _ in range(2):
        draft, sheet = drafted()
        sheet.put_row(1, ["甲", "95%"], NUMBERS)
        sheet.print_on_a4()
        written.add(draft.to_bytes())
    (data,) = written
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>绩目</dc:creator>" in properties
    assert "dcterms" not in properties


def test_writing_can_be_watched_and_stopped() -> None:
    draft, _ = drafted()
    seen: list[tuple[int, int]] = []
    draft.to_bytes(lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(len(seen)))
    assert seen[-1][0] == seen[-1][1]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        draft.to_bytes(stop)
