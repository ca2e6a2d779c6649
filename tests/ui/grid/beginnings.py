"""A large book in small: pages of three lines, and so little done between two looks at the keys that they are seen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.all_indicators import arranging
from tests.ui.looked_at_clock import LookedAtClock
from ui import slices
from ui.grid.line_table import LineTable

PAGE = 3


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one step of a computation be done at each turn of events."""
    monkeypatch.setattr(arranging, "PAGE", PAGE)
    monkeypatch.setattr(arranging, "_PIECE", 1)
    monkeypatch.setattr(slices, "time", LookedAtClock())
    monkeypatch.setattr(slices, "_AT_ONCE", 0.0)
    monkeypatch.setattr(slices, "_SLICE", 0.0015)


def see_first_page(model: LineTable) -> None:
    """Let events have their turns until the first page is there and the rest is not."""
    for _ in range(1000):
        QApplication.processEvents()
        if model.shown_count == PAGE and model.is_arranging:
            return
    raise AssertionError("no first page was to be seen")
