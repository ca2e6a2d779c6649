"""The commands on indicators as actions for menus, toolbar and keys; they act on the indicator tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.arrangement import Direction
from core.scheme import Category, Scheme
from ui import theme
from ui.indicators.indicator_tree import IndicatorTree


class RowActions(Protocol):
    """What another table offers for its rows."""

    insert: QAction
    delete: QAction


class IndicatorActions(QObject):
    """Makes the actions for one tree. Their keys work while the tree has the focus.

    Attributes:
        insert, duplicate, delete, move_up, move_down, move_to, expand_all, collapse_all: the actions.
    """

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._elsewhere: RowActions | None = None
        self._categories = QMenu(tree)
        self._categories.aboutToShow.connect(self._fill_categories)
        self.insert = self._action(self.tr("插入指标"), "row-insert", self._insert, "Ctrl++", "Ctrl+=")
        self.duplicate = self._action(
            self.tr("复制指标到下方"), "row-duplicate", tree.commands.duplicate, "Ctrl+Shift+D"
        )
        self.delete = self._action(self.tr("删除指标"), "row-delete", self._delete, "Ctrl+-")
        self.move_up = self._action(
            self.tr("上移指标"), "move-up", lambda: tree.commands.move(Direction.UP), "Alt+Up"
        )
        self.move_down = self._action(
            self.tr("下移指标"), "move-down", lambda: tree.commands.move(Direction.DOWN), "Alt+Down"
        )
        self.move_to = self._action(self.tr("归入类别"), "move-to", None)
        self.move_to.setMenu(self._categories)
        self.expand_all = self._action(self.tr("全部展开"), "expand", tree.expandAll)
        self.collapse_all = self._action(self.tr("全部折叠"), "collapse", tree.collapseAll)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tree.selectionModel().selectionChanged.connect(self.refresh)
        tree.selectionModel().currentChanged.connect(self.refresh)
        tree.model().modelReset.connect(self.refresh)
        tree.installEventFilter(self)
        self.refresh()

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of a menu."""
        rows = [self.insert, self.duplicate, self.delete, self.move_up, self.move_down, self.move_to]
        return [*rows, self.expand_all, self.collapse_all]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.refresh()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Offer only what can be done: nothing without a project or out of sight, no moves without rows."""
        has_project = self._tree.commands.project_id is not None and self._tree.isVisible()
        has_rows = has_project and bool(self._tree.commands.selected_rows)
        is_elsewhere = self._elsewhere is not None and not self._tree.isVisible()
        self.insert.setEnabled(has_project or is_elsewhere)
        self.delete.setEnabled(has_rows or is_elsewhere)
        for action in (self.expand_all, self.collapse_all):
            action.setEnabled(has_project)
        for action in (self.duplicate, self.move_up, self.move_down, self.move_to):
            action.setEnabled(has_rows)

    def act_elsewhere(self, rows: RowActions | None) -> None:
        """While the tree is out of sight, let 插入 and 删除 act on the rows of another table; None: on nothing."""
        self._elsewhere = rows
        self.refresh()

    def _insert(self) -> None:
        if self._elsewhere is not None and not self._tree.isVisible():
            self._elsewhere.insert.trigger()
        else:
            self._tree.commands.insert()

    def _delete(self) -> None:
        if self._elsewhere is not None and not self._tree.isVisible():
            self._elsewhere.delete.trigger()
        else:
            self._tree.commands.delete()

    def _action(self, text: str, icon: str, run: Callable[[], None] | None, *keys: str) -> QAction:
        action = QAction(text, self)
        theme.set_icon(action, icon)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if run is not None:
            action.triggered.connect(lambda _checked=False: run())
        self._tree.addAction(action)
        return action

    def _fill_categories(self) -> None:
        """Offer the categories of the scheme and those that the project has beside them."""
        self._categories.clear()
        scheme = self._tree.commands.scheme
        if scheme is None:
            return
        level1 = ""
        for category in _offered(scheme, self._tree.commands.categories):
            if category[0] != level1:
                level1 = category[0]
                self._categories.addSection(level1)
            action = self._categories.addAction(category[1] or self.tr("（未填）"))
            action.setCheckable(True)
            action.setChecked(category == self._tree.commands.current_category)
            action.triggered.connect(lambda _checked=False, to=category: self._tree.commands.move_to(to))


def _offered(scheme: Scheme, present: list[Category]) -> list[Category]:
    known = [(level1, level2) for level1 in scheme.level1_names for level2 in scheme.level2_names(level1)]
    return known + [category for category in present if category not in known]
