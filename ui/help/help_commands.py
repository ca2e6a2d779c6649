"""The menu 帮助 of one window: the manual at the right place, the keyboard sheet, about."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from ui.errors.log_file import log_folder
from ui.help.about_dialog import AboutDialog
from ui.help.anchors import help_for
from ui.help.help_window import KEYBOARD, HelpWindow
from ui.help.keyboard_sheet import key_groups


class HelpCommands(QObject):
    """Opens the help of one window; the manual's window is closed with it.

    Attributes:
        help_window: the manual; None before it was asked for.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.help_window: HelpWindow | None = None

    def show_manual(self) -> None:
        """Show what the manual says about the part of the window that has the keyboard."""
        self._show(help_for(QApplication.focusWidget()))

    def show_keyboard(self) -> None:
        """Show what every key does."""
        self._show(KEYBOARD)

    def show_about(self) -> None:
        """Show versions, licences and where the log is."""
        folder = log_folder()
        dialog = AboutDialog(folder if folder.is_dir() else None, self._window)
        dialog.exec()
        dialog.deleteLater()

    def close(self) -> None:
        """The window goes."""
        if self.help_window is not None:
            self.help_window.close()

    def _show(self, anchor: str) -> None:
        if self.help_window is None:
            self.help_window = HelpWindow(key_groups(self._window))
        self.help_window.show_page(anchor)
