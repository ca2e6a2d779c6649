"""A user's two hands on a sheet: keys, input method and mouse, and eyes on what is current and selected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.writing import compose
from ui.sheet.cell_editors import CellEditor, LevelEditor
from ui.sheet.sheet import Sheet

Key = Qt.Key
NO, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hands:
    """Works one sheet, in its open editor where there is one."""

    def __init__(self, sheet: Sheet, qtbot: QtBot) -> None:
        self.sheet = sheet
        self._qtbot = qtbot

    # ── Doing ──

    def press(self, key: Key | str, modifiers: Qt.KeyboardModifier = NO, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            self._qtbot.keyClick(self.editor or self.sheet, key, modifiers)

    def write(self, text: str) -> None:
        """Let an input method write a text where the keyboard is, without composing it first."""
        compose(self.editor or self.sheet, text)

    def spell(self, preedit: str) -> None:
        """Show a text in the making, as an input method for pinyin does with every letter."""
        QApplication.sendEvent(self.editor or self.sheet, QInputMethodEvent(preedit, []))

    def choose(self, text: str) -> None:
        """Make the cell with this text current."""
        self.sheet.setCurrentIndex(self.find(text))

    def click(self, text: str, modifiers: Qt.KeyboardModifier = NO) -> None:
        """Click the middle of the cell with this text."""
        self._qtbot.mouseClick(
            self.sheet.viewport(), Qt.MouseButton.LeftButton, modifiers, self.middle_of(text)
        )

    def draw(self, start: str, end: str) -> None:
        """Draw a range with the left button from the one cell to the other."""
        viewport, button = self.sheet.viewport(), Qt.MouseButton.LeftButton
        self._qtbot.mousePress(viewport, button, pos=self.middle_of(start))
        self._qtbot.mouseMove(viewport, self.middle_of(end))
        self._qtbot.mouseRelease(viewport, button, pos=self.middle_of(end))

    # ── Seeing ──

    @property
    def editor(self) -> QWidget | None:
        """The open editor of a cell."""
        found = [*self.sheet.findChildren(CellEditor), *self.sheet.findChildren(LevelEditor)]
        return next((widget for widget in found if widget.isVisible()), None)

    @property
    def current(self) -> str:
        return str(self.sheet.currentIndex().data())

    @property
    def selected(self) -> list[str]:
        """The texts of the selected cells of rows, line by line."""
        return [str(cell.data()) for line in self.sheet.selected_lines() for cell in line]

    def find(self, text: str) -> QModelIndex:
        """The cell with this text."""
        model, waiting = self.sheet.model(), [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for line in range(model.rowCount(parent)):
                cells = [model.index(line, column, parent) for column in range(model.columnCount())]
                for cell in cells:
                    if cell.data() == text:
                        return cell
                waiting.append(cells[0])
        raise AssertionError(f"no cell says {text}")

    def middle_of(self, text: str) -> QPoint:
        return self.sheet.visualRect(self.find(text)).center()
