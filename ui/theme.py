"""How the program looks: light and dark, fonts, the colours of severities, icons.

Everything is derived from a palette, so that a panel which asks anew when its palette changes follows the
desktop from light to dark.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache, partial

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from core.resources import RESOURCES
from core.severity import Severity

ICONS = RESOURCES / "icons"
_ICON_SIZES = (16, 20, 24, 32, 48, 64, 96)
_ICON_NAME = "jimu_icon"

_SEVERITY_COLOURS = {
    Severity.ERROR: ("#c62828", "#ff7b72"),
    Severity.WARNING: ("#a86200", "#eab04a"),
    Severity.HINT: ("#2f6fbd", "#79b8ff"),
}
"""Per severity the colour on a light and on a dark ground; both pass 4.5 : 1 against it."""

_CHINESE_FONTS = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


class Appearance(Enum):
    """What the user chose in the menu 视图 ▸ 外观; the value is what the settings store."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def title(self) -> str:
        sources = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
        return QCoreApplication.translate("Appearance", sources[self.value])


def apply_appearance(app: QApplication, appearance: Appearance) -> None:
    """Show the whole program light, dark, or as the desktop is."""
    scheme = {
        Appearance.SYSTEM: Qt.ColorScheme.Unknown,
        Appearance.LIGHT: Qt.ColorScheme.Light,
        Appearance.DARK: Qt.ColorScheme.Dark,
    }[appearance]
    app.styleHints().setColorScheme(scheme)
    app.setPalette(QPalette())
    if appearance is not Appearance.SYSTEM and is_dark(app.palette()) != (appearance is Appearance.DARK):
        # Qt 6.9: a desktop without a platform theme does not follow setColorScheme.
        app.setPalette(_dark_palette() if appearance is Appearance.DARK else _light_palette())
    _outline_boxes(app)


def _outline_boxes(app: QApplication) -> None:
    """Let boxes to tick be seen on a dark ground.

    Qt 6.9: Fusion draws their outline in a darker shade of the window's colour, whatever they stand on.
    """
    palette = app.palette()
    if is_dark(palette):
        palette.setColor(QPalette.ColorRole.Window, QColor("#747478"))
        for kind in ("QCheckBox", "QRadioButton", "QAbstractItemView"):
            # PySide6 6.9: its type hints ask for bytes, which it then refuses.
            app.setPalette(palette, kind)  # type: ignore[arg-type]


def apply_font(app: QApplication) -> None:
    """Let Chinese texts have a Simplified Chinese font, whatever the desktop's own font is."""
    installed = set(QFontDatabase.families())
    families = [family for family in _CHINESE_FONTS if family in installed]
    if families:
        font = app.font()
        font.setFamilies([*families, font.family()])
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        app.setFont(font)


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def severity_colour(severity: Severity, palette: QPalette) -> QColor:
    """The colour of dots, figures and borders that stand for the severity."""
    return QColor(_SEVERITY_COLOURS[severity][is_dark(palette)])


def severity_tint(severity: Severity, palette: QPalette) -> QColor:
    """The quiet ground of a cell with a finding; the palette's text stays readable on it."""
    return mixed(severity_colour(severity, palette), palette.color(QPalette.ColorRole.Base), 0.16)


def muted_text(palette: QPalette) -> QColor:
    """For what stands beside the main text: units, hints, empty states."""
    return mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.62)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` (0 to 1) of the colour over the rest of the ground."""
    return QColor.fromRgbF(
        colour.redF() * share + ground.redF() * (1 - share),
        colour.greenF() * share + ground.greenF() * (1 - share),
        colour.blueF() * share + ground.blueF() * (1 - share),
    )


def severity_dot(severity: Severity, palette: QPalette) -> QIcon:
    """A small round mark in the severity's colour; its shape differs too, for those who see no colours."""
    return icon(f"severity-{severity.key}", palette, severity_colour(severity, palette))


def icon(name: str, palette: QPalette | None = None, colour: QColor | None = None) -> QIcon:
    """The drawing `resources/icons/NAME.svg` in the palette's text colour, or in `colour`.

    Raises FileNotFoundError when there is no such drawing.
    """
    palette = palette or QGuiApplication.palette()
    normal = colour or palette.color(QPalette.ColorRole.WindowText)
    disabled = mixed(normal, palette.color(QPalette.ColorRole.Window), 0.35)
    return QIcon(_drawn(name, normal.name(), disabled.name()))


@lru_cache(maxsize=200)
def _drawn(name: str, normal: str, disabled: str) -> QIcon:
    """Drawn once for the colours of a palette: there are fewer drawings than places for them."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    drawn = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))
        for size in _ICON_SIZES:
            drawn.addPixmap(_rendered(renderer, size), mode)
    return drawn


def drawings() -> Iterator[Callable[[], QIcon]]:
    """What draws the icons one by one, so that those who ask for them later do not wait for it."""
    return (partial(icon, drawing.stem) for drawing in ICONS.glob("*.svg"))


def as_tool_tip(*lines: str) -> str:
    """The lines as a tool tip that wraps; mark-up in them, which tables may hold, is shown as it stands."""
    return "<br>".join(f"<span>{html.escape(line)}</span>" for line in lines)


def as_label(text: str) -> str:
    """The text for a button or a menu, where a single & would mark a key."""
    return text.replace("&", "&&")


def set_icon(action: QAction, name: str) -> None:
    """Give the action a drawing that `refresh_icons` draws anew when the palette changes."""
    action.setProperty(_ICON_NAME, name)
    action.setIcon(icon(name))


def refresh_icons(parent: QObject) -> None:
    """Draw the icons of all actions below `parent` anew in the colours of the present palette."""
    for action in parent.findChildren(QAction):
        if name := action.property(_ICON_NAME):
            action.setIcon(icon(name))


def _rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _light_palette() -> QPalette:
    return _palette(window="#f3f3f3", base="#ffffff", text="#1b1b1b", button="#f8f8f8", highlight="#2f6fbd")


def _dark_palette() -> QPalette:
    return _palette(window="#2b2b2d", base="#1e1e20", text="#e6e6e6", button="#38383b", highlight="#2d6cb5")


def _palette(*, window: str, base: str, text: str, button: str, highlight: str) -> QPalette:
    ground, ink = QColor(window), QColor(text)
    palette = QPalette(QColor(button), ground)
    role, inactive = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for text_role in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(text_role, ink)
        palette.setColor(inactive, text_role, mixed(ink, ground, 0.42))
    palette.setColor(role.PlaceholderText, mixed(ink, QColor(base), 0.5))
    palette.setColor(role.Base, QColor(base))
    palette.setColor(role.AlternateBase, mixed(ink, QColor(base), 0.04))
    palette.setColor(role.ToolTipBase, QColor(button))
    palette.setColor(role.Highlight, QColor(highlight))
    palette.setColor(role.HighlightedText, QColor("#ffffff"))
    palette.setColor(inactive, role.Highlight, mixed(ink, ground, 0.25))
    palette.setColor(
        role.Link, QColor(highlight).lighter(150) if ink.lightness() > 128 else QColor(highlight)
    )
    return palette
