"""What a user's data folder keeps of open books: journals of what was done, and earlier versions of their files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

from core.backups import Backups
from ui.backups.backup_settings import open_backups
from ui.errors.log_file import data_folder


class Keeping(NamedTuple):
    """`journals` is the folder of all recovery journals."""

    journals: Path
    backups: Backups


def keeping_of_user(settings: QSettings) -> Keeping:
    return Keeping(data_folder() / "recovery", open_backups(settings))
