"""Where the backups lie, and how many of a file are kept."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from core.backups import Backups
from core.backups.backups import DEFAULT_KEEP
from ui.errors.log_file import data_folder

_KEEP_KEY = "backups/keep"


def open_backups(settings: QSettings) -> Backups:
    """The backups in the user's data folder, kept as the user set it."""
    text = str(settings.value(_KEEP_KEY, DEFAULT_KEEP))
    return Backups(data_folder() / "backups", int(text) if text.isdecimal() else DEFAULT_KEEP)


def remember(settings: QSettings, backups: Backups) -> None:
    """Keep as many the next time the program starts."""
    settings.setValue(_KEEP_KEY, backups.keep)
