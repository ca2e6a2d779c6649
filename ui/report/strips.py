"""Lines of text and rows of tables on paper: how high they are, and their looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

from core.report.report import SEVERITY_INK, Across, Column, Row, RowKind
from ui.report.pages import Strip

PT = 10
"""Units of the page in a point: fine enough for letters to stand where they belong."""

_SONG = ("SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC")
_HEI = ("SimHei", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")
_LINE_SPACE = 0.12
"""Of a line's height, below each line."""
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_PADDING_X, _PADDING_Y, _LINE = 4 * PT, 2.5 * PT, 0.5 * PT
_CELL_SIZE = 9.5
_TITLE_GROUND, _BANNER_GROUND = QColor("#ddebf7"), QColor("#f2f2f2")
_BLACK, _EDGE = QColor("#000000"), QColor("#808080")


class Typeface(NamedTuple):
    """Which letters, of which size in points."""

    families: tuple[str, ...]
    size: float
    is_bold: bool = False

    @classmethod
    def body(cls, size: float, *, bold: bool = False) -> Typeface:
        return cls(_SONG, size, bold)

    @classmethod
    def heading(cls, size: float) -> Typeface:
        return cls(_HEI, size)


class TextStrip:
    """A text that is not parted."""

    header: Strip | None = None

    def __init__(
        self,
        text: str,
        width: float,
        typeface: Typeface,
        across: Across = "left",
        *,
        space: float = 0,
        keeps_next: bool = False,
    ) -> None:
        self._text, self._width, self._typeface, self._across = text, width, typeface, across
        self.space_before, self.keeps_next = space, keeps_next
        self.height = _height(self._layout())

    def paint(self, painter: QPainter, top: float) -> None:
        painter.setPen(_BLACK)
        self._layout().draw(painter, QPointF(0, top))

    def _layout(self) -> QTextLayout:
        return _laid_out(self._text, self._width, self._typeface, self._across)


def text_strips(
    text: str,
    width: float,
    typeface: Typeface,
    across: Across = "left",
    *,
    space: float = 0,
    keeps_next: bool = False,
) -> Iterator[TextStrip]:
    """A strip for each line, for a paragraph may go on on the next page; `space` is left free above the first."""
    for number, line in enumerate(_lines(text, width, typeface)):
        yield TextStrip(line, width, typeface, across, space=0 if number else space, keeps_next=keeps_next)


class _Cell(NamedTuple):
    text: str
    width: float
    across: Across
    typeface: Typeface
    ink: QColor = _BLACK


class RowStrip:
    """A row of a table, as high as its highest cell."""

    space_before = 0.0

    def __init__(
        self,
        cells: Sequence[_Cell],
        ground: QColor | None = None,
        header: Strip | None = None,
        *,
        keeps_next: bool = False,
    ) -> None:
        self._cells, self._ground = cells, ground
        self.header, self.keeps_next = header, keeps_next
        self.height = max(_cell_height(cell) for cell in cells)

    @classmethod
    def titles(cls, columns: Sequence[Column], width: float) -> RowStrip:
        """The row with the columns' titles."""
        bold = Typeface.body(_CELL_SIZE, bold=True)
        widths = _widths(columns, width)
        cells = [
            _Cell(column.title, wide, "center", bold) for column, wide in zip(columns, widths, strict=True)
        ]
        return cls(cells, _TITLE_GROUND, keeps_next=True)

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column], width: float, header: Strip) -> RowStrip:
        plain, bold = Typeface.body(_CELL_SIZE), Typeface.body(_CELL_SIZE, bold=True)
        if row.kind is RowKind.BANNER:
            return cls([_Cell(row.cells[0], width, "left", bold)], _BANNER_GROUND, header, keeps_next=True)
        is_sum = row.kind is RowKind.SUM
        cells = []
        for text, column, wide in zip(row.cells, columns, _widths(columns, width), strict=True):
            ink = SEVERITY_INK.get(text) if column.marks_severity else None
            typeface = bold if ink or is_sum else plain
            cells.append(_Cell(text, wide, column.across, typeface, QColor(f"#{ink}") if ink else _BLACK))
        return cls(cells, _BANNER_GROUND if is_sum else None, header)

    def paint(self, painter: QPainter, top: float) -> None:
        left = 0.0
        for cell in self._cells:
            box = QRectF(left, top, cell.width, self.height)
            if self._ground is not None:
                painter.fillRect(box, self._ground)
            painter.setPen(QPen(_EDGE, _LINE))
            painter.drawRect(box)
            painter.setPen(cell.ink)
            _cell_layout(cell).draw(painter, QPointF(left + _PADDING_X, top + _PADDING_Y))
            left += cell.width


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    whole = sum(column.width for column in columns)
    return [column.width * width / whole for column in columns]


def _cell_layout(cell: _Cell) -> QTextLayout:
    return _laid_out(cell.text, cell.width - 2 * _PADDING_X, cell.typeface, cell.across)


def _cell_height(cell: _Cell) -> float:
    return _height(_cell_layout(cell)) + 2 * _PADDING_Y


# ── Letters ───────────────────────────────────────────────────────────────────────────────────────────────────


def _laid_out(text: str, width: float, typeface: Typeface, across: Across) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), _font(typeface))
    option = QTextOption(_ALIGNMENTS[across])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() * (1 + _LINE_SPACE)
    layout.endLayout()
    return layout


def _height(layout: QTextLayout) -> float:
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height() * (1 + _LINE_SPACE)


def _lines(text: str, width: float, typeface: Typeface) -> Iterator[str]:
    layout = _laid_out(text, width, typeface, "left")
    units = text.encode("utf-16-le")  # Qt counts a character beyond the 65,536th as two
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        yield units[start:end].decode("utf-16-le").rstrip("\n")


@cache
def _font(typeface: Typeface) -> QFont:
    font = QFont()
    font.setFamilies(list(typeface.families))
    font.setPixelSize(round(typeface.size * PT))
    font.setBold(typeface.is_bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
