"""The frame of a window as its first paint shows it: the menus by their names and the toolbar, both still empty."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QStatusBar, QToolButton


class WindowFrame(QObject):
    """Takes the room that menus, toolbar and status bar will need, so that nothing moves when they are filled.

    Attributes:
        file, edit, project, indicator, check, view, help: the menus.
        toolbar: holds the place of the commands.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        menus = window.menuBar()
        self.file = menus.addMenu(self.tr("文件(&F)"))
        self.edit = menus.addMenu(self.tr("编辑(&E)"))
        self.project = menus.addMenu(self.tr("项目(&P)"))
        self.indicator = menus.addMenu(self.tr("指标(&I)"))
        self.check = menus.addMenu(self.tr("检查(&C)"))
        self.view = menus.addMenu(self.tr("视图(&V)"))
        self.help = menus.addMenu(self.tr("帮助(&H)"))
        self.toolbar = window.addToolBar(self.tr("工具栏"))
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        side = round(self.toolbar.fontMetrics().height() * 1.25)
        self.toolbar.setIconSize(QSize(side, side))
        self.toolbar.addAction("").setEnabled(False)
        window.setStatusBar(_status_bar_to_come())


def _status_bar_to_come() -> QStatusBar:
    """An empty status bar, as high as one with the button for zooming."""
    bar, button = QStatusBar(), QToolButton()
    button.setAutoRaise(True)
    button.setEnabled(False)
    button.setText(" ")
    bar.addPermanentWidget(button)
    return bar
