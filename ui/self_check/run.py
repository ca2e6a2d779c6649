"""The self-check from its first line to its exit code."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from core.version import VERSION
from ui.application import create_application
from ui.main_window import MainWindow
from ui.self_check.book_check import BookCheck
from ui.self_check.protocol import Protocol, expect
from ui.self_check.unattended import Unattended
from ui.versions import version_lines
from ui.welcome_page import sample_files

PROTOCOL, MACHINE, SCREENSHOT, SUMS = "self-check.txt", "machine.log", "window.png", "SHA256SUMS"
_SETTINGS = "settings.ini"
_WINDOW_SIZE = (1440, 900)
"""In pixels, so that the picture does not depend on the screen."""


def run(out_dir: Path, books: Sequence[Path] | None = None) -> int:
    """Check the program on the books (all bundled samples, if none are given) and leave the files in `out_dir`.

    Returns 0, or 1 after saying what failed: in the protocol, and on the standard output where there is one.
    """
    if not _has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        protocol = Protocol(out_dir / PROTOCOL, out_dir / MACHINE)
    except OSError as error:
        print(f"自检失败：“{out_dir}”里不能写文件（{error.strerror or error}）。", file=sys.stderr)
        return 1
    old_hooks = sys.excepthook, qInstallMessageHandler(None)
    sys.excepthook = protocol.catch
    qInstallMessageHandler(_noting(protocol))
    try:
        _check(protocol, out_dir, sample_files() if books is None else books)
    finally:
        sys.excepthook = old_hooks[0]
        qInstallMessageHandler(old_hooks[1])
        protocol.close()
    if protocol.failed:
        print(f"自检失败，见 {out_dir / PROTOCOL}", file=sys.stderr)
    return 1 if protocol.failed else 0


def _check(protocol: Protocol, out_dir: Path, books: Sequence[Path]) -> None:
    protocol.say(f"绩目 {VERSION} 自检")
    app = create_application()
    _note_machine(protocol, app)
    window: MainWindow | None = None
    with protocol.check("打开窗口"):
        # Settings of its own, so that the user's list of recent files stays as it is.
        (out_dir / _SETTINGS).unlink(missing_ok=True)
        window = MainWindow(QSettings(str(out_dir / _SETTINGS), QSettings.Format.IniFormat))
        window.resize(*_WINDOW_SIZE)
        window.show()
        app.processEvents()
    if window is not None:
        comparable = _check_books(protocol, app, window, out_dir, books)
        _write_sums(out_dir, comparable)
    protocol.say(
        f"\n自检{'没有通过' if protocol.failed else '通过'}：{protocol.done} 项，失败 {protocol.failed} 项"
    )


def _check_books(
    protocol: Protocol, app: QApplication, window: MainWindow, out_dir: Path, books: Sequence[Path]
) -> list[Path]:
    """The files that are the same on every computer."""
    dialogs = Unattended(window)
    window.documents.dialogs = dialogs
    comparable: list[Path] = []
    try:
        for number, book in enumerate(books):
            checks = BookCheck(window, dialogs, protocol, book, out_dir / book.stem)
            checks.run()
            comparable += checks.comparable
            if number == 0:
                _take_picture(protocol, app, window, out_dir / SCREENSHOT)
    finally:
        with protocol.check("关闭窗口"):
            window.set_document(None)
            expect(window.close(), "窗口没有关闭")
    return comparable


def _take_picture(protocol: Protocol, app: QApplication, window: MainWindow, path: Path) -> None:
    with protocol.check("窗口截图"):
        app.processEvents()
        expect(window.grab().save(str(path)), f"截图无法保存到 {path.name}")


def _note_machine(protocol: Protocol, app: QApplication) -> None:
    screen = app.primaryScreen()
    size = (
        f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio()}"
        if screen
        else "none"
    )
    for line in (
        *version_lines(),
        f"platform {app.platformName()}, style {app.style().name()}, screen {size}",
        f"font {app.font().family()} {app.font().pointSizeF()} pt",
        f"streams {'yes' if sys.stdout is not None else 'none'}",
    ):
        protocol.note(line)


def _write_sums(out_dir: Path, files: Sequence[Path]) -> None:
    """As `sha256sum` writes them, so that two computers can be compared by this one file."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out_dir).as_posix()}\n"
        for path in sorted(files)
        if path.exists()
    ]
    (out_dir / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _noting(protocol: Protocol) -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    def note(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        protocol.note(f"{kind.name}: {message}")

    return note


def _has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
