"""The program around its windows: style, languages, settings, log, and who tells of unexpected errors."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from core.version import VERSION
from ui import theme
from ui.errors.crash_trace import CrashTrace, take_crash_traces
from ui.errors.log_file import log_folder, start_log
from ui.garbage import GarbageCollection
from ui.main_window import PROGRAM_NAME, MainWindow
from ui.start import import_parts, import_soon, wait_for_paint
from ui.start_files import start_files
from ui.theme import Appearance

if TYPE_CHECKING:
    from core.rules.settings import RuleSettings
    from ui.document import Document

_APPEARANCE_KEY = "appearance"
_TURN_SECONDS = 0.001
"""How long another thread may go on when the window wants its turn. Each paint takes many turns, so Python's usual five
thousandths of a second add up to what is felt."""
_log = logging.getLogger("jimu")


def run(arguments: Sequence[str]) -> int:
    """Open a window for each file that is named, or one with the welcome page.

    Returns the exit code when all are closed.
    """
    app = _plain_application()
    start_log(log_folder())
    sys.excepthook = partial(_tell_early, app)
    earlier_crash, trace = take_crash_traces(log_folder()), CrashTrace(log_folder())
    trace.start()
    windows = Windows(app, open_settings())
    # In the event loop, so that whoever closes the first window at once ends the program.
    QTimer.singleShot(0, partial(_begin, app, windows, start_files(arguments), earlier_crash))
    code = app.exec()
    trace.stop()
    return code


def _begin(app: QApplication, windows: Windows, files: Sequence[Path], earlier_crash: str) -> None:
    """Show the first window, then get ready for everything else."""
    windows.show_first()
    if not windows.all:
        return  # closed at once
    _speak_chinese(app)
    from ui.errors.error_report import ErrorReports

    reports = ErrorReports(app, assurance=windows.assurance)
    reports.install()
    windows.open(files)
    reports.show_crash(earlier_crash)
    import_soon(app)


def _tell_early(
    app: QApplication, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tell about an error of the first moments, before `ErrorReports` is installed."""
    from ui.errors.error_report import ErrorReports

    ErrorReports(app).catch(kind, error, trace)


def create_application() -> QApplication:
    """The QApplication with the program's name, style, fonts and Chinese texts; the existing one if there is one."""
    app = _plain_application()
    _speak_chinese(app)
    return app


def _plain_application() -> QApplication:
    """The QApplication as far as the welcome page shows it."""
    sys.setswitchinterval(_TURN_SECONDS)
    # Qt 6.9 hands each larger area to a pool of threads and waits for it, longer than it takes to fill the area.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("jimu")
    app.setApplicationDisplayName(PROGRAM_NAME)
    app.setApplicationVersion(VERSION)
    app.setOrganizationName("Jimu")
    if app.findChild(GarbageCollection) is None:
        GarbageCollection(app)
    app.setStyle("Fusion")
    app.setWindowIcon(theme.icon("jimu"))
    theme.apply_font(app)
    return app


def open_settings() -> QSettings:
    """The user's settings, in an .ini file that an office can look at and copy."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Jimu", "jimu")


class Windows(QObject):
    """The open windows: one per book."""

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._windows: list[MainWindow] = []
        self._rule_settings: RuleSettings | None = None
        app.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._apply_appearance(Appearance(str(settings.value(_APPEARANCE_KEY, Appearance.SYSTEM.value))))

    def show_first(self) -> None:
        """Show a window with the welcome page, and return when it has been painted; `open` completes it."""
        window = self._bare_window()
        window.show()
        wait_for_paint(window)
        _log.info("the first window is painted")

    def open(self, paths: Sequence[Path]) -> None:
        """Open each file in a window of its own; one window in any case.

        A message says which file cannot be opened, and the others follow.
        """
        if not self._windows:
            self.show_first()
        window = self._windows[0]
        import_parts(theme.drawings())
        if window not in self._windows:
            return  # closed meanwhile
        problems = self._read_rule_settings()
        self._complete(window)
        _log.info("the first window is complete")
        if problems:
            window.documents.dialogs.error("规则设置文件有误，有误的地方按默认设置处理", "\n".join(problems))
        for document in window.documents.recovered():
            window.take(document)
        for path in paths:
            window.open_path(path)

    def assurance(self) -> str:
        """Where the unsaved work of the open books is kept, in a sentence; "" where nothing is open."""
        if all(window.document is None for window in self._windows):
            return ""
        return "没有保存的修改都已随时记下：万一程序退出，下次启动时可以恢复。"

    @property
    def all(self) -> Sequence[MainWindow]:
        return self._windows

    def _new_window(self) -> MainWindow:
        window = self._bare_window()
        self._complete(window)
        return window

    def _bare_window(self) -> MainWindow:
        """A window without its parts."""
        window = MainWindow(self._settings, is_complete=False)
        window.document_for_another_window.connect(self._show_elsewhere)
        window.appearance_chosen.connect(self._choose_appearance)
        window.settings_changed.connect(self._apply_rule_settings)
        window.closed.connect(lambda: self._forget(window))
        self._windows.append(window)
        return window

    def _complete(self, window: MainWindow) -> None:
        window.complete()
        window.documents.show_open = self._show_open
        window.commands.mark_appearance(self._appearance)
        if self._rule_settings is not None:
            window.apply_settings(self._rule_settings)

    def _read_rule_settings(self) -> Sequence[str]:
        """Returns what is wrong in the file of rule settings."""
        from core.rules.settings_file import read_settings
        from ui.rule_settings.office_settings import settings_file

        read = read_settings(settings_file())
        self._rule_settings = read.settings
        return read.problems

    def _show_open(self, path: Path) -> bool:
        """Bring the window to the front that has this file open; whether there is one."""
        for window in self._windows:
            if window.document is not None and window.document.path == path:
                _bring_to_front(window)
                return True
        return False

    def _show_elsewhere(self, document: Document) -> None:
        """Show a document in an empty window, or in a new one."""
        window = (
            next((window for window in self._windows if window.document is None), None) or self._new_window()
        )
        window.set_document(document)
        _bring_to_front(window)

    def _apply_rule_settings(self, settings: RuleSettings) -> None:
        self._rule_settings = settings
        for window in self._windows:
            window.apply_settings(settings)

    def _forget(self, window: MainWindow) -> None:
        self._windows.remove(window)
        window.deleteLater()

    def _choose_appearance(self, appearance: Appearance) -> None:
        self._settings.setValue(_APPEARANCE_KEY, appearance.value)
        self._apply_appearance(appearance)

    def _follow_desktop(self) -> None:
        """The desktop has become light or dark."""
        if self._appearance is Appearance.SYSTEM:
            theme.apply_appearance(self._app, self._appearance)

    def _apply_appearance(self, appearance: Appearance) -> None:
        self._appearance = appearance
        theme.apply_appearance(self._app, appearance)
        for window in self._windows:
            window.commands.mark_appearance(appearance)


def _speak_chinese(app: QApplication) -> None:
    """Dates and figures as in China; Qt's own dialogs and context menus in Chinese."""
    # PySide6 6.9: importing QLocale makes an enum of every language and country of the world.
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    else:
        _log.warning("no Chinese texts for Qt's own dialogs in %s", folder)


def _bring_to_front(window: MainWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
