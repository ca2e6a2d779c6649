"""How hits look in any view."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from tests.ui.test_theme import contrast
from ui import theme
from ui.marked_text import mark_colour, mark_formats
from ui.theme import Appearance


def test_marks_are_counted_as_qt_counts(qapp: QApplication) -> None:
    (mark,) = mark_formats("𠮷野𠮷", [(1, 3)], qapp.palette())
    assert (mark.start, mark.length) == (2, 3)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("is_current", [False, True])
def test_text_stays_readable_on_a_mark(qapp: QApplication, appearance: Appearance, is_current: bool) -> None:
    theme.apply_appearance(qapp, appearance)
    palette = qapp.palette()
    ground = mark_colour(palette, is_current=is_current)
    text = palette.color(QPalette.ColorRole.Text)
    theme.apply_appearance(qapp, Appearance.SYSTEM)
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("is_current", [False, True])
def test_a_mark_has_the_ground_of_a_hit_and_the_ink_of_texts(qapp: QApplication, is_current: bool) -> None:
    palette = qapp.palette()
    (mark,) = mark_formats("养护里程", [(0, 2)], palette, is_current=is_current)
    assert mark.format.background().color() == mark_colour(palette, is_current=is_current)
    assert mark.format.foreground().color() == palette.color(QPalette.ColorRole.Text)


def test_the_current_hit_stands_out_from_the_others(qapp: QApplication) -> None:
    assert mark_colour(qapp.palette(), is_current=True) != mark_colour(qapp.palette())
