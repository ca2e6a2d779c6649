"""Windows and panels for tests: offscreen, with settings of their own and answers instead of dialogs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Book
from core.session import Session
from tests.core.tables import row, table
from tests.samples import SAMPLES
from tests.ui.scripted_dialogs import ScriptedDialogs
from ui.application import create_application
from ui.main_window import MainWindow
from ui.session_signals import SessionSignals

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform warns that it can neither pass on size hints nor raise windows."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QApplication]:
    # Neither the log nor the rule settings and the library of whoever runs the tests.
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    app = create_application()
    yield app
    app.clipboard().clear()  # PySide6 6.9: what Python put there would be freed after Python itself


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dialogs() -> ScriptedDialogs:
    return ScriptedDialogs()


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings, dialogs: ScriptedDialogs) -> Iterator[MainWindow]:
    """A window on the welcome page."""
    window = MainWindow(settings, dialogs)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.set_document(None)


@pytest.fixture
def sample_window(window: MainWindow) -> MainWindow:
    """A window with the first bundled sample."""
    window.open_path(SAMPLES[0])
    return window


@pytest.fixture
def session() -> Session:
    """Three projects of two units, in 万元 and 元; the second costs more than its budget."""
    roads = table(unit_code="990101", unit_name="示例市公路中心", number=1, name="示例路面养护")
    clinics = table(
        row("成本指标", "设备购置费", "≤90万元"),
        unit_code="990102", unit_name="示例市卫生中心", number=2, name="示例疫苗冷链",
    )  # fmt: skip
    yuan = {"budget": "200000", "fiscal_funds": "200000", "other_funds": "0", "money_unit": "元"}
    schools = table(unit_code="990102", unit_name="示例市卫生中心", number=3, name="示例校医培训", **yuan)
    return Session(Book([roads, clinics, schools]))


@pytest.fixture
def signals(session: Session, qapp: QApplication) -> SessionSignals:
    return SessionSignals(session)
