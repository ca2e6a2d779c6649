"""The button 字段 of the find bar: among which parts of the tables to look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from core.search import ALL_PARTS, Part


class PartsButton(QPushButton):
    """Opens a menu of check boxes that stays open while they are set.

    Signals:
        changed(): other parts are chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = _OpenMenu(self)
        self._all = _checkable(menu, self.tr("全部字段"))
        self._all.triggered.connect(self._choose_all)
        menu.addSeparator()
        self._actions = {part: _checkable(menu, self.tr(part.value)) for part in Part}
        for action in self._actions.values():
            action.triggered.connect(self._choose)
        self.setMenu(menu)
        self._choose_all()

    @property
    def parts(self) -> frozenset[Part]:
        """The chosen parts; all of them where none is chosen in particular."""
        return frozenset(part for part, action in self._actions.items() if action.isChecked()) or ALL_PARTS

    def _choose_all(self) -> None:
        for action in self._actions.values():
            action.setChecked(False)
        self._choose()

    def _choose(self) -> None:
        chosen = [part for part, action in self._actions.items() if action.isChecked()]
        self._all.setChecked(not chosen)
        if not chosen:
            text = self.tr("全部字段")
        elif len(chosen) == 1:
            text = self.tr(chosen[0].value)
        else:
            text = self.tr("{0} 种字段").format(len(chosen))
        self.setText(text)
        self.setToolTip(self.tr("在哪些字段里查找"))
        self.setAccessibleName(self.tr("字段：{0}").format(text))
        self.changed.emit()


class _OpenMenu(QMenu):
    """A menu that a check box does not close."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._toggle(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _toggle(action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


def _checkable(menu: QMenu, text: str) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    return action
