"""Where keys lead from one cell to the next when something has been typed."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key


class Step(Enum):
    """Where the current cell goes."""

    DOWN = "down"
    UP = "up"
    RIGHT = "right"
    LEFT = "left"
    ON = "on"
    """To the right, from the last cell of a row to the first of the next."""
    BACK = "back"


_ARROWS = {
    _Key.Key_Down: Step.DOWN,
    _Key.Key_Up: Step.UP,
    _Key.Key_Right: Step.RIGHT,
    _Key.Key_Left: Step.LEFT,
}


def step_for(event: QKeyEvent) -> Step | None:
    """Where Enter and Tab lead; None for other keys and with Ctrl or Alt."""
    modifiers = event.modifiers()
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case _Key.Key_Return | _Key.Key_Enter:
            return Step.UP if back else Step.DOWN
        case _Key.Key_Tab:
            return Step.BACK if back else Step.ON
        case _Key.Key_Backtab:
            return Step.BACK
    return None


def arrow_for(event: QKeyEvent) -> Step | None:
    """Where a bare arrow key leads; None for other keys and with modifiers."""
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return _ARROWS.get(_Key(event.key())) if bare else None
