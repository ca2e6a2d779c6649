"""The first paint needs little; the rest comes after it, and nothing moves when it comes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.ui.scripted_dialogs import ScriptedDialogs
from ui.main_window import MainWindow
from ui.start import PARTS, SOON, wait_for_paint

ROOT = Path(__file__).resolve().parents[2]

HEAVY = ("openpyxl", "docx", "pydantic", "lxml", "regex", "pypinyin")
AT_FIRST_PAINT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from ui.application import _plain_application, Windows, open_settings
windows = Windows(_plain_application(), open_settings())
windows.show_first()
print(*sorted(sys.modules))
sys.stdout.flush()
os._exit(0)
"""


WHILE_NOTHING_IS_DONE = """
import sys
from PySide6.QtCore import QCoreApplication
from ui.start import SOON, import_soon
app = QCoreApplication([])
import_soon(app)
while not set(SOON) <= set(sys.modules):
    app.processEvents()
from core.library.library import _builtin_files, _builtin_kind
while _builtin_kind.cache_info().currsize < len(_builtin_files()):
    app.processEvents()
print(*sorted(sys.modules))
"""
CLOSED_AT_ONCE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import application
app = QApplication([])
may_close = bool
{before}
timer = QTimer()
timer.timeout.connect(
    lambda: may_close(app.topLevelWidgets()) and [one.close() for one in app.topLevelWidgets()]
)
timer.start(1)
sys.exit(application.run([]))
"""


def in_process(code: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {"XDG_DATA_HOME": str(data), "XDG_CONFIG_HOME": str(data), "HOME": str(data)}
    # Qt's offscreen platform warns that it cannot pass on size hints.
    environment["QT_LOGGING_RULES"] = "*.warning=false;default.warning=false"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def loaded_by(code: str, data: Path) -> set[str]:
    """The modules that a fresh program has loaded, in the words that the code prints."""
    done = in_process(code, data)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_first_paint_needs_no_books_rules_formats_or_panels(tmp_path: Path) -> None:
    loaded = loaded_by(AT_FIRST_PAINT, tmp_path)
    assert "ui.main_window" in loaded
    own = {name for name in loaded if name.split(".")[0] in ("core", "commands", "ui")}
    assert own == {
        "core", "core.garbage", "core.resources", "core.severity", "core.version",
        "ui", "ui.application", "ui.errors", "ui.errors.crash_trace", "ui.errors.log_file", "ui.file_drop",
        "ui.garbage", "ui.link_button", "ui.main_window", "ui.recent_files", "ui.start", "ui.start_files", "ui.theme",
        "ui.welcome_page", "ui.window_frame",
    }  # fmt: skip
    assert not {name for name in loaded if name.split(".")[0] in HEAVY}


def test_a_complete_window_loads_no_rules_reports_or_dialogs_before_they_are_used(tmp_path: Path) -> None:
    loaded = loaded_by("import sys, ui.window_parts; print(*sorted(sys.modules))", tmp_path)
    assert set(PARTS) <= loaded
    used_later = {
        "core.rules.families", "core.rules.categories", "core.report", "core.formats.workbook.layout",
        "core.formats.text.layout", "core.formats.json_book", "ui.library.library_dialog",
        "ui.report.report_dialog", "ui.rollover_dialog", "docx", "openpyxl",
    }  # fmt: skip
    assert not used_later & loaded


def test_what_the_first_book_needs_comes_while_the_user_does_nothing(tmp_path: Path) -> None:
    loaded = loaded_by(WHILE_NOTHING_IS_DONE, tmp_path)
    assert set(SOON) <= loaded


def test_whoever_closes_the_first_window_at_once_ends_the_program(tmp_path: Path) -> None:
    done = started("", tmp_path)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_an_error_of_the_first_moments_is_told_and_logged(tmp_path: Path) -> None:
    error = "application.wait_for_paint = lambda window: {}['gone']"
    # The dialog is modal, so that nobody can close the window below it first.
    done = started(f"{error}\nmay_close = lambda windows: app.activeModalWidget()", tmp_path)
    assert "KeyError: 'gone'" in done.stderr
    (log,) = tmp_path.rglob("jimu.log")
    assert "unexpected error, time 1" in log.read_text("utf-8")


def started(before: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The whole program in a process of its own, whose user closes every window as soon as it is there."""
    return in_process(CLOSED_AT_ONCE.format(before=before), data)


class TestBeforeItsParts:
    @pytest.fixture
    def bare(self, qtbot: QtBot, settings: QSettings, dialogs: ScriptedDialogs) -> Iterator[MainWindow]:
        window = MainWindow(settings, dialogs, is_complete=False)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        window.show()
        wait_for_paint(window)
        yield window
        window.set_document(None)

    def test_a_window_says_welcome_under_the_names_of_its_menus(self, bare: MainWindow) -> None:
        assert bare.welcome_page.isVisible()
        names = [action.text() for action in bare.menuBar().actions()]
        assert names == ["文件(&F)", "编辑(&E)", "项目(&P)", "指标(&I)", "检查(&C)", "视图(&V)", "帮助(&H)"]
        assert not bare.is_complete

    def test_nothing_moves_when_the_parts_come(self, bare: MainWindow, qtbot: QtBot) -> None:
        before = bare.welcome_page.geometry(), bare.centralWidget().geometry()
        bare.complete()
        qtbot.wait(1)  # layouts are brought up to date in the event loop
        assert (bare.welcome_page.geometry(), bare.centralWidget().geometry()) == before

    def test_a_file_that_is_asked_for_completes_it(self, bare: MainWindow) -> None:
        bare.welcome_page.new_requested.emit()
        assert bare.document is not None
        assert bare.windowTitle() == "新文件[*] — 绩目"

    def test_it_can_be_closed(self, bare: MainWindow, qtbot: QtBot) -> None:
        with qtbot.waitSignal(bare.closed):
            assert bare.close()

    def test_completing_it_twice_changes_nothing(self, bare: MainWindow) -> None:
        bare.complete()
        workspace = bare.workspace
        bare.complete()
        assert bare.workspace is workspace
