"""Unexpected errors: shown once, in a plain sentence, whatever thread they come from and however often."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.errors.error_dialog import ErrorDialog
from ui.errors.error_report import QUIET_SECONDS, ErrorReports


class _Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def reports(
    qapp: QApplication, clock: _Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[ErrorReports]:
    """Reports that believe the event loop is running, as it is while a test waits."""
    monkeypatch.setattr("ui.errors.error_report._is_before_the_event_loop", lambda: False)
    reports = ErrorReports(clock=clock)
    yield reports
    if reports.dialog is not None:
        reports.dialog.accept()
    qapp.processEvents()
    capsys.readouterr()  # what Python prints about the errors made here


def _fail(reports: ErrorReports, message: str = "示例") -> None:
    try:
        raise ZeroDivisionError(message)
    except ZeroDivisionError as error:
        reports.catch(type(error), error, error.__traceback__)


def _fail_elsewhere(reports: ErrorReports) -> None:
    try:
        raise LookupError("另一处")
    except LookupError as error:
        reports.catch(type(error), error, error.__traceback__)


def _shown(reports: ErrorReports, qtbot: QtBot) -> ErrorDialog:
    qtbot.waitUntil(lambda: reports.dialog is not None)
    assert reports.dialog is not None
    reports.dialog.activateWindow()
    qtbot.waitUntil(reports.dialog.isActiveWindow)
    return reports.dialog


def _sentences(dialog: ErrorDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_dialog_says_plainly_what_happened_and_what_to_do(reports: ErrorReports, qtbot: QtBot) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    assert "程序遇到了意外的错误" in _sentences(dialog)
    assert "另存为" in _sentences(dialog)
    assert "ZeroDivisionError: 示例" in dialog.details
    assert "PySide6" in dialog.details


def test_it_says_where_the_work_is_kept_when_somebody_keeps_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.errors.error_report._is_before_the_event_loop", lambda: False)
    reports = ErrorReports(assurance=lambda: "示例：修改都记下来了。")
    _fail(reports)
    dialog = _shown(reports, qtbot)
    assert "示例：修改都记下来了。" in _sentences(dialog)
    dialog.accept()


def test_enter_goes_on_with_the_work(reports: ErrorReports, qtbot: QtBot) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert reports.dialog is None


def test_an_error_of_every_repaint_opens_one_dialog(
    reports: ErrorReports, clock: _Clock, qtbot: QtBot, qapp: QApplication
) -> None:
    _fail(reports)
    _shown(reports, qtbot).accept()
    for _ in range(600):
        clock.now += 1 / 60
        _fail(reports)
    qapp.processEvents()
    assert reports.dialog is None


def test_the_same_error_after_a_pause_is_shown_again(
    reports: ErrorReports, clock: _Clock, qtbot: QtBot
) -> None:
    _fail(reports)
    _shown(reports, qtbot).accept()
    clock.now += QUIET_SECONDS
    _fail(reports)
    _shown(reports, qtbot)


def test_another_error_joins_the_dialog_that_is_open(
    reports: ErrorReports, qtbot: QtBot, qapp: QApplication
) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    _fail_elsewhere(reports)
    qapp.processEvents()
    assert reports.dialog is dialog
    assert "LookupError: 另一处" in dialog.details


def test_a_repaint_that_fails_is_caught_without_failing_again(
    reports: ErrorReports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(QWidget):
        paints = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            self.paints += 1
            raise ZeroDivisionError("示例")

    broken = Broken()
    qtbot.addWidget(broken)
    with qtbot.captureExceptions():  # pytest-qt's own hook would fail the test
        monkeypatch.setattr(sys, "excepthook", reports.catch)
        broken.show()
        dialog = _shown(reports, qtbot)
        broken.update()
        qtbot.waitUntil(lambda: broken.paints > 1)
    assert reports.dialog is dialog
    broken.hide()


def test_an_error_in_another_thread_is_shown_in_the_interfaces_thread(
    reports: ErrorReports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reports.install()
    worker = threading.Thread(target=lambda: 1 / 0)
    worker.start()
    worker.join()
    assert "division by zero" in _shown(reports, qtbot).details


def test_repetitions_do_not_fill_the_log(reports: ErrorReports, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(1000):
        _fail(reports)
    assert len([one for one in caplog.records if "unexpected error" in one.message]) == 10


def test_ctrl_c_in_the_console_is_no_error(
    reports: ErrorReports, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    reports.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    qapp.processEvents()
    assert reports.dialog is None
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_an_error_before_the_event_loop_waits_for_its_reader(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read: list[str] = []
    monkeypatch.setattr(ErrorDialog, "exec", lambda dialog: read.append(dialog.details))
    reports = ErrorReports()
    _fail(reports)
    assert "ZeroDivisionError: 示例" in read[0]
    assert reports.dialog is not None
    reports.dialog.accept()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_errors_of_clean_up_are_only_logged(
    reports: ErrorReports, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError("示例")

    for place, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    reports.install()
    Broken()
    assert "error while cleaning up" in caplog.text
    assert reports.dialog is None


# ── The details ──


def test_the_details_can_be_read_copied_and_saved(
    reports: ErrorReports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    field = dialog.findChild(QPlainTextEdit)
    assert not field.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(field.isVisible)
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == dialog.details)
    path = tmp_path / "报告.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(path.exists)
    assert path.read_text(encoding="utf-8") == dialog.details


def test_a_folder_that_cannot_be_written_is_said_in_the_dialog(
    reports: ErrorReports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "报告.txt"), ""))
    dialog.save_button.click()
    assert "没有保存" in _sentences(dialog)


def test_a_cancelled_save_says_nothing(
    reports: ErrorReports, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    before = _sentences(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog.save_button.click()
    assert _sentences(dialog) == before


def test_the_details_do_not_grow_without_end(reports: ErrorReports, qtbot: QtBot) -> None:
    _fail(reports)
    dialog = _shown(reports, qtbot)
    for _ in range(100):
        dialog.add_details("x" * 1000)
    assert len(dialog.details) < 40_000


# ── After a crash ──


def test_a_crash_of_an_earlier_run_is_told(reports: ErrorReports, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reports.show_crash("Fatal Python error: 示例")
    assert reports.dialog is not None
    assert "上一次使用时，程序意外中断了" in _sentences(reports.dialog)
    assert "Fatal Python error" in reports.dialog.details


def test_without_a_crash_nothing_is_told(reports: ErrorReports) -> None:
    reports.show_crash("")
    assert reports.dialog is None
