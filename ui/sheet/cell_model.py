"""What a sheet asks of the model whose cells it shows."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from core.book import Place
from core.session import Session

Index = QModelIndex | QPersistentModelIndex
StyleOption = Any
"""A QStyleOptionViewItem. PySide6 6.9: its type hints leave out rect, palette, font and state."""

SeverityRole = Qt.ItemDataRole.UserRole + 1
"""The gravest Severity that findings give the cell; None where there is no finding."""


class CellModel(Protocol):
    """A model of a session's cells."""

    @property
    def session(self) -> Session | None: ...

    def cell_at(self, index: Index) -> Place | None:
        """The place whose text the cell shows and takes; None for what is no cell of a row."""
