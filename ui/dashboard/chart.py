"""A chart: bars with their figures, and where each of them leads."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from core.book import Place
from core.rules import Severity
from ui import theme


class Tone(Enum):
    """What the colour of a bar says."""

    USUAL = auto()
    ERROR = auto()
    WARNING = auto()
    HINT = auto()


class Bar(NamedTuple):
    """`length` relative to the other bars, 0 for none; `figure` is what stands beside it.

    `place` is where the bar leads; None: nowhere. `detail` says more than there is room for.
    """

    label: str
    length: float
    figure: str
    place: Place | None = None
    tone: Tone = Tone.USUAL
    detail: str = ""


class Chart(NamedTuple):
    """`key` names it for programs; `summary` stands below the title; `nothing` is said where there are no bars."""

    key: str
    title: str
    summary: str
    bars: tuple[Bar, ...]
    nothing: str = ""


def tone_of(severity: Severity) -> Tone:
    return {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.HINT: Tone.HINT}[severity]


def tone_colour(tone: Tone, palette: QPalette) -> QColor:
    """The colour of a bar on the palette's base."""
    for severity in Severity:
        if tone is tone_of(severity):
            return theme.severity_colour(severity, palette)
    return theme.mixed(
        palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base), 0.85
    )
