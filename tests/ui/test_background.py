"""Long jobs: done beside the interface's thread, watched, and stopped by the user."""

import threading
import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.garbage import is_paused, is_set_aside, take_back
from core.progress import Cancelled, Progress
from ui.background import run_in_background, take_turn, watched


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_short_job_gives_its_result_without_a_dialog(window: QWidget) -> None:
    assert run_in_background(window, "正在打开", lambda progress: 42) == 42
    assert window.findChildren(QProgressDialog) == []


def test_what_a_job_raises_reaches_the_caller(window: QWidget) -> None:
    def job(progress: Progress) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        run_in_background(window, "正在打开", job)


def test_the_interface_goes_on_while_a_long_job_runs(window: QWidget) -> None:
    go_on = threading.Event()
    QTimer.singleShot(0, go_on.set)  # only an interface that goes on lets the job end
    assert run_in_background(window, "正在打开", lambda progress: go_on.wait(20))


def test_no_garbage_is_looked_for_while_a_worker_makes_many_objects(window: QWidget) -> None:
    assert run_in_background(window, "正在打开", lambda progress: is_paused())
    assert not is_paused()


def test_the_user_can_stop_a_long_job(window: QWidget, qtbot: QtBot) -> None:
    def job(progress: Progress) -> None:
        for done in range(10**9):
            progress(done, 10**9)
            pause.wait(0.001)

    def press_cancel() -> None:
        (dialog,) = window.findChildren(QProgressDialog)
        qtbot.waitUntil(dialog.isVisible)
        button = dialog.findChild(QPushButton)
        assert button is not None
        button.click()

    pause = threading.Event()
    QTimer.singleShot(0, press_cancel)
    with pytest.raises(Cancelled):
        run_in_background(window, "正在打开", job)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(window: QWidget) -> None:
    def look() -> None:
        (dialog,) = window.findChildren(QProgressDialog)
        shown.extend((text.text(), text.textFormat()) for text in dialog.findChildren(QLabel))
        seen.set()

    seen = threading.Event()
    shown: list[tuple[str, Qt.TextFormat]] = []
    QTimer.singleShot(0, look)
    assert run_in_background(window, "正在打开“<b>甲</b>.txt”", lambda progress: seen.wait(20))
    assert shown == [("正在打开“<b>甲</b>.txt”", Qt.TextFormat.PlainText)]


def test_a_watched_job_lets_the_window_go_on(window: QWidget) -> None:
    painted: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: painted.append(1))
    timer.start(0)
    with watched(window, "正在替换") as progress:
        while len(painted) < 3:
            progress(1, 10)
    timer.stop()
    assert window.findChildren(QProgressDialog)[0].isHidden()


def test_the_user_can_stop_a_watched_job(window: QWidget) -> None:
    def press_cancel() -> None:
        window.findChildren(QProgressDialog)[0].cancel()

    def work() -> None:
        with watched(window, "正在替换") as progress:
            while True:
                progress(1, 10)

    QTimer.singleShot(0, press_cancel)
    with pytest.raises(Cancelled):
        work()


def test_no_garbage_is_looked_for_in_the_middle_of_a_watched_job(window: QWidget) -> None:
    with watched(window, "正在替换"):
        assert is_paused()
    assert not is_paused()
    assert is_set_aside()
    take_back()


def test_a_worker_stands_still_while_the_window_takes_its_turn(window: QWidget) -> None:
    has_been_seen = threading.Event()
    steps, seen = [0], []

    def work(progress: Progress) -> None:
        while not has_been_seen.is_set():
            progress(0, 0)
            steps[0] += 1

    def look_twice() -> None:
        take_turn()
        time.sleep(0.05)  # in which the worker comes to its next step
        before = steps[0]
        time.sleep(0.05)
        seen.append(steps[0] - before)
        has_been_seen.set()

    QTimer.singleShot(100, look_twice)
    run_in_background(window, "正在打开", work)
    assert seen == [0]
    assert steps[0] > 0
