"""Texts on paper: their fonts, and how they break into lines; the same for every printer, screen and PDF.

Lengths are millimetres, as in `core.paper`; inside, fonts count in hundredths of them, which no device rounds.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QTextLayout, QTextOption

from core.paper.form import POINT, Look
from core.paper.pages import Lines

UNITS_PER_MILLIMETRE = 100

_FAMILIES = ("SimSun", "宋体", "NSimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC")
_BOLD_FAMILIES = (
    "SimHei",
    "黑体",
    "Heiti SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
"""What official tables are set in; the first one that a computer has is used. 黑体 is bold as it is."""

_REMEMBERED = 20_000
"""Lines: names of categories, labels and titles come again and again."""


@cache
def font_of(look: Look) -> QFont:
    """In units of a hundredth of a millimetre."""
    font = QFont()
    families = (*_BOLD_FAMILIES, *_FAMILIES) if look.bold else (*_FAMILIES, *_BOLD_FAMILIES)
    font.setFamilies([*families, QFont().family()])
    font.setPixelSize(round(look.size * POINT * UNITS_PER_MILLIMETRE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(_REMEMBERED)
def fitted(text: str, width: float, look: Look) -> Lines:
    """The lines of a text that has so many millimetres; every line break in it begins a line."""
    text = text.strip("\n\r\t ")
    if not text:
        return ()
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _broken(paragraph, width * UNITS_PER_MILLIMETRE, font_of(look))
    return tuple(lines)


class ShapedLine(NamedTuple):
    """A line as glyphs, to be drawn at the place of its upper left corner; lengths in hundredths of a millimetre."""

    runs: tuple[QGlyphRun, ...]
    width: float
    ascent: float


@lru_cache(_REMEMBERED)
def shaped(line: str, look: Look) -> ShapedLine:
    """Choosing the glyphs of a line takes far longer than drawing them."""
    layout = QTextLayout(line, font_of(look))
    layout.beginLayout()
    made = layout.createLine()
    layout.endLayout()
    return ShapedLine(tuple(layout.glyphRuns()), made.naturalTextWidth(), made.ascent())


@cache
def baseline_below_middle(look: Look) -> float:
    """How far below the middle of a line its characters stand."""
    metrics = QFontMetricsF(font_of(look))
    return (metrics.ascent() - metrics.descent()) / 2


def _broken(text: str, width: float, font: QFont) -> list[str]:
    """One paragraph as lines; a word longer than the line is cut."""
    if len(text) * font.pixelSize() <= width:
        # No character is wider than high, and measuring the many short texts would take most of the time.
        return [text]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return lines
