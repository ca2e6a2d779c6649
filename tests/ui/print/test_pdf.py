"""A book as PDF: texts, fonts, pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.book import Book
from core.paper.form import Look
from core.paper.pages import PAD_ACROSS
from core.paper.paper import Paper
from core.progress import Cancelled
from core.typography import plain
from tests.core.tables import row, table
from ui.print.paper_text import UNITS_PER_MILLIMETRE, fitted, shaped
from ui.print.pdf import write_pdf

pytestmark = pytest.mark.usefixtures("qapp")


def shown_by(tool: str, *arguments: str | Path) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return subprocess.run([tool, *arguments], check=True, capture_output=True, text=True).stdout


def book() -> Book:
    rows = tuple(row("数量指标", f"课程{n:03}", "≥30课时") for n in range(80))
    return Book([table(name="示例短表"), replace(table(name="示例长表"), indicators=rows)])


def test_a_book_is_written_with_numbered_pages(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    count = write_pdf(book(), None, path)
    assert count > 3
    info = shown_by("pdfinfo", path)
    assert f"Pages:{count}" in plain(info)
    assert "595 x 842 pts (A4)" in info
    text = plain(shown_by("pdftotext", path, "-"))
    assert f"第{count}" in text
    assert f"共{count}" in text
    assert [f"课程{n:03}" for n in range(80) if f"课程{n:03}" not in text] == []


def test_chosen_projects_are_written_across_on_request(tmp_path: Path) -> None:
    path, whole = tmp_path / "表.pdf", book()
    assert write_pdf(whole, [whole.project_ids[0]], path, paper=Paper().turned()) == 1
    assert "842 x 595 pts (A4)" in shown_by("pdfinfo", path)
    assert "示例长表" not in plain(shown_by("pdftotext", path, "-"))


def test_the_fonts_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    write_pdf(book(), None, path)
    fonts = shown_by("pdffonts", path).splitlines()[2:]
    assert fonts
    for font in fonts:
        embedded = font.split()[-5]
        assert embedded == "yes", font


def test_a_stopped_job_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    path.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(book(), None, path, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        write_pdf(book(), None, tmp_path / "gone" / "表.pdf")


@pytest.mark.parametrize(
    "text", ["汉字" * 60, "abcdefghij" * 30, "≥98.5%，每人每天 300 元 " * 9, "<p>a&b</p>" * 9]
)
def test_lines_are_not_wider_than_their_room_and_lose_no_character(text: str, qapp: QApplication) -> None:
    room = 40 - 2 * PAD_ACROSS
    lines = fitted(text, room, Look.LONG_TEXT)
    assert len(lines) > 1
    widths = [shaped(line, Look.LONG_TEXT).width for line in lines]
    assert max(widths) <= (room + 0.05) * UNITS_PER_MILLIMETRE
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_line_breaks_in_a_cell_begin_lines_and_blank_cells_have_none(qapp: QApplication) -> None:
    assert fitted("一\n二", 40, Look.CENTRED) == ("一", "二")
    assert fitted(" \n", 40, Look.CENTRED) == ()
