"""The bar below the page that finds and replaces, in the shown project or in the whole book."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.book import Book, ItemId, Place
from core.edit import Edit
from core.progress import Cancelled, Progress
from core.proposal import Proposal, accepted
from core.search import (
    BadPattern,
    Query,
    Replacement,
    Span,
    hits,
    hits_in,
    replacement_at,
    replacements,
)
from core.session import Change, Session
from ui.background import run_in_background
from ui.find.find_form import FindForm
from ui.find.hit_marks import HitMarks
from ui.find.search_box import SearchBox
from ui.session_signals import SessionSignals

Choose = Callable[[QWidget, str, Session, Sequence[Proposal]], list[Proposal] | None]
"""Shows proposals under a title and returns those that the user accepts; None when the user calls it off."""

_TYPING_MILLISECONDS = 120
"""The search waits for a pause of this length in the typing."""


class FindPanel(FindForm):
    """Searches while the user types, leads from hit to hit, and replaces one or all of them.

    Signals:
        place_activated(Place): the user wants to go there. The focus comes back where the keys Enter and F3 are
            pressed again and again, in the lines of the bar.
        hits_changed(): the marks in the cells are others now, or another hit is the current one.
        closed(): the bar has gone, and all marks with it.
    """

    place_activated = Signal(object)
    hits_changed = Signal()
    closed = Signal()
    _slow_while_painting = Signal(object, str)

    def __init__(self, choose: Choose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self._signals: SessionSignals | None = None
        self._section: ItemId | None = None
        self._query: Query | None = None
        self._marks: HitMarks | None = None
        self._current: Place | None = None
        self._last_row = 0
        self._waits_for_hit = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MILLISECONDS)
        self._connect()
        self._show_state()
        self.hide()

    # ── For the window ────────────────────────────────────────────────────────────────────────────────────────

    def set_session(self, signals: SessionSignals | None) -> None:
        """Turn to another book; what was looked for is looked for there too, while the bar is open."""
        self._signals = signals
        self._section = self._current = None
        self.hits.set_session(signals)
        self._search()

    def set_current_section(self, section_id: ItemId | None) -> None:
        """Tell the bar which section 本项目 means, and from where on to look."""
        if section_id == self._section:
            return
        self._section = section_id
        if self._current is not None and self._current.section != section_id:
            self._set_current(None)
        if self.options.only_section:
            self._search()

    def open_to_find(self, text: str = "") -> None:
        """Open the bar for finding, with this text or with the one that was looked for last."""
        self._open(text, replaces=False)
        self._focus(self.search_box)

    def open_to_replace(self, text: str = "") -> None:
        """Open the bar for replacing."""
        self._open(text, replaces=True)
        self._focus(self.replacement_box if self.search_box.text() else self.search_box)

    @property
    def current_place(self) -> Place | None:
        """Where the current hit is; None before the first step."""
        return self._current

    def spans_at(self, place: Place) -> Sequence[Span]:
        """The hits in the text at a place, counted in characters of the text as the book has it.

        Goals count as one text, a line each.
        """
        is_searched = not self.options.only_section or place.section == self._section
        if self._book is None or self._marks is None or not is_searched:
            return ()
        try:
            return self._marks.spans_at(self._book, place)
        except BadPattern as error:
            # A view is painting: nothing may change before it is done.
            self._marks = None
            self._slow_while_painting.emit(self._query, error.message)
            return ()

    def _connect(self) -> None:
        self.search_box.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._search)
        self.options.changed.connect(self._search)
        self.search_box.entered.connect(self._step)
        self.search_box.left_downwards.connect(self._enter_list)
        self.next_action.triggered.connect(lambda: self._step(1))
        self.previous_action.triggered.connect(lambda: self._step(-1))
        self.replacement_box.entered.connect(self._replace_current)
        self.replace_button.clicked.connect(self._replace_current)
        self.replace_all_button.clicked.connect(self._replace_all)
        self.list_button.toggled.connect(self.table.setVisible)
        self.close_button.clicked.connect(self.close)
        self.table.clicked.connect(self._go_from_list)
        self.table.activated.connect(self._go_from_list)
        self.hits.searched.connect(self._on_searched)
        self.hits.refused.connect(self._refuse)
        self._slow_while_painting.connect(self._refuse_query, Qt.ConnectionType.QueuedConnection)

    # ── Opening and closing ───────────────────────────────────────────────────────────────────────────────────

    def _open(self, text: str, *, replaces: bool) -> None:
        self.show_replacement(replaces)
        if text:
            self.search_box.setText(text.splitlines()[0])
        self.show()
        self._search()

    @staticmethod
    def _focus(box: SearchBox) -> None:
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.hide()
        self._search()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # ── Searching ─────────────────────────────────────────────────────────────────────────────────────────────

    def _search(self) -> None:
        """Look for what the bar says now; for nothing while it is closed."""
        self._pause.stop()
        self._waits_for_hit = False
        self._query = self._query_now()
        self._marks = HitMarks(self._query) if self._query else None
        self.hits.search(self._query, self._scope)
        self.hits_changed.emit()

    def _settle(self) -> None:
        """Do not wait for a pause in the typing any longer."""
        if self._pause.isActive():
            self._search()

    @property
    def _scope(self) -> ItemId | None:
        """The section to look in; None for the whole book."""
        return self._section if self.options.only_section else None

    def _query_now(self) -> Query | None:
        """None where there is nothing to look for; a message says why when the text is no regular expression."""
        self.say("")
        nowhere = self._book is None or (self.options.only_section and self._section is None)
        if nowhere or self.isHidden() or not self.search_box.text():
            return None
        try:
            return self.options.query(self.search_box.text())
        except BadPattern as error:
            self.say(error.message, is_error=True)
            return None

    def _refuse(self, message: str) -> None:
        """Give up a regular expression that takes too long, and say so."""
        self._query = self._marks = None
        self._waits_for_hit = False
        self.hits.search(None)
        self.say(message, is_error=True)
        self.hits_changed.emit()

    def _refuse_query(self, query: Query, message: str) -> None:
        """The same, unless something else is looked for by now."""
        if query is self._query:
            self._refuse(message)

    def _on_searched(self) -> None:
        if self._waits_for_hit and self.hits.rowCount():
            self._step(1)
        row = self._current_row
        if row is None:
            self.table.clearSelection()
        elif row != self.table.currentIndex().row() or not self.table.selectionModel().hasSelection():
            self.table.selectRow(row)
        self._show_state()

    def _show_state(self) -> None:
        """The count, and what can be done."""
        row = self._current_row
        count = self.hits.rowCount()
        if row is not None:
            self._last_row = row
        self.show_count(self._count_text(row, count) if self._query else "")
        for button in (self.replace_button, self.replace_all_button):
            button.setEnabled(count > 0)

    def _count_text(self, row: int | None, count: int) -> str:
        if self.hits.is_searching:
            return self.tr("已找到 {0} 个…").format(count)
        if not count:
            return self.tr("没有找到")
        if row is None:
            return self.tr("共 {0} 个").format(count)
        return self.tr("第 {0} 个，共 {1} 个").format(row + 1, count)

    # ── From hit to hit ───────────────────────────────────────────────────────────────────────────────────────

    @property
    def _book(self) -> Book | None:
        return self._signals.session.book if self._signals else None

    @property
    def _current_row(self) -> int | None:
        return self.hits.row_of(self._current) if self._current is not None else None

    def _step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit, round the ends."""
        if self.isHidden():
            self.open_to_find()
        self._settle()
        count = self.hits.rowCount()
        self._waits_for_hit = not count and self.hits.is_searching
        if count:
            self._go_to((self._row_to_step_from(step) + step) % count)

    def _row_to_step_from(self, step: int) -> int:
        """The current hit; or just before (behind) the one that took its line, or the first of the shown section."""
        row = self._current_row
        if row is not None:
            return row
        following = self._last_row if self._current is not None else self.hits.first_row_from(self._section)
        return following - (step > 0)

    def _go_to(self, row: int) -> None:
        """Make a hit the current one and lead there; the keyboard stays in the bar where it was there."""
        focused = QApplication.focusWidget()
        self._lead_to(row)
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()

    def _go_from_list(self, line: QModelIndex) -> None:
        self._lead_to(line.row())

    def _lead_to(self, row: int) -> None:
        self._waits_for_hit = False
        place = self.hits.place_at(row)
        self._set_current(place)
        self.place_activated.emit(place)

    def _set_current(self, place: Place | None) -> None:
        self._current = place
        row = self._current_row
        if row is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(row)
        self._show_state()
        self.hits_changed.emit()

    def _enter_list(self) -> None:
        self._settle()
        if self.hits.rowCount() and self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self._current_row is None:
                self.table.selectRow(0)

    # ── Replacing ─────────────────────────────────────────────────────────────────────────────────────────────

    def _replace_current(self) -> None:
        """Replace what the current hit's field holds and go on; without a current hit, go to the first."""
        self._settle()
        row = self._current_row
        if row is None or self._current is None or self._signals is None or self._query is None:
            self._step(1)
            return
        session = self._signals.session
        following = self.hits.place_at((row + 1) % self.hits.rowCount())
        try:
            proposal = replacement_at(session.book, self._current, self._replacement(self._query))
        except BadPattern as error:
            self._refuse(error.message)
            return
        if proposal is not None:
            session.apply(proposal.edit, self.tr("替换"))
        # The replaced field may hold what is looked for still; it had its turn.
        next_row = self.hits.row_of(following) if following != self._current else None
        if next_row is None:
            self._set_current(None)
        else:
            self._go_to(next_row)

    def _replace_all(self) -> None:
        """Show what would change everywhere, and change what the user accepts in one step."""
        self._settle()
        if self._signals is None or self._query is None:
            return
        session, scope, replacement = self._signals.session, self._scope, self._replacement(self._query)
        try:
            proposals = run_in_background(
                self,
                self.tr("正在查找…"),
                lambda progress: _everywhere(session.book, scope, replacement, progress),
            )
        except Cancelled:
            return
        except BadPattern as error:
            self._refuse(error.message)
            return
        if not proposals:
            self.say(self.tr("没有可以替换的内容：替换后的文字和原来一样。"))
            return
        chosen = self._choose(self, self.tr("全部替换"), session, proposals)
        if chosen and (edit := accepted(chosen)) and self._apply(session, edit, self.tr("全部替换")):
            self.say(self.tr("已替换 {0} 处，可以一次撤销。").format(len(chosen)))

    @staticmethod
    def _apply(session: Session, edit: Edit, label: str) -> bool:
        """Whether the book has changed: the user may stop a large change."""
        changes: list[Change] = []
        unsubscribe = session.subscribe(changes.append)
        session.apply(edit, label)
        unsubscribe()
        return bool(changes)

    def _replacement(self, query: Query) -> Replacement:
        return Replacement(query, self.replacement_box.text())


def _everywhere(
    book: Book, section_id: ItemId | None, replacement: Replacement, progress: Progress
) -> list[Proposal]:
    """What would change in one section, or in the whole book for None."""
    query = replacement.query
    if section_id is None:
        found = list(hits(book, query, progress))
    else:
        found = list(hits_in(book.section(section_id), query))
    return replacements(book, found, replacement, progress)
