"""A chart as a picture for reports: PNG, SVG, PDF, the clipboard, paper; dark on white, whatever the program looks like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QMimeData, QPointF, QRect, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from core.paper.form import POINT
from core.store import write_atomically
from ui.dashboard.chart import Chart
from ui.dashboard.chart_painting import chart_height, paint_chart

SVG_TYPE = "image/svg+xml"

_EM = 16
"""Pixels: the size of the letters; all else follows from it."""
_WIDTH, _MARGIN = 46 * _EM, 1.5 * _EM
_SHARPNESS = 2
"""Pixels of a PNG for each pixel of the drawing."""
_SVG_RESOLUTION = 96
"""Pixels per inch, as browsers count them."""
_PAPER_POINTS = 10.5
"""Size of the letters on paper."""


def picture_size(chart: Chart) -> QSize:
    """In pixels of the drawing."""
    height = chart_height(chart, QFontMetricsF(_font())) + 2 * _MARGIN
    return QSize(_WIDTH, round(height))


def as_image(chart: Chart) -> QImage:
    image = QImage(picture_size(chart) * _SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    _paint(painter, chart)
    painter.end()
    return image


def as_svg(chart: Chart) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture_size(chart))
    generator.setViewBox(QRect(0, 0, picture_size(chart).width(), picture_size(chart).height()))
    generator.setResolution(_SVG_RESOLUTION)
    generator.setTitle(chart.title)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    _paint(painter, chart)
    painter.end()
    return _bytes(buffer)


def as_pdf(chart: Chart) -> bytes:
    """On a page of the picture's size."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    scale = _PAPER_POINTS / _EM
    size = QSizeF(picture_size(chart)) * scale
    is_wide = size.width() > size.height()
    upright = size.transposed() if is_wide else size
    writer.setPageLayout(
        QPageLayout(
            QPageSize(upright, QPageSize.Unit.Point, chart.title),
            QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    writer.setTitle(chart.title)
    painter = QPainter(writer)
    painter.scale(*(writer.resolution() / 72 * scale,) * 2)
    _paint(painter, chart)
    painter.end()
    return _bytes(buffer)


def as_mime(chart: Chart) -> QMimeData:
    """As pixels, as SVG, and its figures as text, for whatever program takes it."""
    mime = QMimeData()
    mime.setImageData(as_image(chart))
    mime.setData(SVG_TYPE, QByteArray(as_svg(chart)))
    mime.setText("\n".join([chart.title, *(f"{bar.label}\t{bar.figure}" for bar in chart.bars)]))
    return mime


def write_picture(chart: Chart, path: Path) -> None:
    """Write the kind of picture that the suffix says: .png, .svg or .pdf. Raises OSError, and KeyError for others."""
    kinds = {".png": _as_png, ".svg": as_svg, ".pdf": as_pdf}
    write_atomically(path, kinds[path.suffix.lower()](chart))


def print_chart(chart: Chart, printer: QPrinter) -> bool:
    """Draw the chart at the top of a page, as wide as it fits; whether the printer takes it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    size = picture_size(chart)
    usual = _PAPER_POINTS * POINT / 25.4 * printer.resolution() / _EM
    scale = min(usual, painter.window().width() / size.width(), painter.window().height() / size.height())
    painter.scale(scale, scale)
    _paint(painter, chart)
    painter.end()
    return True


def _paint(painter: QPainter, chart: Chart) -> None:
    paint_chart(painter, QPointF(_MARGIN, _MARGIN), _WIDTH - 2 * _MARGIN, chart, _font(), _white_palette())


def _as_png(chart: Chart) -> bytes:
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(as_image(chart))
    return _bytes(buffer)


def _font() -> QFont:
    font = QFont()
    font.setPixelSize(_EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _white_palette() -> QPalette:
    palette = QPalette(QColor("white"))
    palette.setColor(QPalette.ColorRole.Base, QColor("white"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#1b1b1b"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#2f6fbd"))
    return palette


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes(buffer: QBuffer) -> bytes:
    buffer.close()
    return bytes(buffer.data().data())
