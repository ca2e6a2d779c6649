"""The dialogs that work on the open book: pick indicators, go to a project, next year's book.

Each is imported when it is asked for the first time.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.book import Book, ItemId
from core.edit import Edit
from core.rules.settings import RuleSettings
from core.session import Session
from ui.document import Document
from ui.errors.log_file import data_folder

if TYPE_CHECKING:
    from core.library import Library
    from ui.rollover_dialog import Rollover

LIBRARY_FOLDER = "indicator-library"
"""In the user's data folder: an office's own indicators, in files of the same form as the built-in ones."""


@cache
def office_library() -> Library:
    """The built-in indicators and those of the office."""
    from core.library import load_library

    return load_library(data_folder() / LIBRARY_FOLDER)


class BookDialogs:
    """Asks over `parent`; changes nothing itself. A test can answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def project_to_go_to(self, session: Session) -> ItemId | None:
        """None when the user cancels."""
        from ui.find.go_to_project_dialog import GoToProjectDialog

        dialog = GoToProjectDialog(session.book, self._parent)
        chosen = dialog.chosen if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def picked_indicators(self, session: Session, project_id: ItemId) -> Edit | None:
        """The edit that inserts what the user picks from the library; None for nothing."""
        from ui.library.library_dialog import LibraryDialog

        dialog = LibraryDialog(session, project_id, self._parent, library=office_library())
        edit = dialog.edit if dialog.exec() else None
        dialog.deleteLater()
        return edit

    def report(self, document: Document | None, settings: RuleSettings) -> Path | None:
        """The report's file, on the document or on files checked by the settings; None when the user cancels."""
        from core.report.review import reviewer_by
        from ui.report.report_command import make_report

        return make_report(self._parent, document, reviewer_by(settings))

    def rule_settings(self, book: Book | None) -> RuleSettings | None:
        """What the user set, and what is kept for the office; None when he cancels."""
        from ui.rule_settings.office_settings import change_settings, settings_file

        return change_settings(self._parent, book, settings_file())

    def next_year(self, session: Session) -> Rollover | None:
        """None when the user cancels."""
        from ui.rollover_dialog import propose_rollover

        return propose_rollover(self._parent, session)
