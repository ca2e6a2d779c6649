"""Leads the keyboard from one panel of the window to the next; in the tree the key Tab goes from cell to cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_next(panels: Sequence[QWidget], step: int) -> None:
    """Focus the next (`step` 1) or previous (-1) of the visible panels, round the ends."""
    visible = [panel for panel in panels if panel.isVisible()]
    if not visible:
        return
    focused = QApplication.focusWidget()
    here = next((i for i, panel in enumerate(visible) if focused and _holds(panel, focused)), None)
    to = (here + step) % len(visible) if here is not None else 0
    target = _first_to_focus(visible[to])
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(panel: QWidget, widget: QWidget) -> bool:
    return widget is panel or panel.isAncestorOf(widget)


def _first_to_focus(panel: QWidget) -> QWidget:
    """The panel itself when it takes the keyboard, else the first of its widgets that does."""
    if _takes_keyboard(panel):
        return panel
    return next((child for child in panel.findChildren(QWidget) if _takes_keyboard(child)), panel)


def _takes_keyboard(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
