"""The window's own commands and how all commands stand in the menus and the toolbar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from core.scheme import schemes
from ui import theme
from ui.edit_actions import EditActions
from ui.help.keyboard_sheet import key_name
from ui.theme import Appearance
from ui.window_frame import WindowFrame

_Key = QKeySequence.StandardKey


class WindowActions(QObject):
    """Creates the actions of the menus 文件, 编辑, 检查, 视图 and 帮助; connects nothing."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._create_file_actions()
        self._create_edit_actions()
        self._create_view_actions()
        self.report = self._action(self.tr("审核意见(&R)…"))
        self.rule_settings = self._action(self.tr("规则设置(&S)…"))
        self.schemes = self._choices({key: scheme.title for key, scheme in schemes().items()})
        self._create_help_actions()

    def _create_file_actions(self) -> None:
        self.new = self._action(self.tr("新建(&N)"), "new", _Key.New, self.tr("新建"))
        self.open = self._action(self.tr("打开(&O)…"), "open", _Key.Open, self.tr("打开"))
        self.save = self._action(self.tr("保存(&S)"), "save", _Key.Save, self.tr("保存"))
        self.save_as = self._action(self.tr("另存为(&A)…"))
        self.save_as.setShortcuts([QKeySequence("Ctrl+Shift+S"), QKeySequence("F12")])
        self.backups = self._action(self.tr("备份(&B)…"))
        self.close = self._action(self.tr("关闭(&C)"), None, "Ctrl+W")
        self.quit = self._action(self.tr("退出(&X)"), None, "Ctrl+Q")
        self.print = self._action(self.tr("打印(&P)…"), "print", _Key.Print, self.tr("打印"))
        self.preview = self._action(self.tr("打印预览(&V)…"), "preview")
        self.save_pdf = self._action(self.tr("存为 PDF(&D)…"))
        self.next_year = self._action(self.tr("年度结转(&Y)…"), "next-year")
        self.recent_menu = QMenu(self.tr("最近打开的文件(&R)"), self._window)
        self.samples_menu = QMenu(self.tr("打开示例(&E)"), self._window)

    def _create_edit_actions(self) -> None:
        self.undo = self._action(self.tr("撤销"), "undo", "Ctrl+Z", self.tr("撤销"))
        self.redo = self._action(self.tr("重做"), "redo", None, self.tr("重做"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.find = self._action(self.tr("查找(&F)…"), "find", _Key.Find, self.tr("查找"))
        self.replace = self._action(self.tr("替换(&E)…"), None, "Ctrl+H")
        self.go_to_project = self._action(self.tr("转到项目(&G)…"), None, "Ctrl+G")
        self.find_project = self._action(self.tr("筛选项目(&J)"), None, "Ctrl+Shift+F")
        self.pick_indicators = self._action(
            self.tr("挑选指标(&L)…"), "library", "Ctrl+L", self.tr("挑选指标")
        )
        self.edit_value = self._action(self.tr("编辑指标值(&V)…"), None, "F4")

    def _create_view_actions(self) -> None:
        self.next_panel = self._action(self.tr("下一个区域"), None, "F6")
        self.previous_panel = self._action(self.tr("上一个区域"), None, "Shift+F6")
        self.show_projects = self._checkable(self.tr("项目列表"), "Ctrl+1")
        self.show_findings = self._checkable(self.tr("问题"), "Ctrl+2")
        self.show_details = self._checkable(self.tr("详情"), "Ctrl+3")
        self.show_all_indicators = self._checkable(self.tr("全部指标(&A)"), "Ctrl+4")
        self.show_all_indicators.setChecked(False)
        theme.set_icon(self.show_all_indicators, "grid")
        self.show_dashboard = self._checkable(self.tr("概况(&D)"), "Ctrl+5")
        self.show_dashboard.setChecked(False)
        theme.set_icon(self.show_dashboard, "dashboard")
        self.show_stripes = self._checkable(self.tr("隔行底纹"), None)
        self.edit_details = self._action(self.tr("在详情里编辑"), None, "Shift+F2")
        self.zoom_in = self._action(self.tr("放大"), None, "Ctrl+Alt+=")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl+Alt+="), QKeySequence("Ctrl+Alt++")])
        self.zoom_out = self._action(self.tr("缩小"), None, "Ctrl+Alt+-")
        self.zoom_normal = self._action(self.tr("恢复 100%"), None, "Ctrl+0")
        self.columns_menu = QMenu(self.tr("显示的列"), self._window)
        self.appearances = self._choices({appearance.value: appearance.title for appearance in Appearance})

    def _create_help_actions(self) -> None:
        self.manual = self._action(self.tr("使用手册(&M)"), "help", "F1")
        self.keyboard = self._action(self.tr("键盘一览(&K)"), None, "Ctrl+F1")
        self.about = self._action(self.tr("关于绩目(&A)"))
        self.about_qt = self._action(self.tr("关于 Qt(&Q)"))

    @property
    def of_book(self) -> list[QAction]:
        """The actions that need an open book."""
        saving = [self.save, self.save_as, self.print, self.preview, self.save_pdf, self.next_year]
        finding = [self.find, self.replace, self.go_to_project, self.find_project]
        return [
            *saving,
            *finding,
            self.pick_indicators,
            self.edit_value,
            self.show_all_indicators,
            self.show_dashboard,
        ]

    def mark_appearance(self, appearance: Appearance) -> None:
        """Check the action of the appearance that the program has."""
        for action in self.appearances.actions():
            action.setChecked(action.data() == appearance.value)

    # ── Menus and toolbar ─────────────────────────────────────────────────────────────────────────────────────

    def fill_menus(
        self,
        frame: WindowFrame,
        edit: EditActions,
        find_next: Sequence[QAction],
        project: Sequence[QAction],
        indicator: Sequence[QAction],
        finding: Sequence[QAction],
    ) -> None:
        """Fill the menus of the window's frame; the sequences are the commands of the panels."""
        _fill(
            frame.file,
            (self.new, self.open, self.recent_menu, self.samples_menu, None, self.save, self.save_as),
            (self.backups, None, self.print, self.preview, self.save_pdf, None, self.next_year, None),
            (self.close, self.quit),
        )
        _fill(
            frame.edit,
            (self.undo, self.redo, None, edit.cut, edit.copy, edit.paste, edit.clear, edit.select_all, None),
            (edit.fill_down, edit.fill_right, None, self.find, *find_next, self.replace, None),
            (self.go_to_project, self.find_project),
        )
        _fill(frame.project, (*project[:3], None, *project[3:5], None, *project[5:]))
        _fill(
            frame.indicator,
            (
                indicator[0],
                self.pick_indicators,
                *indicator[1:6],
                None,
                self.edit_value,
                None,
                *indicator[6:],
            ),
        )
        scheme_menu = QMenu(self.tr("指标体系"), self._window)
        scheme_menu.addActions(self.schemes.actions())
        _fill(frame.check, (*finding, None, self.report, None, self.rule_settings, scheme_menu))
        appearance_menu = QMenu(self.tr("外观"), self._window)
        appearance_menu.addActions(self.appearances.actions())
        _fill(
            frame.view,
            (self.show_all_indicators, self.show_dashboard, None),
            (self.show_projects, self.show_findings, self.show_details, None),
            (self.next_panel, self.previous_panel, self.edit_details, None),
            (self.zoom_in, self.zoom_out, self.zoom_normal, None),
            (self.columns_menu, self.show_stripes, appearance_menu),
        )
        _fill(frame.help, (self.manual, self.keyboard, None, self.about, self.about_qt))

    def fill_toolbar(self, bar: QToolBar, edit: EditActions, indicator: Sequence[QAction]) -> None:
        """Put the most used commands into the frame's toolbar, in the place of what held it."""
        bar.clear()
        bar.addActions([self.new, self.open, self.save])
        bar.addSeparator()
        bar.addActions([self.undo, self.redo])
        bar.addSeparator()
        bar.addActions([edit.cut, edit.copy, edit.paste])
        bar.addSeparator()
        bar.addActions([*indicator, self.pick_indicators])
        bar.addSeparator()
        bar.addActions([self.find, self.show_all_indicators, self.show_dashboard])
        bar.addSeparator()
        bar.addAction(self.print)
        for action in bar.actions():
            action.setToolTip(_tool_tip(action))

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

    def _checkable(self, text: str, key: str | None) -> QAction:
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


def _fill(menu: QMenu, *parts: Sequence[QAction | QMenu | None]) -> None:
    """Put actions and submenus into a menu; None is a line between them."""
    for part in (item for group in parts for item in group):
        if isinstance(part, QMenu):
            menu.addMenu(part)
        elif part is None:
            menu.addSeparator()
        else:
            menu.addAction(part)


def _tool_tip(action: QAction) -> str:
    """`保存 (Ctrl+S)`: the name without its letter, and the key."""
    name = action.text().partition("(&")[0].rstrip("…")
    return f"{name} ({key_name(action.shortcut())})" if not action.shortcut().isEmpty() else name
