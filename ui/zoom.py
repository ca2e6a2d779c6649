"""The zoom of a window: how large tables and pages are shown, by Ctrl and the wheel, by keys, by a button."""

from __future__ import annotations

from PySide6.QtCore import (
    QChildEvent,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QFont, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QToolButton, QWidget
from shiboken6 import isValid

SMALLEST, NORMAL, LARGEST, STEP = 50, 100, 300, 10
"""Per cent of the usual size, and how far one notch of the wheel goes."""

CHOICES = (300, 200, 150, 125, 100, 75, 50)
"""The sizes that a menu offers."""

_SETTING = "view/zoom"
_NOTCH = 120
"""What a wheel turns at once; finer wheels and touchpads send parts of it."""


class Zoom(QObject):
    """The font size of the widgets that follow it, relative to the program's font; kept in the settings.

    Signals:
        changed(int): the new size in per cent.
    """

    changed = Signal(int)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._percent = _read(settings)
        self._turned = 0
        self._followers: list[QWidget] = []

    @property
    def percent(self) -> int:
        return self._percent

    def set_percent(self, percent: int) -> None:
        """Show everything at this size, or at the nearest possible one."""
        percent = _within_limits(percent)
        if percent == self._percent:
            return
        self._percent = percent
        self._settings.setValue(_SETTING, percent)
        self._resize_all()
        self.changed.emit(percent)

    def zoom_in(self) -> None:
        """Up to the next multiple of ten."""
        self._step(1)

    def zoom_out(self) -> None:
        """Down to the next multiple of ten."""
        self._step(-1)

    def reset(self) -> None:
        self.set_percent(NORMAL)

    def follow(self, widget: QWidget) -> None:
        """From now on the zoom sets the widget's font size, and Ctrl with the wheel over it sets the zoom."""
        self._followers.append(widget)
        self._resize(widget)
        self._watch(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return self._wheel(event)
        if kind == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            if isinstance(added := event.child(), QWidget):
                self._watch(added)
        elif kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched in self._followers:
            # Only windows are told when the program's font changes.
            watched.window().installEventFilter(self)
            self._resize(watched)
        elif kind == QEvent.Type.ApplicationFontChange:
            self._resize_all()
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        """Whether the event was meant for the zoom."""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        # The rest of a swing that began before Ctrl was pressed.
        if event.phase() != Qt.ScrollPhase.ScrollMomentum:
            self._turn(event.angleDelta().y())
        event.accept()
        return True

    def _turn(self, angle: int) -> None:
        """Zoom by the notches that this turn makes full."""
        if self._turned * angle < 0:
            self._turned = 0
        self._turned += angle
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self._step(notches)

    def _step(self, steps: int) -> None:
        """So many multiples of ten up, or down for a number below zero."""
        nearest = self._percent // STEP if steps > 0 else -(-self._percent // STEP)
        self.set_percent((nearest + steps) * STEP)

    def _watch(self, widget: QWidget) -> None:
        """See the wheel wherever it turns: a part that scrolls would keep it from the widget around it."""
        widget.installEventFilter(self)
        for child in widget.findChildren(QWidget):
            child.installEventFilter(self)

    def _resize_all(self) -> None:
        self._followers = [widget for widget in self._followers if isValid(widget)]
        for widget in self._followers:
            self._resize(widget)

    def _resize(self, widget: QWidget) -> None:
        """Give the widget its font size, and nothing else of a font; its first line stays the first one."""
        font, usual = QFont(), QApplication.font(widget)
        if usual.pointSizeF() > 0:
            font.setPointSizeF(usual.pointSizeF() * self._percent / NORMAL)
        else:
            font.setPixelSize(max(1, round(usual.pixelSize() * self._percent / NORMAL)))
        top = _first_line(widget)
        widget.setFont(font)
        if isinstance(widget, QAbstractItemView) and top.isValid():
            widget.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)


class ZoomButton(QToolButton):
    """Shows the zoom in per cent; a click or the space bar opens a menu of sizes."""

    def __init__(self, zoom: Zoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = zoom
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("显示比例（Ctrl+滚轮）"))
        self._sizes = QActionGroup(self)
        self.setMenu(self._menu())
        zoom.changed.connect(self._show_percent)
        self._show_percent(zoom.percent)

    def sizeHint(self) -> QSize:
        """As wide for every size, with room for the arrow of the menu."""
        usual = super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(_text(LARGEST)) + 2 * metrics.averageCharWidth() + 8, usual.height()
        )

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for percent in CHOICES:
            action = QAction(_text(percent), self)
            action.setCheckable(True)
            action.setData(percent)
            self._sizes.addAction(action)
        self._sizes.triggered.connect(lambda action: self._zoom.set_percent(action.data()))
        menu.addActions(self._sizes.actions())
        return menu

    def _show_percent(self, percent: int) -> None:
        self.setText(_text(percent))
        self.setAccessibleName(self.tr("显示比例 {0}").format(_text(percent)))
        for action in self._sizes.actions():
            action.setChecked(action.data() == percent)


def _text(percent: int) -> str:
    return QCoreApplication.translate("Zoom", "{0}%").format(percent)


def _read(settings: QSettings) -> int:
    """The size kept in the settings; the usual one where they hold none, or something that is none."""
    value = str(settings.value(_SETTING, NORMAL))
    return _within_limits(int(value)) if value.isdecimal() else NORMAL


def _within_limits(percent: int) -> int:
    return min(max(percent, SMALLEST), LARGEST)


def _first_line(widget: QWidget) -> QModelIndex:
    """The first line that a scrolled table shows; invalid where there is nothing to keep."""
    if isinstance(widget, QAbstractItemView) and widget.verticalScrollBar().value() > 0:
        return widget.indexAt(QPoint(widget.viewport().width() // 2, 1))
    return QModelIndex()
