"""The dialog 备份: what it says of the versions of a file, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.backups import Backups
from core.book import Book, Place
from core.edit import SetField
from core.formats import load, save
from core.session import Session
from tests.samples import SAMPLES
from ui.backups.backup_settings import open_backups, remember
from ui.backups.backups_dialog import BackupsDialog, Choice, Use, choose_version, copy_name
from ui.backups.versions_model import Column, VersionsModel, time_text

FIRST = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局2026年.txt"
    path.write_bytes(SAMPLES[1].read_bytes())
    return path


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    times = (FIRST + timedelta(hours=hour) for hour in range(24))
    return Backups(tmp_path / "backups", now=lambda: next(times))


@pytest.fixture
def book(path: Path, backups: Backups) -> Book:
    """The open book; its first version is the same, in its second one a target value differs."""
    book, layout = load(path)
    backups.keep_version(path, path.read_bytes())
    session = Session(book.copy())
    first = book.projects[0]
    session.apply(SetField(Place(first.id, first.indicators[0].id, "value"), "≥12345个"), "修改指标值")
    save(session.book, path, layout)
    backups.keep_version(path, path.read_bytes())
    return book


@pytest.fixture
def show(qtbot: QtBot, backups: Backups, path: Path, book: Book) -> Callable[[], BackupsDialog]:
    """Shows the dialog and waits until all versions are read."""

    def dialog() -> BackupsDialog:
        shown = BackupsDialog(backups, path, book)
        qtbot.addWidget(shown)
        shown.show()
        qtbot.waitUntil(
            lambda: all(shown.model.glimpse(line) for line in range(shown.model.rowCount())), timeout=20_000
        )
        return shown

    return dialog


def texts(model: VersionsModel, column: Column) -> list[str]:
    return [str(model.index(line, column).data()) for line in range(model.rowCount())]


def differing(dialog: BackupsDialog) -> list[tuple[str, str]]:
    """What the open book and the current version say where they differ."""
    table = dialog.differences
    cells = [[table.item(row, column) for column in (2, 3)] for row in range(table.rowCount())]
    return [(now.text(), then.text()) for now, then in cells if now and then]


def test_it_lists_the_versions_with_what_is_in_them(
    show: Callable[[], BackupsDialog], book: Book, backups: Backups, path: Path
) -> None:
    dialog = show()
    model = dialog.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert texts(model, Column.TIME) == [time_text(version.kept_at) for version in backups.versions(path)]
    assert texts(model, Column.PROJECTS) == [str(len(book.projects))] * 2
    rows = sum(len(project.indicators) for project in book.projects)
    assert texts(model, Column.INDICATORS) == [str(rows)] * 2
    assert texts(model, Column.DIFFERENCES) == ["1 处不同", "相同"]


def test_it_shows_where_a_version_differs_from_the_open_book(
    show: Callable[[], BackupsDialog], book: Book
) -> None:
    dialog = show()
    assert differing(dialog) == [(book.projects[0].indicators[0].value, "≥12345个")]
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert differing(dialog) == []
    assert "相同" in dialog.differences_label.text()


def test_long_texts_are_shown_from_where_they_differ(
    show: Callable[[], BackupsDialog], book: Book, path: Path, backups: Backups
) -> None:
    first = book.projects[0]
    session, layout = Session(book.copy()), load(path).layout
    session.apply(SetField(Place(first.id, None, "purpose"), f"{first.purpose}和其他"), "修改资金用途")
    save(session.book, path, layout)
    backups.keep_version(path, path.read_bytes())
    dialog = show()
    end = first.purpose[-8:]
    assert differing(dialog) == [(f"…{end}", f"…{end}和其他")]
    item = dialog.differences.item(0, 3)
    assert item is not None
    assert first.purpose in item.toolTip()


def test_looking_leaves_the_open_book_as_it_is(show: Callable[[], BackupsDialog], book: Book) -> None:
    before, next_id = book.projects, book.copy().new_id()
    show()
    assert book.projects == before
    assert book.copy().new_id() == next_id


def test_a_version_that_is_no_book_says_so_and_cannot_be_used(
    show: Callable[[], BackupsDialog], backups: Backups, path: Path
) -> None:
    backups.keep_version(path, b"not a table")
    dialog = show()
    assert texts(dialog.model, Column.DIFFERENCES)[0] == "读不出来"
    assert "绩效目标表" in dialog.differences_label.text()
    assert not dialog.open_button.isEnabled()
    assert not dialog.restore_button.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.open_button.isEnabled()


def test_enter_opens_the_current_version(
    show: Callable[[], BackupsDialog], backups: Backups, path: Path
) -> None:
    dialog = show()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.choice == Choice(Use.OPEN, backups.versions(path)[1])


@pytest.mark.parametrize(("answer", "restores"), [("还原", True), ("取消", False)])
def test_restoring_asks_first(
    show: Callable[[], BackupsDialog],
    backups: Backups,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    restores: bool,
) -> None:
    dialog = show()
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(box.text())
        next(button for button in box.findChildren(QPushButton) if button.text() == answer).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    dialog.restore_button.click()
    assert len(asked) == 1
    assert path.name in asked[0]
    assert dialog.choice == (Choice(Use.RESTORE, backups.versions(path)[0]) if restores else None)


def test_a_file_without_versions_says_when_there_will_be_some(
    qtbot: QtBot, backups: Backups, tmp_path: Path
) -> None:
    dialog = BackupsDialog(backups, tmp_path / "新.txt", Book())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.model.rowCount() == 0
    assert not dialog.open_button.isEnabled()
    assert not dialog.restore_button.isEnabled()


def test_closing_while_versions_are_read_tells_nothing_more(
    qtbot: QtBot, backups: Backups, path: Path, book: Book
) -> None:
    dialog = BackupsDialog(backups, path, book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    QTest.qWait(200)
    assert [dialog.model.glimpse(line) for line in range(2)] == [None, None]


def test_how_many_are_kept_is_remembered(
    backups: Backups,
    path: Path,
    book: Book,
    settings: QSettings,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def keep_three(dialog: BackupsDialog) -> int:
        dialog.keep_box.setValue(3)
        dialog.reject()
        return 0

    monkeypatch.setattr(BackupsDialog, "exec", keep_three)
    assert choose_version(None, backups, path, book) is None
    assert backups.keep == 3
    assert open_backups(settings).keep == 10
    remember(settings, backups)
    assert open_backups(settings).keep == 3


def test_a_broken_setting_is_the_default(settings: QSettings) -> None:
    settings.setValue("backups/keep", "ten")
    assert open_backups(settings).keep == 10


def test_a_copy_is_named_after_the_file_and_the_time(backups: Backups, path: Path, book: Book) -> None:
    name = copy_name(path, backups.versions(path)[0])
    assert name.startswith("某局2026年（")
    assert ":" not in name
