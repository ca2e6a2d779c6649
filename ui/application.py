"""The program around its windows: style, languages, settings, log, and who tells of unexpected errors."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from core.rules.settings import DEFAULTS, RuleSettings
from core.rules.settings_file import read_settings
from core.version import VERSION
from ui import theme
from ui.documents import Document
from ui.errors.crash_trace import CrashTrace, take_crash_traces
from ui.errors.error_report import ErrorReports
from ui.errors.log_file import log_folder, start_log
from ui.main_window import PROGRAM_NAME, MainWindow
from ui.rule_settings.office_settings import settings_file
from ui.start_files import start_files
from ui.theme import Appearance

_APPEARANCE_KEY = "appearance"
_log = logging.getLogger("jimu")


def run(arguments: Sequence[str]) -> int:
    """Open a window for each file that is named, or one with the welcome page.

    Returns the exit code when all are closed.
    """
    app = create_application()
    start_log(log_folder())
    earlier_crash, trace = take_crash_traces(log_folder()), CrashTrace(log_folder())
    trace.start()
    reports = ErrorReports(app)
    reports.install()
    windows = Windows(app, open_settings())
    windows.open(start_files(arguments))
    reports.show_crash(earlier_crash)
    code = app.exec()
    trace.stop()
    return code


def create_application() -> QApplication:
    """The QApplication with the program's name, style, fonts and Chinese texts; the existing one if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("jimu")
    app.setApplicationDisplayName(PROGRAM_NAME)
    app.setApplicationVersion(VERSION)
    app.setOrganizationName("Jimu")
    app.setStyle("Fusion")
    app.setWindowIcon(theme.icon("jimu"))
    theme.apply_font(app)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _install_qt_texts(app)
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
        self._rule_settings = DEFAULTS
        app.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._apply_appearance(Appearance(str(settings.value(_APPEARANCE_KEY, Appearance.SYSTEM.value))))

    def open(self, paths: Sequence[Path]) -> None:
        """Open each file in a window of its own; one window in any case.

        A message says which file cannot be opened, and the others follow.
        """
        read = read_settings(settings_file())
        self._rule_settings = read.settings
        window = self._new_window()
        window.show()
        if read.problems:
            window.documents.dialogs.error(
                "规则设置文件有误，有误的地方按默认设置处理", "\n".join(read.problems)
            )
        for path in paths:
            window.open_path(path)

    @property
    def all(self) -> Sequence[MainWindow]:
        return self._windows

    def _new_window(self) -> MainWindow:
        window = MainWindow(self._settings)
        window.document_for_another_window.connect(self._show_elsewhere)
        window.appearance_chosen.connect(self._choose_appearance)
        window.settings_changed.connect(self._apply_rule_settings)
        window.apply_settings(self._rule_settings)
        window.closed.connect(lambda: self._forget(window))
        window.commands.mark_appearance(self._appearance)
        self._windows.append(window)
        return window

    def _show_elsewhere(self, document: Document) -> None:
        """Show a document in the window that has its file already, in an empty one, or in a new one."""
        for window in self._windows:
            if (
                document.path is not None
                and window.document is not None
                and window.document.path == document.path
            ):
                _bring_to_front(window)
                return
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


def _install_qt_texts(app: QApplication) -> None:
    """Qt's own dialogs and context menus in Chinese."""
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
