"""The welcome page begins something with one click."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.samples import SAMPLES
from ui.link_button import LinkButton
from ui.recent_files import RecentFiles
from ui.welcome_page import WelcomePage


@pytest.fixture
def recent(settings: QSettings) -> RecentFiles:
    return RecentFiles(settings)


@pytest.fixture
def page(qtbot: QtBot, recent: RecentFiles) -> WelcomePage:
    page = WelcomePage(recent)
    qtbot.addWidget(page)
    return page


def link(page: WelcomePage, text: str) -> LinkButton:
    return next(one for one in page.findChildren(LinkButton) if one.text() == text)


def test_every_sample_has_a_link(qtbot: QtBot, page: WelcomePage) -> None:
    for sample in SAMPLES:
        with qtbot.waitSignal(page.sample_requested) as requested:
            link(page, sample.stem).click()
        assert requested.args == [sample]


def test_a_recent_file_appears_at_once_and_is_opened_by_a_click(
    qtbot: QtBot, page: WelcomePage, recent: RecentFiles, tmp_path: Path
) -> None:
    recent.add(tmp_path / "去年.txt")
    with qtbot.waitSignal(page.file_requested) as requested:
        link(page, "去年").click()
    assert requested.args == [tmp_path / "去年.txt"]


def test_new_and_open_are_offered(qtbot: QtBot, page: WelcomePage) -> None:
    with qtbot.waitSignal(page.new_requested):
        link(page, "新建").click()
    with qtbot.waitSignal(page.open_requested):
        link(page, "打开…").click()
