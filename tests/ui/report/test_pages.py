"""Which strips come on which page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPainter

from ui.report.pages import Strip, paginate


@dataclass(eq=False)
class Slip:
    """A strip that is nothing but as high as it is."""

    height: float
    keeps_next: bool = False
    header: Strip | None = None
    space_before: float = 0.0

    def paint(self, painter: QPainter, top: float) -> None: ...


def on_pages(slips: list[Slip], room: float) -> list[list[int | str]]:
    """By page the numbers of the strips; "header" for a repeated one."""
    numbers = {id(slip): number for number, slip in enumerate(slips)}
    return [[numbers.get(id(strip), "header") for _, strip in page] for page in paginate(slips, room)]


@pytest.mark.parametrize(
    ("slips", "pages"),
    [
        ([], [[]]),
        ([Slip(4), Slip(4), Slip(4)], [[0, 1], [2]]),
        ([Slip(4), Slip(4, keeps_next=True), Slip(4)], [[0], [1, 2]]),
        ([Slip(4), Slip(3, keeps_next=True), Slip(3, keeps_next=True), Slip(3)], [[0], [1, 2, 3]]),
        ([Slip(4), Slip(30), Slip(4)], [[0], [1], [2]]),
        ([Slip(8, keeps_next=True), Slip(8)], [[0], [1]]),
        ([Slip(6), Slip(2, keeps_next=True), Slip(8)], [[0], [1, 2]]),
        ([Slip(5), Slip(4, space_before=3), Slip(6)], [[0], [1, 2]]),
    ],
)
def test_strips_go_on_pages(slips: list[Slip], pages: list[list[int]]) -> None:
    assert on_pages(slips, 10) == pages


def test_a_table_that_goes_on_begins_with_its_titles() -> None:
    header = Slip(1, keeps_next=True)
    slips = [header, *(Slip(4, header=header) for _ in range(5))]
    assert on_pages(slips, 10) == [[0, 1, 2], [0, 3, 4], [0, 5]]


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 3))))
def test_nothing_is_lost_or_laid_over_anything(shapes: list[tuple[int, bool, int]]) -> None:
    slips = [Slip(height, keeps, space_before=space) for height, keeps, space in shapes]
    pages = paginate(slips, 10)
    assert [strip for page in pages for _, strip in page] == slips
    for page in pages:
        bottom = 0.0
        for top, strip in page:
            assert top >= bottom
            bottom = top + strip.height
        assert bottom <= 10
