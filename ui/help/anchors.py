"""Which place of the manual explains a part of the window, so that F1 can show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_ANCHOR = "help_anchor"


def set_help(widget: QWidget, anchor: str) -> None:
    """Say that `anchor`, such as `editing#移动指标`, explains the widget and what is in it."""
    widget.setProperty(_ANCHOR, anchor)


def help_for(widget: QWidget | None) -> str:
    """The anchor of the widget, or of the nearest one around it that has one; "" for none."""
    while widget is not None:
        if anchor := widget.property(_ANCHOR):
            return str(anchor)
        widget = widget.parentWidget()
    return ""
