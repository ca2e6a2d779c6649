"""The help window: the manual's contents beside the page that is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMainWindow, QSplitter, QToolBar, QVBoxLayout, QWidget

from ui.help import keyboard_sheet
from ui.help.contents_tree import ContentsTree
from ui.help.find_bar import FindBar
from ui.help.keyboard_sheet import KeyGroup, keyboard_page
from ui.help.manual import Link, Page, chapters, link, plain
from ui.help.page_view import PageView
from ui.help.rule_page import rule_page

KEYBOARD = keyboard_sheet.NAME
"""What `HelpWindow.show_page` is given to show the keyboard sheet."""


class _Visit(NamedTuple):
    """A page that was read, and how far it was scrolled."""

    page: str
    position: int


class HelpWindow(QMainWindow):
    """Not modal, beside the window of the book. Remembers nothing when it is closed.

    Attributes:
        back, forward, find_action, print_action: commands.
    """

    def __init__(self, keys: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = {page.name: page for page in (*chapters(), rule_page(), keyboard_page(keys))}
        self._past: list[_Visit] = []
        self._future: list[_Visit] = []
        # A forgotten help window does not keep the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(self.tr("绩目帮助"))
        self._build()
        self._build_toolbar()
        em = self.fontMetrics().height()
        self.resize(QSize(em * 66, em * 46).boundedTo(self.screen().availableSize()))
        self._splitter.setSizes([em * 17, em * 49])
        self._show(Link(next(iter(self._pages)), ""))

    # ── For the program ───────────────────────────────────────────────────────────────────────────────────────

    def show_page(self, anchor: str = "") -> None:
        """Open the window at `editing`, `editing#移动指标`, `rules#budget-zero`; "" goes on where it was."""
        self.show()  # first, for a page is laid out in the room that it has then
        if anchor:
            self._visit(link(anchor))
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self.view.page
        assert shown is not None
        return shown

    # ── Going from page to page ───────────────────────────────────────────────────────────────────────────────

    def _visit(self, to: Link) -> None:
        """Follow a link and remember where the user was."""
        if to.page and to.page not in self._pages:
            return
        before = self._here()
        self._show(to)
        if self._here() != before:
            self._past.append(before)
            self._future.clear()
            self._enable_actions()

    def _show(self, to: Link) -> None:
        page = self._pages[to.page or self.page.name]
        if page is not self.view.page:
            self.view.show_page(page)
        if not self.view.go_to(to.anchor):
            self.view.position = 0
        self.contents.mark(Link(page.name, to.anchor))
        self._enable_actions()

    def _go_back(self) -> None:
        self._travel(self._past, self._future)

    def _go_forward(self) -> None:
        self._travel(self._future, self._past)

    def _travel(self, source: list[_Visit], other: list[_Visit]) -> None:
        if source:
            other.append(self._here())
            visit = source.pop()
            self._show(Link(visit.page, ""))
            self.view.position = visit.position

    def _here(self) -> _Visit:
        return _Visit(self.page.name, self.view.position)

    # ── Finding ───────────────────────────────────────────────────────────────────────────────────────────────

    def _find_while_writing(self, text: str) -> None:
        """Mark the first hit from where the user is, on this page only."""
        cursor = self.view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.view.setTextCursor(cursor)
        if not text or self._find_in_page(1) or self._find_from_edge(1):
            self.find_bar.say("")
        else:
            self.find_bar.say(self.tr("这一页没有；按 Enter 到其他页查找"))

    def _find_step(self, step: int) -> None:
        """Go to the next or previous hit, over the page's end into the other pages."""
        text = self.find_bar.line.text()
        if not text or self._find_in_page(step):
            return
        names = list(self._pages)[::step]
        here = names.index(self.page.name)
        for name in (*names[here + 1 :], *names[: here + 1]):
            if _holds(self._pages[name], text):
                if name != self.page.name:
                    self._visit(Link(name, ""))
                self._find_from_edge(step)
                self.find_bar.say("")
                return
        self.find_bar.say(self.tr("手册里没有“{0}”").format(text))

    def _find_in_page(self, step: int) -> bool:
        flags = QTextDocument.FindFlag.FindBackward if step < 0 else QTextDocument.FindFlag(0)
        return self.view.find(self.find_bar.line.text(), flags)

    def _find_from_edge(self, step: int) -> bool:
        edge = QTextCursor.MoveOperation.Start if step > 0 else QTextCursor.MoveOperation.End
        self.view.moveCursor(edge)
        return self._find_in_page(step)

    # ── Printing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _print(self) -> None:
        # Seldom needed, and it takes its time to load.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.page.title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.view.for_paper().print_(printer)
        dialog.deleteLater()

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.contents = ContentsTree(list(self._pages.values()), self)
        self.contents.link_chosen.connect(self._visit)
        self.view = PageView(self)
        self.view.link_activated.connect(self._visit)
        self.find_bar = FindBar(self)
        self.find_bar.text_changed.connect(self._find_while_writing)
        self.find_bar.step_requested.connect(self._find_step)
        self.find_bar.closed.connect(self.view.setFocus)
        reading = QWidget(self)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.addWidget(self.contents)
        self._splitter.addWidget(reading)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self._splitter)

    def _build_toolbar(self) -> None:
        bar = QToolBar(self.tr("工具栏"), self)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.back = self._action(self.tr("后退"), self._go_back, "Alt+Left")
        self.forward = self._action(self.tr("前进"), self._go_forward, "Alt+Right")
        self.find_action = self._action(self.tr("查找"), self.find_bar.open_bar, "Ctrl+F")
        bigger = self._action(self.tr("放大"), lambda: self.view.zoomIn(1), "Ctrl++", "Ctrl+=")
        smaller = self._action(self.tr("缩小"), lambda: self.view.zoomOut(1), "Ctrl+-")
        self.print_action = self._action(self.tr("打印…"), self._print, "Ctrl+P")
        for action in (
            self.back,
            self.forward,
            None,
            self.find_action,
            None,
            bigger,
            smaller,
            None,
            self.print_action,
        ):
            if action is None:
                bar.addSeparator()
            else:
                bar.addAction(action)
        self.addToolBar(bar)
        self._enable_actions()

    def _action(self, text: str, run: Callable[[], None], *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setToolTip(f"{text.rstrip('…')} ({keyboard_sheet.key_name(action.shortcut())})")
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def _enable_actions(self) -> None:
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._future))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _holds(page: Page, text: str) -> bool:
    if text.casefold() not in plain(page.markdown).casefold():
        return False  # without the work of a document
    document = QTextDocument()
    document.setMarkdown(page.markdown)
    return not document.find(text).isNull()
