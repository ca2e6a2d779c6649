"""全部指标: the grid of all indicators, and above it what is filtered and how it is sorted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from core.all_indicators.column_filter import ColumnFilter
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.all_indicators.value_choice import ValueChoice
from core.book import Place
from ui.elided_label import ElidedLabel
from ui.grid.filter_popup import FilterPopup
from ui.grid.filter_titles import filter_titles, ordering_title
from ui.grid.grid_model import GridModel
from ui.grid.grid_rows import GridRows
from ui.grid.grid_view import GridView
from ui.session_signals import SessionSignals

_SEPARATOR = " · "

_IN_DOCUMENT_ORDER = (Column.UNIT, Column.PROJECT, Column.LEVEL1, Column.LEVEL2)
"""Columns whose values are listed as they follow each other in the book."""


class GridPage(QWidget):
    """Shows the rows of all projects of a session. While it is hidden, it does nothing.

    Attributes:
        view: the table.
        rows: the commands on its rows.
        toggle_filter_action: takes the filter off, or puts the one taken off last on again.
        reapply_action: filters and sorts by what the cells say now.

    Signals:
        place_activated(Place): the user wants to see this row in its project.
        current_changed(object): the Place that the current cell shows, or None.
    """

    place_activated = Signal(object)
    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._filter_before = LineFilter()
        self.model = GridModel(self)
        self.view = GridView(self.model)
        self._state = ElidedLabel()
        self.rows = GridRows(self.view)
        self._create_actions()
        self._lay_out()
        self.setFocusProxy(self.view)
        self.model.arrangement_changed.connect(self._show_state)
        self.view.filter_requested.connect(self.open_filter)
        self.view.place_activated.connect(self.place_activated)
        self.view.current_changed.connect(self.current_changed)
        self._show_state()

    def set_session(self, signals: SessionSignals | None) -> None:
        """Show another book, or none; its rows are looked at when the page is shown."""
        self._signals = signals
        self._filter_before = LineFilter()
        self.model.set_session(None)
        if self.isVisible():
            self._wake()

    def go_to(self, place: Place) -> bool:
        """Make the cell at this place current; False where the book, or the filter, does not have it."""
        self._wake()
        return self.view.go_to(place)

    # ── Filtering ──

    def open_filter(self, section: int) -> FilterPopup:
        """Open what can be filtered and sorted by in this column."""
        column = self.model.columns[section]
        column_filter = self.model.line_filter[column]
        key = None if column in _IN_DOCUMENT_ORDER else self.model.sort_key(column)
        choice = ValueChoice(self.model.tally(column), column_filter.values, key)
        popup = FilterPopup(column, choice, column_filter, self.model.ordering, self)
        popup.filter_chosen.connect(self._filter)
        popup.ordering_chosen.connect(self._sort)
        popup.finished.connect(self._return_focus)
        popup.open_below(self._title_rect(section))
        return popup

    def toggle_filter(self) -> None:
        """Take the filter off; where there is none, put the last one on again."""
        wanted = LineFilter() if self.model.line_filter else self._filter_before
        self._set_filter(wanted)

    def _filter(self, column: Column, column_filter: ColumnFilter) -> None:
        self._set_filter(self.model.line_filter.with_column(column, column_filter))

    def _sort(self, ordering: Ordering | None) -> None:
        self.view.start_at_top()
        self.model.set_ordering(ordering)

    def _set_filter(self, line_filter: LineFilter) -> None:
        if self.model.line_filter:
            self._filter_before = self.model.line_filter
        self.model.set_filter(line_filter)

    def _return_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def _title_rect(self, section: int) -> QRect:
        header = self.view.filter_header
        corner = header.viewport().mapToGlobal(QPoint(header.sectionViewportPosition(section), 0))
        return QRect(corner, header.size())

    # ── The line above the table ──

    def _show_state(self) -> None:
        model = self.model
        self._state.show_text(_SEPARATOR.join(self._state_parts()))
        self.toggle_filter_action.setEnabled(bool(model.line_filter or self._filter_before))
        is_filtered = bool(model.line_filter)
        self.toggle_filter_action.setText(self.tr("清除筛选") if is_filtered else self.tr("恢复筛选"))
        self.reapply_action.setEnabled(model.is_outdated)
        self._clear_button.setVisible(is_filtered)
        self._reapply_button.setVisible(model.is_outdated)
        sections = {column: section for section, column in enumerate(model.columns)}
        ordering = model.ordering
        self.view.filter_header.show_arrangement(
            [sections[column] for column in model.line_filter if column in sections],
            (sections.get(ordering.column, -1), ordering.descending) if ordering else None,
        )

    def _state_parts(self) -> list[str]:
        model = self.model
        if model.is_gathering:
            return [self.tr("正在整理…")]
        count = f"{model.line_count:,}"
        if model.line_filter and not model.is_arranging:
            count = self.tr("{0} 行中的 {1} 行").format(count, f"{model.shown_count:,}")
        else:
            count = self.tr("{0} 行").format(count)
        parts = [count, *filter_titles(model.line_filter)]
        if model.ordering is not None:
            parts.append(ordering_title(model.ordering))
        if model.is_arranging:
            parts.insert(0, self.tr("正在整理…"))
        elif model.is_outdated:
            parts.append(self.tr("有的行修改后已不合筛选或排序"))
        return parts

    def _create_actions(self) -> None:
        self.toggle_filter_action = self._action("Ctrl+Shift+L", self.toggle_filter)
        self.reapply_action = self._action("Ctrl+Alt+L", self.model.reapply)
        self.reapply_action.setText(self.tr("重新应用"))

    def _action(self, key: str, command: object) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(command)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self._reapply_button, self._clear_button = QToolButton(), QToolButton()
        self._reapply_button.setDefaultAction(self.reapply_action)
        self._clear_button.setDefaultAction(self.toggle_filter_action)
        line = QHBoxLayout()
        line.setContentsMargins(6, 2, 2, 2)
        line.setSpacing(8)
        line.addWidget(self._state)
        for button in (self._reapply_button, self._clear_button):
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)

    # ── Shown and hidden ──

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.set_awake(False)

    def _wake(self) -> None:
        if self._signals is not None and self.model.session is not self._signals.session:
            self.model.set_session(self._signals)
        self.model.set_awake(True)
