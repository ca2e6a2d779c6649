"""The page of all indicators, shown, over the book of three projects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.grid.grid_page import GridPage
from ui.session_signals import SessionSignals


@pytest.fixture
def page(qtbot: QtBot, signals: SessionSignals) -> Iterator[GridPage]:
    page = GridPage()
    qtbot.addWidget(page)
    page.resize(1300, 600)
    page.set_session(signals)
    with qtbot.waitExposed(page):
        page.show()
    page.view.setFocus()
    yield page
    page.set_session(None)
