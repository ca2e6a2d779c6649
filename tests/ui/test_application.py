"""Several windows, one per book; the appearance for all of them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from core.rules import Severity
from core.rules.settings import RuleSettings
from tests.samples import SAMPLES
from ui import theme
from ui.application import Windows, create_application
from ui.dialogs import Dialogs
from ui.theme import Appearance


@pytest.fixture
def windows(qapp: QApplication, settings: QSettings) -> Iterator[Windows]:
    windows = Windows(qapp, settings)
    yield windows
    for window in list(windows.all):
        window.set_document(None)
        window.close()
    theme.apply_appearance(qapp, Appearance.SYSTEM)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"示例{number}.txt" for number in (1, 2)]
    for path in paths:
        path.write_bytes(SAMPLES[0].read_bytes())
    return paths


def test_other_threads_give_the_window_its_turn_soon(qapp: QApplication) -> None:
    pythons_own = 0.005
    assert create_application() is qapp
    assert sys.getswitchinterval() < pythons_own


def test_each_file_gets_a_window(windows: Windows, files: list[Path]) -> None:
    windows.open(files)
    assert [window.windowTitle() for window in windows.all] == ["示例1.txt[*] — 绩目", "示例2.txt[*] — 绩目"]


def test_a_file_that_is_not_there_is_told_and_the_others_open(
    windows: Windows, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Dialogs, "error", lambda _, summary, message: told.append(message))
    windows.open([files[0].with_name("没有 这个.txt"), files[1]])
    assert [window.windowTitle() for window in windows.all] == ["示例2.txt[*] — 绩目"]
    assert len(told) == 1
    assert "“没有 这个.txt”无法打开" in told[0]


def test_a_file_that_is_not_there_leaves_a_window_that_says_welcome(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Dialogs, "error", lambda _, summary, message: told.append(summary))
    windows.open([tmp_path / "没有.txt"])
    (window,) = windows.all
    assert window.welcome_page.isVisible()
    assert told == ["无法打开文件"]


def test_without_a_file_one_window_says_welcome(windows: Windows) -> None:
    windows.open([])
    (window,) = windows.all
    assert window.welcome_page.isVisible()


def test_a_file_that_is_open_already_is_not_opened_twice(windows: Windows, files: list[Path]) -> None:
    windows.open([files[0], files[0]])
    assert len(windows.all) == 1


def test_a_closed_window_is_forgotten(windows: Windows, files: list[Path]) -> None:
    windows.open(files)
    windows.all[0].close()
    assert [window.windowTitle() for window in windows.all] == ["示例2.txt[*] — 绩目"]


def test_the_appearance_is_kept_and_marked_in_every_window(
    windows: Windows, settings: QSettings, files: list[Path], qapp: QApplication
) -> None:
    windows.open(files)
    dark = next(one for one in windows.all[0].commands.appearances.actions() if one.data() == "dark")
    dark.trigger()
    assert theme.is_dark(qapp.palette())
    assert all(window.commands.appearances.checkedAction().data() == "dark" for window in windows.all)
    assert settings.value("appearance") == "dark"


def test_rule_settings_reach_every_window_and_the_books_opened_later(
    windows: Windows, files: list[Path]
) -> None:
    windows.open(files)
    settings = RuleSettings(severities={"required-empty": Severity.HINT})
    windows.all[0].settings_changed.emit(settings)
    for window in windows.all:
        assert window.document is not None
        assert window.document.session.settings == settings
        found = [one for one in window.document.session.findings if one.rule == "required-empty"]
        assert {one.severity for one in found} == {Severity.HINT}
    assert windows.all[1].documents.new().session.settings == settings


def test_qts_own_buttons_speak_chinese(qapp: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text() == "取消"


def test_an_unexpected_error_can_say_that_unsaved_work_is_noted(windows: Windows, files: list[Path]) -> None:
    windows.open([])
    assert windows.assurance() == ""
    windows.open(files[:1])
    assert "下次启动时可以恢复" in windows.assurance()
