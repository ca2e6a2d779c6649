"""概况: the figures of the whole book at a glance, as charts whose bars lead to their places."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.book import Book, ItemId
from core.overview import Overview, Totals
from core.session import Change
from ui.dashboard.bar_list import BarList
from ui.dashboard.chart import Chart
from ui.dashboard.chart_card import ChartCard
from ui.dashboard.charts import charts
from ui.dashboard.key_figures import KeyFigures
from ui.session_signals import SessionSignals, follow
from ui.slices import Slices

_NARROWEST_CARD = 26
"""Heights of a line: two cards stand side by side where both are at least so wide."""
_AT_ONCE = 20
"""Sections looked at between two looks at the keys."""
_REST_MILLISECONDS = 120
"""After a change, for more of them may follow at once."""


class _Seen(NamedTuple):
    """What is to be shown of a book."""

    totals: Totals
    charts: list[Chart]


class DashboardPage(QScrollArea):
    """Shows the charts of a session's book. While it is hidden, it only notes what changed.

    Attributes:
        cards: the charts, by their keys.

    Signals:
        place_activated(Place): the user wants to go where a bar leads.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, ChartCard] = {}
        self._signals: SessionSignals | None = None
        self._overview: Overview | None = None
        self._stale: set[ItemId] = set()
        self._is_outdated = False
        self._slices: Slices[_Seen] = Slices(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._catch_up)
        self._figures = KeyFigures()
        self._lay_out()

    def set_session(self, signals: SessionSignals | None) -> None:
        """Show another book, or none; it is looked at when the page is shown."""
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self._slices.stop()
        self._overview = Overview(signals.session) if signals else None
        self._stale = {section.id for section in signals.session.book.sections} if signals else set()
        self._is_outdated = True
        if self.isVisible():
            self._catch_up()

    @property
    def is_up_to_date(self) -> bool:
        return not self._is_outdated

    # ── Keeping up with the book ──

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._slices.stop()

    def _on_changed(self, change: Change) -> None:
        # What was being drawn is of the book as it was.
        self._slices.stop()
        self._stale |= change.sections
        self._is_outdated = True
        if self.isVisible():
            self._rest.start()

    def _catch_up(self) -> None:
        if self._is_outdated and self._signals is not None and self._overview is not None:
            book = self._signals.session.book
            self._slices.run(self._look(self._overview, book), self._show)

    def _look(self, overview: Overview, book: Book) -> Generator[None, None, _Seen]:
        """Look at what has changed, then make the charts, a little at a time."""
        while self._stale:
            some = set(islice(self._stale, _AT_ONCE))
            self._stale -= some
            overview.refresh(some)
            yield
        totals, made = overview.totals, []
        yield
        for chart in charts(overview, totals, book):
            made.append(chart)
            yield
        return _Seen(totals, made)

    def _show(self, seen: _Seen) -> None:
        self._is_outdated = False
        self._figures.show_totals(seen.totals)
        for chart in seen.charts:
            if chart.key not in self.cards:
                self._add_card(chart.key)
            self.cards[chart.key].show_chart(chart)
        self._arrange()

    # ── Looks ──

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        body = QWidget()
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        self._side_by_side = QHBoxLayout()
        for column in self._columns:
            self._side_by_side.addLayout(column)
        layout = QVBoxLayout(body)
        layout.addWidget(self._figures)
        layout.addLayout(self._side_by_side)
        layout.addStretch(1)
        self.setWidget(body)

    def _add_card(self, key: str) -> None:
        card = ChartCard()
        card.place_activated.connect(self.place_activated)
        card.bars.selectionModel().currentChanged.connect(lambda: self._show_current(card.bars))
        self.cards[key] = card
        if len(self.cards) == 1:
            self.setFocusProxy(card.bars)

    def _arrange(self) -> None:
        """Side by side where there is room, each in the column that is shorter by then."""
        is_wide = self.viewport().width() >= 2 * _NARROWEST_CARD * self.fontMetrics().height()
        self._side_by_side.setStretch(0, 1)
        self._side_by_side.setStretch(1, int(is_wide))
        heights = [0, 0]
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for card in self.cards.values():
            number = heights.index(min(heights)) if is_wide else 0
            self._columns[number].addWidget(card)
            heights[number] += card.sizeHint().height()
        for column in self._columns:
            column.addStretch(1)

    def _show_current(self, bars: BarList) -> None:
        """Let the bar that keys move to be seen."""
        if bars.hasFocus():
            rect = bars.visualRect(bars.currentIndex())
            centre = bars.viewport().mapTo(self.widget(), rect.center())
            self.ensureVisible(centre.x(), centre.y(), 0, 2 * rect.height())
