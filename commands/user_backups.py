"""The user's backups, as the window keeps them, where there is no Qt to say in which folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core.backups import Backups
from core.backups.backups import DEFAULT_KEEP

_VENDOR, _PROGRAM = "Jimu", "jimu"


def user_backups(path: Path) -> Backups:
    """Backups that take in one more version of the file, and give none of it up for that.

    How many are kept is set in the window, which sees to it with its next save.
    """
    backups = Backups(data_folder() / "backups")
    backups.keep = max(DEFAULT_KEEP, len(backups.versions(path)) + 1)
    return backups


def data_folder() -> Path:
    """The user's folder for what the program keeps; Qt calls it AppLocalDataLocation."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / _VENDOR / _PROGRAM
