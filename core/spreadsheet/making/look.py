"""What the cells of a new workbook look like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

GENERAL, TEXT = "General", "@"


class Holds(Enum):
    """What a user is to type into a cell, and what is done with a text that could be a number."""

    WORDS = auto()
    """Texts, which stay texts."""
    CODES = auto()
    """Digits that are no number: Excel, too, keeps what is typed there as it is."""
    NUMBERS = auto()
    """Numbers where the text is the same as Excel shows the number, texts otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A cell's looks. `size` is in points, `fill` and `color` are RRGGBB."""

    across: Literal["left", "center", "right"] = "left"
    holds: Holds = Holds.WORDS
    bold: bool = False
    font: str = "宋体"
    size: float = 10.5
    color: str = "000000"
    underline: bool = False
    fill: str | None = None
    has_lines: bool = True

    @property
    def cell_font(self) -> Font:
        return Font(
            name=self.font,
            size=self.size,
            bold=self.bold,
            color=self.color,
            underline="single" if self.underline else None,
        )

    @property
    def alignment(self) -> Alignment:
        return Alignment(horizontal=self.across, vertical="center", wrap_text=True)

    @property
    def border(self) -> Border:
        side = Side(style="thin") if self.has_lines else Side()
        return Border(left=side, right=side, top=side, bottom=side)

    @property
    def pattern(self) -> PatternFill:
        return PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill()

    @property
    def number_format(self) -> str:
        """The format of a cell that holds no number."""
        return TEXT if self.holds is Holds.CODES else GENERAL
