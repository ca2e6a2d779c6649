"""The sheets of paper that a book is printed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
USUAL_MARGIN = 18.0


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of paper with the same margin on all sides; the page number stands in the lower one."""

    width: float = A4_WIDTH
    height: float = A4_HEIGHT
    margin: float = USUAL_MARGIN

    def turned(self) -> Self:
        """The same sheet lying on its other side."""
        return replace(self, width=self.height, height=self.width)

    @property
    def room_across(self) -> float:
        """What lies between the margins."""
        return self.width - 2 * self.margin

    @property
    def room_down(self) -> float:
        return self.height - 2 * self.margin
