"""Cut, copy, paste and fill: they act on whatever has the keyboard, a table or a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui import theme
from ui.sheet.sheet import Sheet


@runtime_checkable
class Clippable(Protocol):
    """What takes part in the clipboard, as Qt's text fields do."""

    def cut(self) -> None: ...
    def copy(self) -> None: ...
    def paste(self) -> None: ...


class EditActions(QObject):
    """Creates the actions for one window.

    Attributes:
        cut, copy, paste, clear, select_all, fill_down, fill_right: the actions.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.cut = self._action(self.tr("剪切(&T)"), "cut", "Ctrl+X", lambda part: part.cut())
        self.copy = self._action(self.tr("复制(&C)"), "copy", "Ctrl+C", lambda part: part.copy())
        self.paste = self._action(self.tr("粘贴(&P)"), "paste", "Ctrl+V", lambda part: part.paste())
        self.clear = self._action(self.tr("清除内容"), None, None, _clear)
        self.select_all = self._action(self.tr("全选(&A)"), None, "Ctrl+A", _select_all)
        self.fill_down = self._action(self.tr("向下填充(&D)"), "fill-down", "Ctrl+D", _fill_down)
        self.fill_right = self._action(self.tr("向右填充(&I)"), "fill-right", "Ctrl+R", _fill_right)
        QApplication.instance().focusChanged.connect(self.refresh)  # type: ignore[union-attr]
        self.refresh()

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of a menu."""
        clip = [self.cut, self.copy, self.paste]
        return [*clip, self.clear, self.select_all, self.fill_down, self.fill_right]

    def refresh(self) -> None:
        """Offer what the part with the keyboard can do."""
        target = self._target
        for action in (self.cut, self.copy, self.paste, self.select_all):
            action.setEnabled(target is not None)
        for action in (self.clear, self.fill_down, self.fill_right):
            action.setEnabled(isinstance(target, Sheet))

    @property
    def _target(self) -> QWidget | None:
        """The nearest part around the keyboard that can cut, copy and paste; None in another window."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._window:
            if isinstance(widget, Clippable):
                return widget
            widget = widget.parentWidget()
        return None

    def _action(
        self, text: str, drawing: str | None, key: str | None, command: Callable[[Clippable], None]
    ) -> QAction:
        action = QAction(text, self._window)
        if drawing is not None:
            theme.set_icon(action, drawing)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: self._run(command))
        return action

    def _run(self, command: Callable[[Clippable], None]) -> None:
        target = self._target
        if isinstance(target, Clippable):
            command(target)


def _select_all(part: Clippable) -> None:
    match part:
        case Sheet():
            part.select_all()
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            part.selectAll()


def _clear(part: Clippable) -> None:
    if isinstance(part, Sheet):
        part.clear_cells()


def _fill_down(part: Clippable) -> None:
    if isinstance(part, Sheet):
        part.fill_down()


def _fill_right(part: Clippable) -> None:
    if isinstance(part, Sheet):
        part.fill_right()
