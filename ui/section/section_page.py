"""The right-hand page: what the book's shown section is made of, and the commands on its indicators."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.book import DepartmentTargets, FrontMatter, ItemId, Place, Project
from core.session import Change
from ui.indicators.indicator_actions import IndicatorActions
from ui.section.department_page import DepartmentPage
from ui.section.front_page import FrontPage
from ui.section.project_page import ProjectPage
from ui.session_signals import SessionSignals


class SectionPage(QStackedWidget):
    """Shows one section of the session: a project, the department targets, the front matter; or nothing.

    Attributes:
        indicator_actions: the commands on indicators.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section_id: ItemId | None = None
        self._empty = QWidget()
        self.project_page = ProjectPage()
        self.department_page = DepartmentPage()
        self.front_page = FrontPage()
        for page in (self._empty, self.project_page, self.department_page, self.front_page):
            self.addWidget(page)
        self.indicator_actions = IndicatorActions(self.project_page.tree)

    def set_session(self, signals: SessionSignals | None) -> None:
        if self._signals is not None:
            self._signals.changed.disconnect(self._on_changed)
        self._signals = signals
        for page in (self.project_page, self.department_page, self.front_page):
            page.set_session(signals)
        if signals is not None:
            signals.changed.connect(self._on_changed)
        self.show_section(None)

    def show_section(self, section_id: ItemId | None) -> None:
        """Turn to this section, or to the empty page."""
        book = self._signals.session.book if self._signals else None
        section = book.section(section_id) if book and section_id is not None and section_id in book else None
        self._section_id = section.id if section else None
        self.project_page.show_section(section.id if isinstance(section, Project) else None)
        match section:
            case Project():
                self.setCurrentWidget(self.project_page)
            case DepartmentTargets():
                self.setCurrentWidget(self.department_page)
            case FrontMatter():
                self.setCurrentWidget(self.front_page)
            case _:
                self.setCurrentWidget(self._empty)

    def go_to(self, place: Place) -> bool:
        """Turn to the place's section and focus the place; False where no page shows it."""
        if self._signals is None or place.section not in self._signals.session.book:
            return False
        if place.section != self._section_id:
            self.show_section(place.section)
        return any(page.go_to(place) for page in (self.project_page, self.department_page, self.front_page))

    def _on_changed(self, change: Change) -> None:
        """Turn away from a section that is gone."""
        book = self._signals.session.book if self._signals else None
        if book is not None and self._section_id is not None and self._section_id not in book:
            self.show_section(None)
