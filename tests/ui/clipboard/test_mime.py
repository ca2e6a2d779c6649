"""What the clipboard holds, and what is taken from it."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from core.book import Book, Indicator, ItemId
from core.clipboard import html_table
from core.clipboard.block import Block, Span, TooLarge
from core.clipboard.copying import rows_block
from core.clipboard.html_table import as_html_table
from core.clipboard.projects import BrokenItems
from core.clipboard.tab_text import as_tab_text
from tests.core.clipboard.documents import EXCEL, TABLE
from tests.core.tables import table
from ui.clipboard.mime import (
    INDICATORS_TYPE,
    block_of,
    indicators_in,
    mime_of_block,
    mime_of_projects,
    projects_in,
    texts_in,
)

BLOCK = Block((("产出指标", "=1+1"), ("", "甲\n乙")), (Span(0, 0, 2, 1),))


def block_in(mime: QMimeData) -> Block | None:
    return block_of(texts_in(mime))


def mime_of(text: str | None = None, html: str | None = None) -> QMimeData:
    mime = QMimeData()
    if text is not None:
        mime.setText(text)
    if html is not None:
        mime.setHtml(html)
    return mime


def test_a_block_goes_through_the_clipboard_with_its_merged_cells(qapp: QApplication) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setMimeData(mime_of_block(BLOCK))
    assert clipboard.text() == '产出指标\t=1+1\r\n\t"甲\n乙"\r\n'
    assert block_in(clipboard.mimeData()) == BLOCK


def test_a_block_of_many_lines_reaches_other_programs_as_a_small_one(qapp: QApplication) -> None:
    rows = tuple((f"第{number}行", '甲"乙"', "1 < 2 & 3\n吉\U00020bb7") for number in range(1001))
    rows = tuple(("", *row[1:]) if 0 < number < 500 else row for number, row in enumerate(rows))
    block = Block(rows, (Span(0, 0, 500, 1),))
    mime = mime_of_block(block)
    assert (mime.text(), mime.html()) == (as_tab_text(block), as_html_table(block))
    assert block_in(mime) == block


def test_half_a_character_does_not_keep_the_rest_from_being_copied(qapp: QApplication) -> None:
    assert mime_of_block(Block((("甲\ud83d乙",),))).text() == "甲?乙"


def test_html_of_another_program_is_preferred_where_it_has_a_table(qapp: QApplication) -> None:
    block = block_in(mime_of("甲\t乙", EXCEL))
    assert block is not None
    assert block.rows == TABLE
    assert block_in(mime_of("甲\t乙", "<p>甲　乙</p>")) == Block((("甲", "乙"),))
    assert block_in(mime_of(None, "<p>甲</p>")) is None
    assert block_in(QMimeData()) is None


def test_text_stands_in_for_html_that_is_too_large(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_table, "MOST_CELLS", 3)
    html = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    assert block_in(mime_of("1\t2\n3\t4", html)) == Block((("1", "2"), ("3", "4")))
    with pytest.raises(TooLarge):
        block_in(mime_of("\t" * 2000 + "\n" * 2000))


def test_whole_rows_keep_all_that_they_hold(qapp: QApplication) -> None:
    rows = [Indicator(ItemId(3), "产出 指标", "数量指标", " 甲", "", "<p>1</p>", None)]
    mime = mime_of_block(rows_block(rows), rows)
    book = Book([table()])
    got = indicators_in(mime, book)
    assert got is not None
    assert [row._replace(id=ItemId(3)) for row in got] == rows
    assert indicators_in(mime_of_block(BLOCK), book) is None
    assert projects_in(mime, book) is None


def test_projects_go_to_another_book_and_as_a_table_to_other_programs(qapp: QApplication) -> None:
    project = table(name="示例培训经费")
    book = Book()
    mime = mime_of_projects([project])
    got = projects_in(mime, book)
    assert got is not None
    assert [one.name for one in got] == ["示例培训经费"]
    assert [row.value for row in got[0].indicators] == [row.value for row in project.indicators]
    assert "示例培训经费" in mime.text()
    assert block_in(mime) is not None


def test_broken_rows_are_refused(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setData(INDICATORS_TYPE, b"\xff[")
    with pytest.raises(BrokenItems):
        indicators_in(mime, Book())
