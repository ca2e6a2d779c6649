"""What cells are painted with: texts cut to their cells, inks that hold for one palette and one font."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from ui.sheet.cell_ink import CellInk, LaidOut


@pytest.fixture(scope="module")
def ink(qapp: QApplication) -> CellInk:
    return CellInk(QPalette(), QFont())


@given(text=st.text("培训人数的说明abcW1. ≥…", max_size=40), width=st.integers(0, 300))
def test_a_text_is_cut_where_its_cell_ends(ink: CellInk, text: str, width: int) -> None:
    metrics = QFontMetricsF(ink.font)

    def pixels(text: str) -> float:
        return sum(map(metrics.horizontalAdvance, text))

    shown = ink.fitting(text, width)
    if pixels(text) <= width:
        assert shown == text
        return
    assert shown.endswith("…")
    kept = shown.removesuffix("…") if text.startswith(shown.removesuffix("…")) else shown
    assert text.startswith(kept)
    assert kept == "" or pixels(kept + "…") <= width + 0.01
    assert pixels(text[: len(kept) + 1] + "…") > width - 0.01


def test_of_a_long_text_only_the_beginning_is_measured(ink: CellInk) -> None:
    assert len(ink.fitting("说" * 1_000_000, 100)) < 100


def test_an_ink_is_of_one_palette_and_one_font(qapp: QApplication) -> None:
    palette, font = QPalette(), QFont()
    ink = CellInk(palette, font)
    assert ink.is_of(palette, font)
    larger, darker = QFont(font), QPalette(palette)
    larger.setPointSize(30)
    darker.setColor(QPalette.ColorRole.Base, QColor("#111111"))
    assert not ink.is_of(palette, larger)
    assert not ink.is_of(darker, font)


@given(
    cells=st.lists(
        st.tuples(
            st.text("培训人数abcW1. ≥\n", max_size=30), st.sampled_from([1.0, 40.0, 200.0]), st.booleans()
        ),
        max_size=8,
    )
)
def test_a_text_is_laid_out_the_same_when_it_is_asked_for_again(
    ink: CellInk, cells: list[tuple[str, float, bool]]
) -> None:
    def lines(laid_out: LaidOut) -> list[tuple[int, float, float]]:
        layout = laid_out.layout
        at = (layout.lineAt(number) for number in range(layout.lineCount()))
        return [(line.textStart(), line.y(), line.naturalTextWidth()) for line in at]

    for text, width, is_bold in cells:
        fresh = CellInk(ink.palette, ink.font).laid_out(text, width, is_bold=is_bold)
        assert lines(ink.laid_out(text, width, is_bold=is_bold)) == lines(fresh)
        assert lines(ink.laid_out(text, width, is_bold=is_bold)) == lines(fresh)


def test_layouts_are_kept_for_as_many_texts_as_a_window_shows(ink: CellInk) -> None:
    kept = ink.laid_out("培训人数", 100)
    assert ink.laid_out("培训人数", 100) is kept
    long = "说" * 2000
    assert ink.laid_out(long, 100) is not ink.laid_out(long, 100)
    for number in range(1000):
        ink.laid_out(f"培训人数{number}", 100)
    assert ink.laid_out("培训人数", 100) is not kept
