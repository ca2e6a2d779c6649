"""关于绩目: versions, licences, and the way to the log."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.help.about_dialog import AboutDialog
from ui.versions import COMPONENTS, version, version_lines

_ROOT = Path(__file__).parents[3]


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> AboutDialog:
    dialog = AboutDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_every_component_stands_there_with_its_version_and_licence(dialog: AboutDialog) -> None:
    table = dialog.component_table
    lines = [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]
    assert ["Qt", qVersion(), "LGPL-3.0"] in lines
    assert ["openpyxl", importlib.metadata.version("openpyxl"), "MIT"] in lines
    assert all(all(line) for line in lines)


def test_the_components_are_what_the_program_depends_on() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[>=<]", requirement)[0] for requirement in project["dependencies"]}
    assert asked == {component.distribution for component in COMPONENTS} - {None}


def test_the_notice_for_third_parties_names_the_same_components() -> None:
    notice = (_ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8").lower()
    for component in COMPONENTS:
        if component.distribution is not None:
            assert component.distribution.lower() in notice, component.name


def test_a_version_that_cannot_be_found_out_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert version(next(one for one in COMPONENTS if one.name == "openpyxl")) == ""


def test_the_versions_can_be_copied_for_a_report(dialog: AboutDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "\n".join(version_lines()))


def test_every_licence_can_be_read_in_full(dialog: AboutDialog) -> None:
    texts = {}
    for index in range(dialog.licence_choice.count()):
        dialog.licence_choice.setCurrentIndex(index)
        texts[dialog.licence_choice.currentText()] = dialog.licence_text.toPlainText()
    assert set(texts) >= {"绩目（MIT）", "所用组件", "GPL-3.0", "LGPL-3.0"}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0"]


def test_the_logs_folder_can_be_opened(
    dialog: AboutDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    button = next(one for one in dialog.findChildren(QPushButton) if "打开文件夹" in one.text())
    button.click()
    assert opened == [str(tmp_path)]
    assert dialog.log_path.text() == str(tmp_path)


def test_without_a_log_it_says_so(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    assert "无法写入" in dialog.log_path.text()
    assert not next(one for one in dialog.findChildren(QPushButton) if "打开" in one.text()).isEnabled()


def test_escape_closes_it(dialog: AboutDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
