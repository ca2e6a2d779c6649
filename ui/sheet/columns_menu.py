"""The choice of the columns that a sheet shows, for its header's context menu and for the menu 视图."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu

_Column = TypeVar("_Column")


def column_actions(
    parent: QObject,
    titles: Mapping[_Column, str],
    hidden: Container[_Column],
    show: Callable[[_Column, bool], None],
) -> list[QAction]:
    """A checkable action for each of the columns; it calls `show` with the column and whether it is shown now."""
    actions = []
    for column, title in titles.items():
        action = QAction(title, parent)
        action.setCheckable(True)
        action.setChecked(column not in hidden)
        action.toggled.connect(lambda shown, column=column: show(column, shown))
        actions.append(action)
    return actions


def pop_up_columns(
    header: QHeaderView, position: QPoint, actions_for: Callable[[QObject], Sequence[QAction]]
) -> None:
    """Open the choice at a point of the header."""
    menu = QMenu(header)
    menu.addSection(QCoreApplication.translate("Sheet", "显示的列"))
    menu.addActions(actions_for(menu))
    menu.exec(header.mapToGlobal(position))
    menu.deleteLater()
