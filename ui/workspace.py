"""The panels of an open book and how they stand beside each other: projects, the shown page, findings, details."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.book import ItemId, Place
from core.session import Change
from ui.dashboard.dashboard_page import DashboardPage
from ui.detail.detail_pane import DetailPane
from ui.find.find_panel import FindPanel
from ui.findings.findings_panel import FindingsPanel
from ui.grid.grid_page import GridPage
from ui.help.anchors import set_help
from ui.indicators.indicator_tree import IndicatorTree
from ui.panel_focus import focus_next
from ui.panel_splitter import PanelSplitter
from ui.projects.project_list import ProjectList
from ui.proposals.proposals_dialog import choose_proposals
from ui.section.section_page import SectionPage
from ui.session_signals import SessionSignals, follow
from ui.sheet.sheet import Sheet

_PAGE_SHARE, _LOWER_SHARE = 39, 10
_LIST_SHARE, _DETAIL_SHARE = 22, 28
"""Heights and widths of the panels at first, in heights of a line."""


class Workspace(QWidget):
    """Shows one session in all its panels and leads from one to the other.

    Attributes:
        project_list, section_page, grid_page, dashboard_page, find_panel, findings_panel, detail_pane: the panels.

    Signals:
        section_shown(): another section, or another page, is shown now.
        selection_changed(): other cells are selected, or they say something else.
    """

    section_shown = Signal()
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._current: Place | None = None
        self.project_list = ProjectList()
        self.section_page = SectionPage()
        self.grid_page = GridPage()
        self.dashboard_page = DashboardPage()
        self.find_panel = FindPanel(choose_proposals)
        self.findings_panel = FindingsPanel()
        self.detail_pane = DetailPane()
        self._arrange()
        self._connect()
        self._say_where_help_is()

    def set_session(self, signals: SessionSignals | None) -> None:
        """Show another book, or none."""
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self._turn_page(self.section_page)
        pages = (self.section_page, self.grid_page, self.dashboard_page)
        # The project list last: it says which section the others show.
        for panel in (*pages, self.find_panel, self.findings_panel, self.detail_pane, self.project_list):
            panel.set_session(signals)

    # ── What is shown ──

    @property
    def tree(self) -> IndicatorTree:
        return self.section_page.project_page.tree

    @property
    def sheet(self) -> Sheet:
        """The table of indicators that is shown: the tree of one project, or the grid of all."""
        return self.grid_page.view if self.shows_all_indicators else self.tree

    @property
    def current_project(self) -> ItemId | None:
        """The shown project; in the grid of all indicators that of the current row."""
        if not self.shows_all_indicators:
            return self.tree.commands.project_id
        return self._current.section if self._current else None

    @property
    def shows_all_indicators(self) -> bool:
        return self._page.currentWidget() is self.grid_page

    @property
    def shows_dashboard(self) -> bool:
        return self._page.currentWidget() is self.dashboard_page

    def show_all_indicators(self, shown: bool) -> None:
        """Turn to the grid of all indicators, or back to the section; the current cell goes along."""
        if shown is not self.shows_all_indicators:
            self._turn_to(self.grid_page if shown else self.section_page)

    def show_dashboard(self, shown: bool) -> None:
        """Turn to the figures of the book, or back to the section and its current cell."""
        if shown is not self.shows_dashboard:
            self._turn_to(self.dashboard_page if shown else self.section_page)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show a section in all panels; None: the book has none."""
        self._turn_page(self.section_page)
        self.project_list.show_section(section_id)
        self._show_in_page(section_id)

    def go_to(self, place: Place) -> None:
        """Show the place and put the focus on it; in the grid of all indicators where that has it."""
        if self._signals is None or place.section not in self._signals.session.book:
            return
        if self.shows_all_indicators and self.grid_page.go_to(place):
            return
        self._turn_page(self.section_page)
        if self.project_list.current_section != place.section:
            self.show_section(place.section)
        self.section_page.go_to(place)

    # ── The keyboard's way ──

    def focus_panel(self, step: int) -> None:
        """Focus the next (1) or the previous (-1) panel."""
        page = self.section_page
        of_section = (page.project_page.header_form, self.tree, page.department_page, page.front_page)
        pages = (*of_section, self.grid_page.view, self.dashboard_page, self.find_panel)
        focus_next((self.project_list.view, *pages, self.findings_panel.table, self.detail_pane), step)

    def focus_project_filter(self) -> None:
        self.project_list.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.project_list.filter_box.selectAll()

    def column_actions(self, parent: QObject) -> list[QAction]:
        """A checkable action for each column of the shown table that can be hidden."""
        if self.shows_all_indicators:
            return self.grid_page.view.columns.actions(parent)
        return self.tree.columns.actions(parent)

    # ── Remembering the layout ──

    def save_layout(self, settings: QSettings) -> None:
        for key, splitter in self._splitters.items():
            settings.setValue(key, splitter.saveState())
        settings.setValue("window/tree-columns", self.tree.columns.state())
        settings.setValue("window/grid-columns", self.grid_page.view.save_state())

    def restore_layout(self, settings: QSettings) -> None:
        for key, splitter in self._splitters.items():
            if state := settings.value(key):
                splitter.restoreState(state)
        self.tree.columns.restore(str(settings.value("window/tree-columns", "")))
        if state := settings.value("window/grid-columns"):
            self.grid_page.view.restore_state(state)

    # ── Helpers ──

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        self._page = QStackedWidget()
        self._page.addWidget(self.section_page)
        self._page.addWidget(self.grid_page)
        self._page.addWidget(self.dashboard_page)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self.find_panel)
        upper = PanelSplitter(Qt.Orientation.Horizontal, self.project_list, page, stretches=1)
        upper.setSizes([em * _LIST_SHARE, em * 3 * _LIST_SHARE])
        lower = PanelSplitter(Qt.Orientation.Horizontal, self.findings_panel, self.detail_pane, stretches=0)
        lower.setSizes([em * 2 * _DETAIL_SHARE, em * _DETAIL_SHARE])
        whole = PanelSplitter(Qt.Orientation.Vertical, upper, lower, stretches=0)
        whole.setSizes([em * _PAGE_SHARE, em * _LOWER_SHARE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(whole)
        self._splitters = {"window/columns": upper, "window/rows": whole, "window/lower": lower}

    def _say_where_help_is(self) -> None:
        """Which chapter of the manual F1 opens in which panel."""
        page = self.section_page.project_page
        for panel, anchor in (
            (self.project_list, "window#项目列表"),
            (page.header_form, "window#表头"),
            (page.totals_bar, "window#成本与预算"),
            (self.tree, "editing"),
            (self.grid_page, "all-indicators"),
            (self.dashboard_page, "checking#概况"),
            (self.find_panel, "find"),
            (self.findings_panel, "checking"),
            (self.detail_pane, "view-and-keys#详情"),
        ):
            set_help(panel, anchor)

    def _connect(self) -> None:
        self.project_list.section_selected.connect(self._turn_to_section)
        self.findings_panel.place_activated.connect(self.go_to)
        self.find_panel.place_activated.connect(self.go_to)
        self.find_panel.closed.connect(lambda: self.sheet.setFocus())
        for page in (self.grid_page, self.dashboard_page):
            page.place_activated.connect(self._leave_page_for)
        self.detail_pane.left.connect(lambda: self.sheet.setFocus())
        for sheet in (self.tree, self.grid_page.view):
            sheet.current_changed.connect(self._show_details)
            sheet.cell_delegate.marks = self.find_panel
            sheet.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit())
            self.find_panel.hits_changed.connect(sheet.viewport().update)

    def _turn_to_section(self, section_id: ItemId | None) -> None:
        """The user chose a section in the list, or by keys while the grid is shown."""
        was_in_grid = self.grid_page.view.hasFocus()
        self._turn_page(self.section_page)
        self._show_in_page(section_id)
        if was_in_grid:
            self.tree.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        """Turn to a page and to the current place on it."""
        place = self._current
        self._turn_page(page)
        if page is self.dashboard_page:
            page.setFocus()
        elif place is not None:
            self.go_to(place)
        self.section_shown.emit()

    def _turn_page(self, page: QWidget) -> None:
        self._page.setCurrentWidget(page)
        rows = self.grid_page.rows if page is self.grid_page else None
        self.section_page.indicator_actions.act_elsewhere(rows)

    def _show_in_page(self, section_id: ItemId | None) -> None:
        self.section_page.show_section(section_id)
        self.findings_panel.show_section(section_id)
        self.find_panel.set_current_section(section_id)
        self._show_details(self.sheet.current_place())
        self.section_shown.emit()

    def _leave_page_for(self, place: Place) -> None:
        self._turn_page(self.section_page)
        self.go_to(place)
        self.section_shown.emit()

    def _show_details(self, place: Place | None) -> None:
        self._current = place
        self.detail_pane.show_place(place)

    def _on_changed(self, change: Change) -> None:
        self.selection_changed.emit()
