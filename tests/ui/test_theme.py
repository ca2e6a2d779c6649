"""Colours and icons in light and dark."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from core.rules import Severity
from ui import theme
from ui.theme import Appearance


@pytest.fixture(autouse=True)
def _as_the_desktop_is_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_appearance(qapp, Appearance.SYSTEM)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio from 1 to 21. Source: WCAG 2.2."""

    def luminance(colour: QColor) -> float:
        red, green, blue, _ = colour.getRgbF()
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_chosen_appearance_is_shown_on_any_desktop(qapp: QApplication, appearance: Appearance) -> None:
    theme.apply_appearance(qapp, appearance)
    assert theme.is_dark(qapp.palette()) is (appearance is Appearance.DARK)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("severity", Severity)
def test_severities_can_be_read_on_their_ground(
    qapp: QApplication, appearance: Appearance, severity: Severity
) -> None:
    theme.apply_appearance(qapp, appearance)
    palette = qapp.palette()
    ground = palette.color(QPalette.ColorRole.Base)
    assert contrast(theme.severity_colour(severity, palette), ground) >= 4.5
    assert contrast(palette.color(QPalette.ColorRole.Text), theme.severity_tint(severity, palette)) >= 7


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_muted_text_can_still_be_read(qapp: QApplication, appearance: Appearance) -> None:
    theme.apply_appearance(qapp, appearance)
    palette = qapp.palette()
    assert contrast(theme.muted_text(palette), palette.color(QPalette.ColorRole.Window)) >= 4.5


@pytest.mark.parametrize("drawing", sorted(path.stem for path in theme.ICONS.glob("*.svg")))
def test_every_drawing_is_well_formed_and_visible(qapp: QApplication, drawing: str) -> None:
    ElementTree.parse(theme.ICONS / f"{drawing}.svg")
    image = theme.icon(drawing).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_icons_take_the_colour_of_the_palette(qapp: QApplication) -> None:
    theme.apply_appearance(qapp, Appearance.DARK)
    image = theme.icon("save").pixmap(24, 24).toImage()
    inks = [
        image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    ]
    assert all(ink.lightness() > 128 for ink in inks)


def test_an_icon_is_drawn_once_for_the_colours_of_a_palette(qapp: QApplication) -> None:
    theme.apply_appearance(qapp, Appearance.LIGHT)
    light = theme.icon("save").cacheKey()
    assert theme.icon("save").cacheKey() == light
    theme.apply_appearance(qapp, Appearance.DARK)
    assert theme.icon("save").cacheKey() != light


def test_icons_drawn_ahead_are_those_that_are_asked_for_later(qapp: QApplication) -> None:
    ahead = {draw().cacheKey() for draw in theme.drawings()}
    assert theme.icon("save").cacheKey() in ahead
