"""The page of one project: header form, indicator tree, totals bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from core.book import ItemId, Place
from ui.indicators.indicator_tree import IndicatorTree
from ui.section.header_form import HeaderForm
from ui.section.totals_bar import TotalsBar
from ui.session_signals import SessionSignals

FORM_SHARE = 0.45
"""How much of the page the header form may take; where it needs more, it scrolls."""


class ProjectPage(QSplitter):
    """Shows and edits one project of the session.

    The form is as high as its texts, up to a share of the page, or to the height that the user last drew it to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.header_form = HeaderForm()
        self.tree = IndicatorTree()
        self.totals_bar = TotalsBar()
        self._drawn_height: int | None = None
        self.addWidget(self._form_area())
        self.addWidget(self._table_area())
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        self.header_form.installEventFilter(self)
        self.splitterMoved.connect(self._remember_height)
        self.totals_bar.place_activated.connect(self.tree.go_to)

    def set_session(self, signals: SessionSignals | None) -> None:
        for part in (self.header_form, self.tree, self.totals_bar):
            part.set_session(signals)

    def show_section(self, section_id: ItemId | None) -> None:
        """Show this project, or nothing."""
        for part in (self.header_form, self.tree, self.totals_bar):
            part.show_section(section_id)

    def go_to(self, place: Place) -> bool:
        """Focus the cell or the field at this place; False where the page does not show it."""
        return self.tree.go_to(place) or self.header_form.go_to(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_form()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.header_form and event.type() == QEvent.Type.LayoutRequest:
            # The form's layout has its new height only after this event.
            QTimer.singleShot(0, self, self._fit_form)
        return super().eventFilter(watched, event)

    def _fit_form(self) -> None:
        limit = round(self.height() * FORM_SHARE) if self._drawn_height is None else self._drawn_height
        form = min(self.header_form.sizeHint().height(), limit)
        if self.sizes()[0] != form:
            self.setSizes([form, self.height() - form - self.handleWidth()])

    def _remember_height(self, position: int) -> None:
        self._drawn_height = position

    def _form_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(self.header_form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _table_area(self) -> QWidget:
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.totals_bar)
        return table
