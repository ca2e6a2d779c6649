"""The report on paper, as other programs read it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.progress import Cancelled
from core.report import Checked, Report, review_book
from core.wording import squeezed
from tests.core.report.reviews import finding, report, reviewed, two_units, with_text
from ui.report.pdf import pdf_report

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils are not installed: nothing reads PDFs"
)


def long_report() -> Report:
    """Some pages of findings about one project."""
    book = two_units()
    found = [finding(book, 0, f"第{number}个问题，请核对") for number in range(150)]
    return report(review_book("甲.txt", book, Checked(found)))


def told_by(tool: str, made: Report, tmp_path: Path) -> str:
    """What a tool of poppler prints about the report's PDF.

    Qt 6.9: of characters that share a glyph it names the first one, so 页 may come back as a radical.
    """
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_report(made))
    call = [tool, str(path), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(call, capture_output=True, check=True).stdout.decode("utf-8")


@needs_poppler
def test_the_texts_can_be_searched_in_the_pdf(qapp: QApplication, tmp_path: Path) -> None:
    said = squeezed(told_by("pdftotext", report(reviewed("预算数有误，请核对")), tmp_path))
    for text in ("审核概况", "桥梁检测", "预算数有误，请核对", "已与单位核实"):
        assert text in said


@needs_poppler
def test_every_page_has_its_number_and_the_titles_of_the_table(qapp: QApplication, tmp_path: Path) -> None:
    pages = told_by("pdftotext", long_report(), tmp_path).rstrip("\f").split("\f")
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert re.search(f"第{number}.，共{len(pages)}.$", squeezed(page))
    for page in pages[1:-1]:
        assert "问题与建议" in squeezed(page)


@needs_poppler
def test_the_fonts_are_in_the_file(qapp: QApplication, tmp_path: Path) -> None:
    fonts = told_by("pdffonts", report(), tmp_path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts


@pytest.mark.parametrize(
    "text", ["", "\n\n", "甲" * 20_000, "a" * 5_000, "<b>&amp;</b>", "\U0001f600\ud800\x00"]
)
def test_any_text_fits(qapp: QApplication, text: str) -> None:
    assert pdf_report(report(with_text(text))).startswith(b"%PDF-")


def test_the_work_can_be_stopped(qapp: QApplication) -> None:
    def stop(done: int, total: int) -> None:
        if 2 * done > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        pdf_report(long_report(), stop)
