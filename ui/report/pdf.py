"""The report as a PDF: A4, a table's titles on each of its pages, page numbers, fonts within the file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from core.progress import Progress, unobserved
from core.report.report import Block, Heading, Paragraph, Report, Table
from core.report.shares import share
from ui.report.pages import Page, Strip, paginate
from ui.report.strips import PT, RowStrip, TextStrip, Typeface, text_strips

_DPI = 72 * PT
_MARGIN_MM, _FOOTER = 18.0, 24 * PT
_HEADINGS = {1: (13.0, 14.0), 2: (11.5, 10.0), 3: (10.5, 8.0)}
"""By level the size of the letters and the space above, in points."""


def pdf_report(report: Report, progress: Progress = unobserved) -> bytes:
    """The file; may be made by any thread. Raises what `progress` raises. There has to be a QGuiApplication."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, report.title)
    painter = QPainter(writer)
    try:
        paper = QRectF(0, 0, writer.width(), writer.height())
        strips = list(_strips(report, paper.width(), share(progress, 0, 2)))
        pages = paginate(strips, paper.height() - _FOOTER)
        _paint(painter, writer, pages, paper, share(progress, 1, 2))
    finally:
        painter.end()
    return bytes(buffer.data().data())


def pdf_report_without_window(report: Report, progress: Progress = unobserved) -> bytes:
    """As `pdf_report`, for a program that has no window and maybe no screen."""
    if not isinstance(QGuiApplication.instance(), QGuiApplication):
        if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication(sys.argv[:1])
        try:
            return pdf_report(report, progress)
        finally:
            application.shutdown()
    return pdf_report(report, progress)


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM / 2)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Jimu 绩目")
    return writer


def _paint(
    painter: QPainter, writer: QPdfWriter, pages: Sequence[Page], paper: QRectF, progress: Progress
) -> None:
    for number, page in enumerate(pages, 1):
        progress(number - 1, len(pages))
        if number > 1:
            writer.newPage()
        for top, strip in page:
            strip.paint(painter, top)
        footer = f"第 {number} 页，共 {len(pages)} 页"
        line = TextStrip(footer, paper.width(), Typeface.body(9), "center")
        line.paint(painter, paper.bottom() - line.height)


# ── From blocks to strips ─────────────────────────────────────────────────────────────────────────────────────


def _strips(report: Report, width: float, progress: Progress) -> Iterator[Strip]:
    title = list(text_strips(report.title, width, Typeface.heading(18), "center"))
    yield from title
    after_title = 14 * PT
    for done, block in enumerate(report.blocks):
        progress(done, len(report.blocks))
        for number, strip in enumerate(_block_strips(block, width)):
            if number == 0 and after_title:
                strip.space_before, after_title = after_title, 0
            yield strip


def _block_strips(block: Block, width: float) -> Iterable[Strip]:
    match block:
        case Heading(text, level):
            size, space = _HEADINGS[level]
            return text_strips(text, width, Typeface.heading(size), space=space * PT, keeps_next=True)
        case Paragraph(text, to_right):
            if to_right:
                return text_strips(text, width, Typeface.body(11), "right", space=14 * PT)
            return text_strips(f"　　{text}", width, Typeface.body(11), space=5 * PT)
        case Table(columns, rows):
            header = RowStrip.titles(columns, width)
            return (header, *(RowStrip.of(row, columns, width, header) for row in rows))
