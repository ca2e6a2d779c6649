"""What a user sees in sheets, whichever program wrote them."""

import datetime
import io
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from core.progress import Cancelled
from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.opening.package import NotAWorkbook, Package
from core.spreadsheet.reading import sheet_rows
from core.spreadsheet.reading.grid import Grid, SheetReader, SheetTooLarge, read_grids
from tests.core.spreadsheet.workbooks import MAIN, hand_made, sheet_xml, with_part

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00&quot;万元&quot;"/>'
    '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="6">'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 164, 165, 9, 31, 1))
    + "</cellXfs></styleSheet>"
)
"""Cell styles: General, 0.00"万元", a date of its own, 0%, a Chinese date by number, 0."""


def grids(data: bytes) -> list[Grid]:
    return read_grids(Package.open(data))


def grid(rows: str, after: str = "", styles: str = STYLES) -> Grid:
    return grids(hand_made(sheet_xml(rows, after), styles=styles))[0]


def cells(xml: str) -> list[str]:
    """The texts of a row of these cells."""
    return grid(f'<row r="1">{xml}</row>').rows[0]


def written(fill, **options) -> list[Grid]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    fill(book)
    book.close()
    return grids(file.getvalue())


# -- numbers, days, errors, formulas -----------------------------------------------------------------------------


def test_numbers_are_shown_by_their_formats() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("甲")
        shown = [
            (0.95, "0%"),
            (0.956, "0%"),
            (162.8, '0.00"万元"'),
            (28551, "#,##0.00"),
            (3, "@"),
            (0.1 + 0.2, "General"),
        ]
        for column, (value, format) in enumerate(shown):
            sheet.write_number(0, column, value, book.add_format({"num_format": format, "border": 1}))
        sheet.write_number(0, 6, 28551)

    assert written(fill)[0].rows == [["95%", "95.6%", "162.80万元", "28551.00", "3", "0.3", "28551"]]


def test_days_are_shown_by_their_formats_also_where_the_workbook_counts_from_1904() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for column, format in enumerate(("yyyy/m/d", 'yyyy"年"m"月"', "[$-F800]", 14, 31, 57)):
            day = datetime.datetime(2026, 6, 30)
            sheet.write_datetime(0, column, day, book.add_format({"num_format": format}))

    expected = [["2026/6/30", "2026年6月", "2026年6月30日", "2026/6/30", "2026年6月30日", "2026年6月"]]
    assert written(fill)[0].rows == expected
    assert written(fill, date_1904=True)[0].rows == expected


def test_a_day_may_stand_in_the_file_as_a_date() -> None:
    assert cells('<c r="A1" s="2" t="d"><v>2026-06-30T00:00:00</v></c><c r="B1"><v>7</v></c>') == [
        "2026年6月30日",
        "7",
    ]


def test_the_first_style_holds_for_cells_that_name_none() -> None:
    styles = STYLES.replace('<xf numFmtId="0"/>', '<xf numFmtId="10"/>')
    assert grid(
        '<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="5"><v>3</v></c></row>', styles=styles
    ).rows == [["50.00%", "3"]]


def test_a_style_that_there_is_not_shows_numbers_plainly() -> None:
    assert cells('<c r="A1" s="77"><v>0.5</v></c>') == ["0.5"]


def test_many_formats_in_one_workbook_are_each_applied() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(30):
            sheet.write_number(row, 1, row, book.add_format({"num_format": f'0.0"第{row}种"'}))

    assert [row[1] for row in written(fill)[0].rows] == [f"{row}.0第{row}种" for row in range(30)]


def test_truth_and_errors_are_shown_as_excel_does() -> None:
    assert cells(
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#DIV/0!</v></c>'
        '<c r="D1" s="1" t="e"><f>NA()</f><v>#N/A</v></c><c r="E1"><v>1</v></c>'
    ) == ["TRUE", "FALSE", "#DIV/0!", "#N/A", "1"]


def test_a_formula_shows_its_value_and_itself_where_it_was_never_computed() -> None:
    assert cells(
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(C2:C4)</f></c><c r="C1"><f>甲&amp;"乙"</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>A1</f><v>文</v></c><c r="F1" s="3"><f>1/2</f><v/></c>'
    ) == ["2", "=SUM(C2:C4)", '=甲&"乙"', "", "文", "=1/2"]


def test_a_shared_formula_without_values_shows_its_text_in_all_cells() -> None:
    assert cells(
        '<c r="A1"><f t="shared" ref="A1:B1" si="3">C1*2</f></c><c r="B1"><f t="shared" si="3"/></c>'
        '<c r="C1"><v>1</v></c>'
    ) == ["=C1*2", "=C1*2", "1"]


def test_formulas_that_openpyxl_wrote_have_no_values() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=SUM(A1:A3)"
    book.active["C5"] = 4
    file = io.BytesIO()
    book.save(file)
    assert grids(file.getvalue())[0].text(Cell(2, 2)) == "=SUM(A1:A3)"


# -- texts -------------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=4), min_size=1, max_size=4))
def test_texts_are_read_as_another_program_wrote_them(rows: list[list[str]]) -> None:
    legal = [["".join(c for c in text if c.isprintable() or c in "\n\t") for text in row] for row in rows]

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(legal):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)

    read = written(fill)[0]
    for number, row in enumerate(legal, 1):
        for column, text in enumerate(row, 1):
            assert read.text(Cell(number, column)) == text


def test_white_space_stays_and_line_ends_are_one_character() -> None:
    inline = '<c r="{}1" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    texts = {
        "A": "  a\nb ",
        "B": "a_x000D_\nb",
        "C": "a&#13;&#10;b",
        "D": "_x005F_x000D_",
        "E": "a\r\nb",
        "F": "_x000B_",
    }
    assert cells("".join(inline.format(*item) for item in texts.items())) == [
        "  a\nb ",
        "a\nb",
        "a\nb",
        "_x000D_",
        "a\nb",
        "\x0b",
    ]


def test_rich_text_is_read_without_its_looks_and_without_its_pronunciation() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><rPr><color rgb="FFFF0000"/></rPr><t>产出</t></r><r><t xml:space="preserve"> 指标</t></r>'
        '<rPh sb="0" eb="1"><t>chanchu</t></rPh></si><si><t>二</t></si></sst>'
    )
    data = hand_made(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'))
    data = with_part(data, "xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml", strings)
    assert grids(data)[0].rows == [["产出 指标", "二"]]


# -- the shape of the grid ---------------------------------------------------------------------------------------


def test_a_grid_begins_at_a1_and_ends_with_the_last_text() -> None:
    read = grid(
        '<row r="2"><c r="B2"><v>1</v></c><c r="F2" s="1"/></row><row r="4"><c r="C4"><v>2</v></c></row>'
        '<row r="9"><c r="A9" s="1"/></row>'
    )
    assert read.rows == [["", "", ""], ["", "1", ""], ["", "", ""], ["", "", "2"]]
    assert read.text(Cell(4, 3)) == "2"
    assert read.text(Cell(5, 1)) == read.text(Cell(1, 4)) == read.text(Cell(0, 1)) == ""


def test_an_empty_sheet_has_no_rows() -> None:
    read = grid("")
    assert read.rows == []
    assert read.text(Cell(1, 1)) == ""


def test_merged_cells_have_one_text() -> None:
    read = grid(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row>',
        '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C2:XFD1048576"/></mergeCells>',
    )
    assert read.rows == [["1", "", ""], ["", "", "4"]]
    assert read.merges == (CellRange(1, 1, 2, 2), CellRange(2, 3, 1048576, 16384))


def test_merges_that_cover_each_other_again_and_again_are_refused() -> None:
    merges = '<mergeCell ref="A1:Z100"/>' * 50
    with pytest.raises(NotAWorkbook):
        grid(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="Z9"><v>1</v></c></row>',
            f"<mergeCells>{merges}</mergeCells>",
        )


def test_hidden_rows_and_hidden_sheets_are_told() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        first, second, third = (book.add_worksheet(name) for name in ("甲", "乙", "丙"))
        first.write(1, 0, "x")
        first.set_row(1, None, None, {"hidden": True})
        first.set_row(4, None, None, {"hidden": True})
        second.hide()
        third.very_hidden()

    read = written(fill)
    assert [(each.name, each.visible) for each in read] == [("甲", True), ("乙", False), ("丙", False)]
    assert read[0].hidden_rows == {2, 5}


def test_sheets_of_charts_are_passed_over() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("甲").write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=甲!$A$1:$A$1"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("乙").write(0, 0, 2)

    assert [(each.name, each.rows) for each in written(fill)] == [("甲", [["1"]]), ("乙", [["2"]])]


# -- spellings ---------------------------------------------------------------------------------------------------

PLAIN = (
    '<row r="1"><c r="A1" s="3"><v>0.5</v></c><c r="B1" t="inlineStr"><is><t xml:space="preserve"> b</t></is></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>A1&amp;"&lt;"</f></c><c r="C2"><f t="shared" si="0">A1</f></c></row>'
    '<row r="3"><c r="B3" s="2"><v>46203</v></c><c r="C3" t="str"><f>A1</f><v>甲</v></c></row>'
)
MERGES = '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>'
PLAIN_ROWS = [["50%", " b", ""], ["#N/A", '=A1&"<"', "=A1"], ["", "2026年6月30日", "甲"]]


def prefixed(xml: str) -> str:
    return (
        xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    )


SPELLINGS: Mapping[str, str] = {
    "as Excel does": sheet_xml(PLAIN, MERGES),
    "with prefixes": prefixed(sheet_xml(PLAIN, MERGES)),
    "with apostrophes": sheet_xml(PLAIN, MERGES).replace(' "', " '").replace('="', "='").replace('" ', "' ").replace('">', "'>").replace('"/', "'/"),
    "with the attributes in another order": sheet_xml(
        PLAIN.replace('r="B1" t="inlineStr"', 't="inlineStr" r="B1"').replace('r="2" hidden="1"', 'hidden="true" r="2"'), MERGES
    ),
    "without the names of cells and rows": sheet_xml(
        PLAIN.replace(' r="1"', "").replace(' r="2"', "").replace(' r="3"', "").replace(' r="A1"', "").replace(' r="B1"', "")
        .replace(' r="A2"', "").replace(' r="B2"', "").replace(' r="C2"', "").replace(' r="C3"', ""), MERGES
    ),
    "with comments": sheet_xml("<!-- <c r='A9'><v>1</v></c> -->" + PLAIN, MERGES),
    "with lines and indents": sheet_xml(PLAIN.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("<v", "\n <v"), MERGES),
    "with unknown attributes": sheet_xml(PLAIN.replace('<c r="A1"', '<c r="A1" odd=">"'), MERGES),
    "with lower case": sheet_xml(PLAIN.replace('r="A1"', 'r="a1"'), MERGES),
    "with character data": sheet_xml(PLAIN.replace("#N/A", "<![CDATA[#N/A]]>").replace('<c r="A2"', '<c x="" r="A2"'), MERGES),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_sheets_are_read_however_their_xml_is_spelled(spelling: str) -> None:
    read = grids(hand_made(SPELLINGS[spelling], styles=STYLES))[0]
    assert read.rows == PLAIN_ROWS
    assert read.merges == (CellRange(3, 1, 4, 1),)
    assert read.hidden_rows == {2}


# -- dangerous sheets --------------------------------------------------------------------------------------------


def test_a_claim_of_all_rows_and_columns_is_not_believed() -> None:
    data = hand_made(
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')
    )
    assert grids(data)[0].rows == [["1"]]


def test_an_empty_cell_far_out_is_no_matter() -> None:
    read = grid(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    assert read.rows == [["1"]]


def test_a_long_single_column_is_read() -> None:
    read = grid('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>')
    assert len(read.rows) == 1048576
    assert read.rows[-1] == ["2"]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="XFD1048576" t="inlineStr"><is><t>1</t></is></c>',
        '<c r="XFD1048576"><f>1</f></c>',
        '<c r="A1" r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c\nr="XFD1048576"><v>1</v></c>',
        '<c odd=">" r="XFD1048576"><v>1</v></c>',
        '<c r="A1" odd=">" r="XFD1048576"><v>1</v></c>',
        '<c r="A2" odd="/>" r="XFD1048576"><v>1</v></c>',
        '<c r="XFD1048576" odd="/>"><v>1</v></c>',
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<x:c xmlns:x="y" r="XFD1048576"><v>1</v></x:c>',
        '<c r="XFD9999999"><v>1</v></c>',
        '<c r="ZZZ1"><v>1</v></c>',
        '<c r="A9999999999"><v>1</v></c>',
        '<c r="A1" t="s"><v>99999999</v></c>',
        '<c r="A1" t="odd"><v>1</v></c>',
        '<c r="$A$1"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        "<c><v>1</v>",
    ],
)
def test_cells_that_would_take_all_memory_or_are_nowhere_are_refused_or_passed_over(cell: str) -> None:
    data = hand_made(sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'))
    with suppress(NotAWorkbook):
        assert len(grids(data)[0].rows) <= 1


def test_a_sheet_that_is_too_large_is_named() -> None:
    with pytest.raises(SheetTooLarge) as caught:
        grid('<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="I1000000"><v>1</v></c></row>')
    assert "工作表“甲”" in caught.value.reason
    assert "1000000" in caught.value.reason


def test_too_many_large_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_MOST_CELLS_TOGETHER", 60)
    sheet = sheet_xml('<row r="5"><c r="E5"><v>1</v></c></row>')
    assert len(grids(hand_made(sheet, {"乙": sheet}))) == 2
    with pytest.raises(NotAWorkbook):
        grids(hand_made(sheet, {"乙": sheet, "丙": sheet}))


def test_a_long_text_that_countless_cells_share_is_refused() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"长" * 700_000}</t></si></sst>'
    row = "".join(f'<c r="{column}1" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
    rows = "".join(
        f'<row r="{number}">{row}</row>'.replace('1" t', f'{number}" t') for number in range(1, 200)
    )
    data = with_part(
        hand_made(sheet_xml(rows)), "xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml", strings
    )
    with pytest.raises(NotAWorkbook):
        grids(data)


def test_entities_in_a_sheet_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "haha">]>' + sheet_xml(
        '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    )
    with pytest.raises(NotAWorkbook):
        grids(hand_made(laughs))


@given(st.text("<>/=\"' rsctv01AB", max_size=30))
def test_no_xml_does_any_harm(noise: str) -> None:
    data = hand_made(sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c>{noise}</row>'))
    with suppress(NotAWorkbook):
        assert isinstance(grids(data), list)


# -- the first rows before the whole --------------------------------------------------------------------------------


def numbered_rows(count: int) -> str:
    return "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, count + 1))


def test_heads_end_with_the_row_that_reaches_the_size() -> None:
    after = '<mergeCells><mergeCell ref="A2:B9"/><mergeCell ref="A20:B21"/></mergeCells>'
    long, short = sheet_xml(numbered_rows(30), after), sheet_xml(numbered_rows(2))
    reader = SheetReader(Package.open(hand_made(long, {"乙": short, "丙": long})))
    heads = reader.heads(2, long.index("<v>4</v>"))
    first, second = heads.grids
    assert first.rows == [["1"], ["2"]]
    assert first.merges == (CellRange(2, 1, 2, 2),)
    assert second.rows == [["1"], ["2"]]
    assert heads.cut == {first.name}
    assert not heads.are_all
    assert reader.heads(3, 100_000).cut == set()
    assert reader.heads(3, 100_000).are_all


@given(st.integers(0, 3000))
def test_after_the_heads_the_whole_is_read_as_ever(size: int) -> None:
    data = hand_made(sheet_xml(numbered_rows(40), '<mergeCells><mergeCell ref="A2:A9"/></mergeCells>'))
    reader = SheetReader(Package.open(data))
    (head,) = reader.heads(1, size).grids
    (whole,) = reader.grids(lambda done, total: None)
    assert [whole] == grids(data)
    assert head.rows == whole.rows[: len(head.rows)]


def test_a_sheet_in_which_no_rows_are_found_has_no_head() -> None:
    xml = (
        sheet_xml(numbered_rows(9))
        .replace("sheetData", "x:sheetData")
        .replace("<worksheet", f'<worksheet xmlns:x="{MAIN}"')
    )
    reader = SheetReader(Package.open(hand_made(xml)))
    with pytest.raises(NotAWorkbook):
        reader.heads(1, 100)
    assert len(reader.grids(lambda done, total: None)) == 1


# -- progress, other programs ------------------------------------------------------------------------------------


def test_progress_is_told_and_can_end_the_reading() -> None:
    data = Package.open(hand_made(sheet_xml(PLAIN), {"乙": sheet_xml(PLAIN)}, styles=STYLES))
    told: list[tuple[int, int]] = []
    read_grids(data, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]

    def cancel(done: int, total: int) -> None:
        if done == total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_grids(data, cancel)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_wrote_is_read(tmp_path: Path) -> None:
    html = (
        "<html><meta charset=utf-8><table><tr><td colspan=2>绩效目标表</td></tr><tr><td rowspan=2>产出指标</td>"
        "<td>95.50%</td></tr><tr><td>=1+1</td></tr><tr><td>28551.00</td><td>2026-06-30</td></tr></table></html>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    subprocess.run([*command, "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)", "a.html"], cwd=tmp_path, check=True, capture_output=True, timeout=120)  # fmt: skip
    read = grids((tmp_path / "a.xlsx").read_bytes())[0]
    assert read.rows[0] == ["绩效目标表", ""]
    assert read.rows[1] == ["产出指标", "95.50%"]
    assert CellRange(1, 1, 1, 2) in read.merges
    assert CellRange(2, 1, 3, 1) in read.merges
    assert read.rows[3][0] in ("28551", "28551.00")
