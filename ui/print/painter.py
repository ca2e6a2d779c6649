"""Draws the pages of a printout: black on white, whatever the program looks like."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPdfWriter, QPen
from PySide6.QtPrintSupport import QPrinter

from core.paper.form import Look
from core.paper.pages import PAD_ACROSS, PrintedCell
from core.paper.printout import Printout
from core.progress import Progress, unobserved
from ui.print.paper_text import UNITS_PER_MILLIMETRE, baseline_below_middle, shaped

_MILLIMETRES_PER_INCH = 25.4
_LINE_WIDTH = 0.18
"""Millimetres."""
_FOOT = Look.CENTRED


class PaintingFailed(OSError):
    """The printer, or whatever takes the pages, does not take them."""


def paint_pages(
    device: QPdfWriter | QPrinter, printout: Printout, numbers: Sequence[int], progress: Progress = unobserved
) -> None:
    """Draw these pages on a device whose paper is the printout's and has no margins of its own.

    Raises PaintingFailed when the device refuses, and what `progress` raises.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise PaintingFailed
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers))
            if done and not device.newPage():
                raise PaintingFailed
            paint_page(painter, printout, number, device.resolution() / _MILLIMETRES_PER_INCH)
    except BaseException:
        if isinstance(device, QPrinter):
            device.abort()  # before the painter ends, which would hand in the pages drawn so far
        raise
    finally:
        painter.end()


def paint_page(painter: QPainter, printout: Printout, number: int, scale: float) -> None:
    """Draw one page with its number, 第 1 页 共 8 页. `scale`: pixels of the device for one millimetre.

    The painter's origin is the corner of the paper. Raises LookupError when there is no such page.
    """
    page, paper = printout.page(number), printout.paper
    painter.save()
    painter.scale(scale / UNITS_PER_MILLIMETRE, scale / UNITS_PER_MILLIMETRE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor("black"), _LINE_WIDTH * UNITS_PER_MILLIMETRE)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.translate(paper.margin * UNITS_PER_MILLIMETRE, paper.margin * UNITS_PER_MILLIMETRE)
    for cell in page.cells:
        _paint_cell(painter, cell)
    text = QCoreApplication.translate("Printout", "第 {0} 页 共 {1} 页").format(number, printout.page_count)
    _paint_lines(painter, PrintedCell(0, paper.room_down, paper.room_across, paper.margin, (text,), _FOOT))
    painter.restore()


def _paint_cell(painter: QPainter, cell: PrintedCell) -> None:
    if cell.look.has_lines:
        painter.drawRect(
            QRectF(
                *(length * UNITS_PER_MILLIMETRE for length in (cell.left, cell.top, cell.width, cell.height))
            )
        )
    if cell.lines:
        _paint_lines(painter, cell)


def _paint_lines(painter: QPainter, cell: PrintedCell) -> None:
    """The text in the middle of the height of its box."""
    look = cell.look
    middle = cell.top + (cell.height - (len(cell.lines) - 1) * look.line_height) / 2
    for line in cell.lines:
        glyphs = shaped(line, look)
        left = _left_of(glyphs.width / UNITS_PER_MILLIMETRE, cell) * UNITS_PER_MILLIMETRE
        baseline = middle * UNITS_PER_MILLIMETRE + baseline_below_middle(look)
        for run in glyphs.runs:
            painter.drawGlyphRun(QPointF(left, baseline - glyphs.ascent), run)
        middle += look.line_height


def _left_of(width: float, cell: PrintedCell) -> float:
    """Where a line of this width begins."""
    left = cell.left + PAD_ACROSS
    if cell.look.across == "left":
        return left
    free = cell.width - 2 * PAD_ACROSS - width
    return left + (free if cell.look.across == "right" else free / 2)
