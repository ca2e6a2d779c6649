"""The window's own commands and how all commands stand in the menus and the toolbar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from core.scheme import schemes
from ui import theme
from ui.theme import Appearance

_Key = QKeySequence.StandardKey


class WindowActions(QObject):
    """Creates the actions of the menus 文件, 编辑, 检查, 视图 and 帮助; connects nothing."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._create_file_actions()
        self._create_edit_actions()
        self._create_view_actions()
        self.schemes = self._choices({key: scheme.title for key, scheme in schemes().items()})
        self.about = self._action(self.tr("关于绩目"))
        self.about_qt = self._action(self.tr("关于 Qt"))

    def _create_file_actions(self) -> None:
        self.new = self._action(self.tr("新建(&N)"), "new", _Key.New, self.tr("新建"))
        self.open = self._action(self.tr("打开(&O)…"), "open", _Key.Open, self.tr("打开"))
        self.save = self._action(self.tr("保存(&S)"), "save", _Key.Save, self.tr("保存"))
        self.save_as = self._action(self.tr("另存为(&A)…"))
        self.save_as.setShortcuts([QKeySequence("Ctrl+Shift+S"), QKeySequence("F12")])
        self.close = self._action(self.tr("关闭(&C)"), None, "Ctrl+W")
        self.quit = self._action(self.tr("退出(&X)"), None, "Ctrl+Q")
        self.recent_menu = QMenu(self.tr("最近打开的文件(&R)"), self._window)
        self.samples_menu = QMenu(self.tr("打开示例(&E)"), self._window)

    def _create_edit_actions(self) -> None:
        self.undo = self._action(self.tr("撤销"), "undo", "Ctrl+Z", self.tr("撤销"))
        self.redo = self._action(self.tr("重做"), "redo", None, self.tr("重做"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.find_project = self._action(self.tr("筛选项目(&P)"), "find", "Ctrl+Shift+F")

    def _create_view_actions(self) -> None:
        self.next_panel = self._action(self.tr("下一个区域"), None, "F6")
        self.previous_panel = self._action(self.tr("上一个区域"), None, "Shift+F6")
        self.show_projects = self._checkable(self.tr("项目列表"), "Ctrl+1")
        self.show_findings = self._checkable(self.tr("问题"), "Ctrl+2")
        self.appearances = self._choices({appearance.value: appearance.title for appearance in Appearance})

    def mark_appearance(self, appearance: Appearance) -> None:
        """Check the action of the appearance that the program has."""
        for action in self.appearances.actions():
            action.setChecked(action.data() == appearance.value)

    # ── Menus and toolbar ─────────────────────────────────────────────────────────────────────────────────────

    def build_menus(
        self, project: Sequence[QAction], indicator: Sequence[QAction], finding: Sequence[QAction]
    ) -> None:
        """Fill the window's menu bar; the sequences are the commands of the panels."""
        self._menu(
            self.tr("文件(&F)"),
            (self.new, self.open, self.recent_menu, self.samples_menu, None, self.save, self.save_as, None),
            (self.close, self.quit),
        )
        self._menu(self.tr("编辑(&E)"), (self.undo, self.redo, None, self.find_project))
        self._menu(self.tr("项目(&P)"), (*project[:3], None, *project[3:5], None, *project[5:]))
        self._menu(self.tr("指标(&I)"), indicator)
        scheme_menu = QMenu(self.tr("指标体系"), self._window)
        scheme_menu.addActions(self.schemes.actions())
        self._menu(self.tr("检查(&C)"), (*finding, None, scheme_menu))
        appearance_menu = QMenu(self.tr("外观"), self._window)
        appearance_menu.addActions(self.appearances.actions())
        panels = (self.show_projects, self.show_findings, None, self.next_panel, self.previous_panel, None)
        self._menu(self.tr("视图(&V)"), (*panels, appearance_menu))
        self._menu(self.tr("帮助(&H)"), (self.about, self.about_qt))

    def build_toolbar(self, indicator: Sequence[QAction]) -> QToolBar:
        """The toolbar with the most used commands."""
        bar = self._window.addToolBar(self.tr("工具栏"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addActions([self.new, self.open, self.save])
        bar.addSeparator()
        bar.addActions([self.undo, self.redo])
        bar.addSeparator()
        bar.addActions(list(indicator))
        return bar

    def _menu(self, title: str, *parts: Sequence[QAction | QMenu | None]) -> None:
        """A menu of actions and submenus; None is a line between them."""
        menu = self._window.menuBar().addMenu(title)
        for part in (item for group in parts for item in group):
            if isinstance(part, QMenu):
                menu.addMenu(part)
            elif part is None:
                menu.addSeparator()
            else:
                menu.addAction(part)

    # ── Kinds of actions ──────────────────────────────────────────────────────────────────────────────────────

    def _action(
        self, text: str, drawing: str | None = None, key: _Key | str | None = None, short: str = ""
    ) -> QAction:
        action = QAction(text, self._window)
        if drawing:
            theme.set_icon(action, drawing)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        if short:
            action.setIconText(short)
        return action

    def _checkable(self, text: str, key: str) -> QAction:
        action = self._action(text, None, key)
        action.setCheckable(True)
        action.setChecked(True)
        return action

    def _choices(self, titles: dict[str, str]) -> QActionGroup:
        """Actions of which one is chosen; `data()` is its key."""
        group = QActionGroup(self._window)
        for key, title in titles.items():
            action = QAction(title, self._window)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
        return group
