"""Cells found by searching XML: the same as by a parser, and as another reader finds them."""

import io
from html import escape

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.progress import Cancelled
from core.spreadsheet.address import Cell, column_name
from core.spreadsheet.opening.package import NotAWorkbook, Package
from core.spreadsheet.reading import cell_texts, sheet_rows
from core.spreadsheet.reading.grid import SheetTooLarge, read_grids
from core.spreadsheet.reading.sheet_rows import head_of
from tests.core.spreadsheet.workbooks import MAIN, hand_made, sheet_xml, with_part

STRINGS = ("零", " 一 ", "二<&>", "_x0041_三\n", "")

plain = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=4)
contents = st.one_of(
    st.just("/>"),
    st.just("></c>"),
    st.builds(' t="s"><v>{}</v></c>'.format, st.integers(0, len(STRINGS) - 1)),
    st.builds("><v>{}</v></c>".format, st.integers() | st.floats(allow_nan=False, allow_infinity=False)),
    st.builds(' s="1"><f>A{}</f><v>{}</v></c>'.format, st.integers(1, 9), st.integers(0, 9)),
    st.just('><f t="shared" si="0">甲&amp;1</f></c>'),
    st.just('><f t="shared" si="0"/><v/></c>'),
    st.just(' t="str"><f>B2</f><v></v></c>'),
    st.builds(' t="b"><v>{}</v></c>'.format, st.integers(0, 1)),
    st.just(' t="e"><v>#DIV/0!</v></c>'),
    plain.map(lambda text: f' t="str"><v>{escape(text)}</v></c>'),
    plain.map(lambda text: f' t="inlineStr"><is><t>{escape(text)}</t></is></c>'),
    plain.map(
        lambda text: (
            f' t="inlineStr"><is><r><rPr><color rgb="FF0000"/></rPr><t xml:space="preserve">{escape(text)} </t></r>'
            "<r><t>乙</t></r><rPh><t>yi</t></rPh></is></c>"
        )
    ),
)
places = st.tuples(st.integers(1, 6), st.integers(1, 30))


def workbook(xml: str) -> bytes:
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in STRINGS)
    sst = f'<sst xmlns="{MAIN}">{shared}</sst>'
    return with_part(hand_made(xml), "xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml", sst)


def rows_of(xml: str) -> list[list[str]]:
    return read_grids(Package.open(workbook(xml)))[0].rows


@given(st.dictionaries(places, contents, max_size=25))
def test_searching_finds_what_a_parser_finds(cells: dict[tuple[int, int], str]) -> None:
    rows = ""
    for number in sorted({row for row, _ in cells}):
        row = [(column, content) for (at, column), content in sorted(cells.items()) if at == number]
        written = [f'<c r="{column_name(column)}{number}"{content}' for column, content in row]
        rows += f'<row r="{number}">{"".join(written)}</row>'
    assert rows_of(sheet_xml(rows)) == rows_of(sheet_xml("<!-- for a parser -->" + rows))


values = st.one_of(plain, st.integers(-(10**9), 10**9).map(float), st.booleans(), st.none())


@given(st.lists(st.lists(values, max_size=6), max_size=6))
def test_another_reader_finds_the_same(rows: list[list[object]]) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("甲")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    grid = read_grids(Package.open(file.getvalue()))[0]
    other = (
        CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )
    for number, row in enumerate(other, 1):
        for column, value in enumerate(row, 1):
            text = grid.text(Cell(number, column))
            if isinstance(value, bool):
                assert text == str(value).upper()
            else:
                assert text == (f"{value:.0f}" if isinstance(value, float) else value)


def test_rows_may_come_in_any_order_and_in_pieces() -> None:
    assert rows_of(
        sheet_xml(
            '<row r="3"><c r="A3"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
            '<row r="3"><c r="C3"><v>3</v></c><c r="A3"/></row><row r="4"/>'
        )
    ) == [["", "2", ""], ["", "", ""], ["1", "", "3"]]


def test_cells_without_names_are_counted_up() -> None:
    assert rows_of(sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == [
        ["1", "2"],
        ["3", ""],
    ]


def test_texts_of_a_shared_formula_belong_to_its_sheet() -> None:
    def sheet(formula: str) -> str:
        return sheet_xml(
            f'<row r="1"><c r="A1"><f t="shared" si="0">{formula}</f></c><c r="B1"><f t="shared" si="0"/></c></row>'
        )

    read = read_grids(Package.open(hand_made(sheet("C1"), {"乙": sheet("D1")})))
    assert [grid.rows for grid in read] == [[["=C1", "=C1"]], [["=D1", "=D1"]]]


def test_equal_strings_of_many_cells_are_one_object() -> None:
    rows = rows_of(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>00</v></c></row>'))
    assert rows[0][0] is rows[0][1]


@pytest.mark.parametrize("cell", ['t="s"><v>5</v>', 't="s"><v>甲</v>', 't="b"><v>2</v>'])
def test_a_value_that_there_is_not_means_a_damaged_file(cell: str) -> None:
    with pytest.raises(NotAWorkbook):
        rows_of(sheet_xml(f'<row r="1"><c r="A1" {cell}</c></row>'))


def test_a_number_of_a_string_before_all_shows_nothing() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>-1</v></c><c r="B1"><v>1</v></c></row>'
    assert rows_of(sheet_xml(row)) == [["", "1"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="e" t="e"/></row>',
        '<row r="1"><c r="A1" t="e" t="e"></c></row>',
        '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str" t="b"><f>B1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" s=1><v>1</v></c></row>',
        '<row r="1"><c r="A1" s><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1"><row r="2"></row>',
        '<row r="1" ',
        '<a><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_rows_that_are_no_xml_mean_a_damaged_file(rows: str) -> None:
    with pytest.raises(NotAWorkbook):
        rows_of(sheet_xml(rows))


@pytest.mark.parametrize(
    "xml",
    [
        sheet_xml("", after="<a>"),
        sheet_xml("", after="</a>"),
        sheet_xml("", after="<a b='1' b='1'/>"),
        sheet_xml("", before="<cols"),
        sheet_xml("", before="<cols>"),
        sheet_xml("").replace("</worksheet>", ""),
        sheet_xml("").replace("</worksheet>", "<"),
    ],
)
def test_what_is_no_xml_around_the_rows_means_a_damaged_file(xml: str) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    with pytest.raises(NotAWorkbook):
        rows_of(xml.replace("<sheetData>", f"<sheetData>{row}"))


def test_a_sheet_may_say_with_one_tag_that_it_has_no_rows() -> None:
    assert rows_of(sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")) == []


def test_a_cell_of_a_kind_that_there_is_not_may_be_empty() -> None:
    assert rows_of(sheet_xml('<row r="1"><c r="A1" t="odd"/><c r="B1"><v>1</v></c></row>')) == [["", "1"]]


def test_more_kinds_of_cells_than_a_workbook_has_styles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_texts, "_MOST_WAYS", 3)
    cells = '<c r="A1" s="1"/><c r="B1" s="2"/><c r="C1" s="3"/>'
    assert rows_of(sheet_xml(f'<row r="1">{cells}<c r="D1" s="3"><v>1</v></c></row>'))
    with pytest.raises(NotAWorkbook):
        rows_of(sheet_xml(f'<row r="1">{cells}<c r="D1" s="4"/></row>'))


def test_hidden_rows_are_found_in_every_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_PORTION", 50)
    rows = "".join(
        f'<row r="{number}" hidden="1"><c r="A{number}"><v>1</v></c></row><row r="{number + 1}" hidden="1"/>'
        for number in range(1, 20, 3)
    )
    read = read_grids(Package.open(workbook(sheet_xml(rows + '<row r="30" hidden="true"/>'))))[0]
    assert read.hidden_rows == {number for number in range(1, 21) if number % 3} | {30}


def test_bytes_that_are_no_text_mean_a_damaged_file() -> None:
    name = "xl/worksheets/sheet1.xml"
    package = Package.open(hand_made(sheet_xml('<row r="1"><c r="A1" t="str"><v>?</v></c></row>')))
    with pytest.raises(NotAWorkbook):
        read_grids(package.with_parts({name: package.part(name).replace(b"?", b"\xff")}))


def test_shared_formulas_do_not_count_as_text_but_shared_strings_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_MOST_TEXT", 20)
    formula = '<row r="1"><c r="A1"><f t="shared" si="0">12345678</f></c></row>'
    for number in range(2, 9):
        formula += f'<row r="{number}"><c r="A{number}"><f t="shared" si="0"/></c></row>'
    assert rows_of(sheet_xml(formula)) == [["=12345678"]] * 8
    strings = "".join(
        f'<row r="{number}"><c r="A{number}" t="s"><v>1</v></c></row>' for number in range(1, 9)
    )
    with pytest.raises(NotAWorkbook):
        rows_of(sheet_xml(strings))


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_MOST_VALUES", 3)
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>2</v></c><c r="D1"><v>3</v></c></row>'
    assert rows_of(sheet_xml(row)) == [["1", "", "2", "3"]]
    with pytest.raises(NotAWorkbook):
        rows_of(sheet_xml(row + '<row r="2"><c r="A2"><v>1</v></c></row>'))


def test_cells_far_apart_are_refused_before_memory_is_taken() -> None:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 600))
    with pytest.raises(SheetTooLarge):
        rows_of(sheet_xml(far))


def test_progress_is_told_in_portions_of_a_large_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_PORTION", 1000)
    xml = sheet_xml("".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 999)))
    package = Package.open(workbook(xml))
    told: list[tuple[int, int]] = []
    rows = read_grids(package, lambda done, total: told.append((done, total)))[0].rows
    assert rows == [[str(row)] for row in range(1, 999)]
    assert len(told) > 30
    assert told == sorted(told)
    assert told[-1] == (len(xml.encode()), len(xml.encode()))

    def cancel(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_grids(package, cancel)


# -- the first rows before the whole --------------------------------------------------------------------------------


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


SHORT_ROWS = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(1, 9))


@given(st.integers(1, 400), st.integers(150, 800))
def test_a_head_is_the_same_in_whatever_pieces_a_sheet_comes(piece: int, size: int) -> None:
    data = sheet_xml(SHORT_ROWS, "<mergeCells/>" * 20).encode()
    head = head_of(in_pieces(data, piece), size)
    assert head == head_of([data], size)
    assert head.data.endswith(b"</sheetData>" + data.partition(b"</sheetData>")[2])
    assert head.is_cut == (len(head.data) < len(data))


@pytest.mark.parametrize(
    "data", [b"<worksheet/>", b"", b"<worksheet><sheetData/></worksheet>", SHORT_ROWS[:60].encode()]
)
def test_a_short_sheet_is_its_own_head(data: bytes) -> None:
    assert head_of([data], 100) == (data, False)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(sheet_xml(SHORT_ROWS).replace("row", "x:row"), id="rows with a prefix"),
        pytest.param(sheet_xml(SHORT_ROWS).partition("</sheetData>")[0], id="no end of the rows"),
        pytest.param(f"<row>{' ' * 500}</row></sheetData>", id="a row that is too long"),
    ],
)
def test_a_long_sheet_without_rows_to_cut_has_no_head(data: str) -> None:
    with pytest.raises(NotAWorkbook):
        head_of(in_pieces(data.encode(), 50), 100)
