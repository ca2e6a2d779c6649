"""Hits of a search stand out in the cells, the current one more than the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QImage

from core.book import Place
from tests.ui.sheet.hands import Hands
from ui.marked_text import mark_colour


class FirstCharacters:
    """A search that finds the first two characters of every text."""

    def __init__(self, current: Place | None = None) -> None:
        self.current_place = current

    def spans_at(self, place: Place) -> Sequence[tuple[int, int]]:
        return [(0, 2)]


def colours(hands: Hands, text: str) -> set[str]:
    """The colours in the picture of a cell."""
    picture: QImage = hands.sheet.viewport().grab(hands.sheet.visualRect(hands.find(text))).toImage()
    return {
        QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())
    }


def test_hits_are_marked_and_the_current_one_more_strongly(hands: Hands) -> None:
    palette = hands.sheet.palette()
    usual, strong = mark_colour(palette).name(), mark_colour(palette, is_current=True).name()
    assert usual not in colours(hands, "教材套数")
    place = hands.sheet.cell_at(hands.find("实训次数"))
    hands.sheet.cell_delegate.marks = FirstCharacters(place)
    assert usual in colours(hands, "教材套数")
    assert strong in colours(hands, "实训次数")
