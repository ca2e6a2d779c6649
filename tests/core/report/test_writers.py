"""Reports as files: what a reader of each format finds in them."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.formats import SaveError
from core.progress import Cancelled, unobserved
from core.report import Report, ReviewedFile, Writer, write_report, writer_for
from core.report.docx_report import docx_report
from core.report.html_report import html_report
from core.report.report import Heading, Paragraph, Table
from core.report.writing import WRITERS
from core.report.xlsx_report import OVERVIEW_SHEET, REGISTER_SHEET, xlsx_report
from tests.core.report.reviews import report, reviewed, with_text

_SLY = "=HYPERLINK(\"http://example.invalid\")<script>alert('&')</script>"


def all_texts(made: Report) -> list[str]:
    """Everything that a report says, line by line."""
    said = [made.title]
    for block in made.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                said.append(text)
            case Table(columns, rows):
                said += [column.title for column in columns]
                said += [cell for row in rows for cell in row.cells]
    return [line for text in said for line in text.split("\n")]


class _Reader(HTMLParser):
    """What a browser shows, and what it was told by tags."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def docx_texts(data: bytes) -> list[str]:
    """All texts of a Word document, line by line."""
    document = Document(BytesIO(data))
    cells = [
        cell.text for table in document.tables for row in table.rows for cell in dict.fromkeys(row.cells)
    ]
    texts = [paragraph.text for paragraph in document.paragraphs] + cells
    return [line for text in texts for line in text.split("\n")]


def test_word_has_every_text_of_the_report() -> None:
    made = report(reviewed(), reviewed(_SLY, "乙.txt"))
    assert set(all_texts(made)) <= set(docx_texts(docx_report(made)))


def test_tables_in_word_repeat_their_titles_and_keep_rows_whole() -> None:
    table = Document(BytesIO(docx_report(report()))).tables[1]
    rows = [row._tr.xml for row in table.rows]
    assert ["w:tblHeader" in row for row in rows] == [True] + [False] * (len(rows) - 1)
    assert all("w:cantSplit" in row for row in rows)


def test_pages_in_word_are_numbered() -> None:
    footer = Document(BytesIO(docx_report(report()))).sections[0].footer
    assert 'w:instr="PAGE"' in footer._element.xml
    assert 'w:instr="NUMPAGES"' in footer._element.xml


def test_html_has_every_text_and_nothing_that_runs_or_loads() -> None:
    made = report(reviewed(_SLY))
    page = _Reader(html_report(made))
    assert set(filter(None, all_texts(made))) <= set(page.texts)
    assert not {"script", "link", "img", "iframe", "a", "object"} & set(page.tags)
    assert b"default-src 'none'" in html_report(made)


def test_the_sheets_have_overview_and_register() -> None:
    made = report(reviewed(_SLY))
    workbook = load_workbook(BytesIO(xlsx_report(made)))
    assert workbook.sheetnames == [OVERVIEW_SHEET, REGISTER_SHEET]
    sheet = workbook[REGISTER_SHEET]
    lines = [tuple(cell or "" for cell in line) for line in sheet.iter_rows(values_only=True)]
    assert lines[1:] == [row.cells for row in made.register.rows]
    assert sheet.auto_filter.ref == f"A1:I{len(lines)}"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_a_text_that_begins_like_a_formula_stays_a_text_in_a_cell() -> None:
    sheet = load_workbook(BytesIO(xlsx_report(report(with_text(_SLY)))))[REGISTER_SHEET]
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["H2"].value == _SLY


def test_figures_are_numbers_in_the_overview() -> None:
    sheet = load_workbook(BytesIO(xlsx_report(report())))[OVERVIEW_SHEET]
    line = next(line for line in sheet.iter_rows(values_only=True) if line[0] == "990101 示例市公路中心")
    assert line[1:] == (2, 13, 1, 0, 0, 1, 40)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_report_of_no_readable_file_is_written_all_the_same(write: Writer) -> None:
    assert write(report(ReviewedFile("坏.xlsx", failure="坏了。")), unobserved)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_writing_can_be_stopped(write: Writer) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write(report(), stop)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written_and_comes_back_as_it_is(text: str) -> None:
    made = report(with_text(text))
    said = set(all_texts(made))
    assert said <= set(docx_texts(docx_report(made)))
    assert set(filter(None, said)) <= set("".join(_Reader(html_report(made)).texts).split("\n")) | set(
        _Reader(html_report(made)).texts
    )
    sheet = load_workbook(BytesIO(xlsx_report(made)))[REGISTER_SHEET]
    assert sheet.max_row == 3


# ── The file ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["意见.docx", "意见.XLSX", "意见.html"])
def test_the_suffix_says_how_a_report_is_written(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    write_report(report(), target, writer_for(target))
    assert target.read_bytes().startswith((b"PK", b"<!DOCTYPE html>"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("意见.doc", "不支持“.doc”格式，文件名请以 .docx、.xlsx、.html 结尾"),
        ("意见", "没有后缀"),
        ("意见.pdf", "不支持“.pdf”格式"),
        ("没有的文件夹/意见.docx", "没有的文件夹”不存在"),
        ("来源.xlsx", "会把它覆盖"),
    ],
)
def test_what_cannot_be_a_report_is_said_before_any_work(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(SaveError) as refusal:
        writer_for(tmp_path / name, [tmp_path / "来源.xlsx"])
    assert said in refusal.value.message


def test_a_report_that_is_open_elsewhere_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "意见.docx"
    target.write_bytes(b"old")
    (tmp_path / "~$意见.docx").touch()
    with pytest.raises(SaveError, match="正在 Excel 或 WPS 中打开"):
        write_report(report(), target, docx_report)
    assert target.read_bytes() == b"old"


def test_a_report_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def stops(made: Report, progress: object) -> bytes:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_report(report(), tmp_path / "意见.docx", stops)
    assert list(tmp_path.iterdir()) == []
