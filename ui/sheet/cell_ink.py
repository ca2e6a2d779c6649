"""What cells are painted with: the colours of a palette and the measures of a font, found out once for all cells.

A frame of the grid has some three hundred cells, and asking Qt for a colour takes as long as filling a cell with it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QPen, QTextLayout, QTextOption

from core.rules.finding import Severity
from ui import theme

_ELLIPSIS = "…"
_LAID_OUT, _LONGEST_LAID_OUT = 500, 1000
"""So many texts of at most so many characters are kept laid out: more than a window shows at a time."""
_NARROWEST = 2
"""Pixels that a character takes at least, so that of a long text only the beginning is measured."""


class LaidOut(NamedTuple):
    """A text in lines; `width`, of the longest of them, and `height` in pixels."""

    layout: QTextLayout
    width: float
    height: float


class CellInk:
    """The ink of the cells of one view, for one palette and one font.

    Attributes:
        text, muted, base, alternate, highlight: colours.
        quiet, quiet_alternate: the ground of cells that take no text.
        group: the ground of titles that stand over several lines.
        lines: between the cells of a tree.
        margin: between the border of a cell and its text at the sides, in pixels; grows with the font.
        padding: above and below the text.
        line_height, ascent: of a line of Chinese text, which may be in another font.
        empty_height: of a line without any text.
    """

    def __init__(self, palette: QPalette, font: QFont) -> None:
        self.palette, self.font = palette, font
        self._key = palette.cacheKey()
        role = QPalette.ColorRole
        self.text, self.base = palette.color(role.Text), palette.color(role.Base)
        self.alternate, self.highlight = palette.color(role.AlternateBase), palette.color(role.Highlight)
        self.muted = theme.muted_text(palette)
        self.quiet = theme.mixed(self.text, self.base, 0.04)
        self.quiet_alternate = theme.mixed(self.text, self.alternate, 0.04)
        self.group = theme.mixed(self.text, self.base, 0.05)
        self.lines = QPen(theme.mixed(self.text, self.base, 0.14), 1)
        self._corners = {severity: theme.severity_colour(severity, palette) for severity in Severity}
        self._tints = {severity: theme.severity_tint(severity, palette) for severity in Severity}
        metrics = QFontMetricsF(font)
        self.line_height, self.ascent = _line_of_chinese(font)
        self.empty_height = round(metrics.height())
        self.margin = max(4, round(metrics.height() * 0.35))
        self.padding = max(3, round(self.margin * 0.65))
        self._widths = _Widths(metrics)
        self._bold_font = QFont(font)
        self._bold_font.setBold(True)
        self._laid_out: dict[tuple[str, float, bool], LaidOut] = {}

    def is_of(self, palette: QPalette, font: QFont) -> bool:
        """Whether this is the ink for this palette and this font."""
        return self._key == palette.cacheKey() and self.font == font

    def corner(self, severity: Severity) -> QColor:
        """The colour of the mark in the corner of a cell with a finding."""
        return self._corners[severity]

    def tint(self, severity: Severity) -> QColor:
        """The ground of a cell with a finding."""
        return self._tints[severity]

    def selected(self, ground: QColor) -> QColor:
        """The ground of a cell that is selected and would have this one."""
        return theme.mixed(self.highlight, ground, 0.25)

    def frame(self, *, has_focus: bool) -> QPen:
        """Around the current cell: strong where keys go to it, faint where they go elsewhere."""
        return QPen(self.highlight if has_focus else theme.mixed(self.highlight, self.base, 0.45), 2)

    def fitting(self, text: str, width: float) -> str:
        """The text, or as much of it as fits into so many pixels, with … for the rest.

        By the widths of its characters: laying out a long text only to throw most of it away takes much longer.
        """
        measured = text[: int(width / _NARROWEST) + 1]
        ends = list(accumulate(map(self._widths.__getitem__, measured)))
        if not ends or (ends[-1] <= width and len(measured) == len(text)):
            return text
        return measured[: bisect_right(ends, width - self._widths[_ELLIPSIS])] + _ELLIPSIS

    def laid_out(self, text: str, width: float, *, is_bold: bool = False) -> LaidOut:
        """The text in lines of at most `width` pixels, broken within words where it must be.

        A view asks for the same text again and again, to learn how high its line is and to paint it.
        """
        key = text, width, is_bold
        laid_out = self._laid_out.get(key)
        if laid_out is None:
            laid_out = _laid_out(text, self._bold_font if is_bold else self.font, width)
            if len(self._laid_out) == _LAID_OUT:
                self._laid_out.clear()
            if len(text) <= _LONGEST_LAID_OUT:
                self._laid_out[key] = laid_out
        return laid_out


def _laid_out(text: str, font: QFont, width: float) -> LaidOut:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    # Without it, the glyphs would be looked for again whenever the text is painted.
    layout.setCacheEnabled(True)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = longest = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
        longest = max(longest, line.naturalTextWidth())
    layout.endLayout()
    return LaidOut(layout, longest, layout.boundingRect().height())


def _line_of_chinese(font: QFont) -> tuple[float, float]:
    """Height and ascent."""
    layout = QTextLayout("指标", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.height(), line.ascent()


class _Widths(dict[str, float]):
    """How many pixels each character takes."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, character: str) -> float:
        self[character] = self._metrics.horizontalAdvance(character)
        return self[character]
