"""The files that were opened or saved last, kept between runs and shared by all running programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

_KEY = "recent_files"
_MOST = 10


class RecentFiles(QObject):
    """The last ten files, latest first.

    Signals:
        changed(): a file was added or removed.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def paths(self) -> list[Path]:
        stored: Any = self._settings.value(_KEY) or []
        # QSettings gives a list of one text back as the text.
        return [Path(text) for text in ([stored] if isinstance(stored, str) else stored)]

    def add(self, path: Path) -> None:
        """Put the file first."""
        path = path.absolute()
        self._store([path, *(other for other in self._paths_by_now() if other != path)][:_MOST])

    def remove(self, path: Path) -> None:
        path = path.absolute()
        self._store([other for other in self._paths_by_now() if other != path])

    def clear(self) -> None:
        self._store([])

    def _paths_by_now(self) -> list[Path]:
        """With what another program has added since; QSettings itself would look only now and then."""
        self._settings.sync()
        return self.paths

    def _store(self, paths: list[Path]) -> None:
        self._settings.setValue(_KEY, [str(path) for path in paths])
        self._settings.sync()
        self.changed.emit()
