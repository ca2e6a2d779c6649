"""The program's main job without anyone at the keyboard: open, check, edit, undo, save, read back, take a picture."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from core.book import Book, Place
from core.edit import SetField
from core.formats import PLAIN_FORMS, FileError, PlainForm, load, save
from core.formats.json_book import write_json
from core.rules import Severity
from ui.application import create_application
from ui.dialogs import CloseChoice, Dialogs
from ui.documents import Document
from ui.main_window import MainWindow
from ui.print.pdf import write_pdf
from ui.welcome_page import SAMPLES

SAMPLE = SAMPLES / "示例市政务服务中心2026年.txt"
SCREENSHOT = "window.png"
_WINDOW_SIZE = (1440, 900)
"""In pixels, so that the picture does not depend on the screen."""


class SelfCheckFailed(Exception):
    """A step did not do what it should; the message is a sentence for the user."""


class _Unattended(Dialogs):
    """Nobody is there to answer: a message fails the check, a question is one the check must not run into."""

    def error(self, summary: str, message: str) -> None:
        raise SelfCheckFailed(f"{summary}：{message}")

    def unsaved_changes(self, title: str) -> CloseChoice:
        raise SelfCheckFailed(f"“{title}”还有未保存的修改")


def run(out_dir: Path, book_path: Path | None = None) -> int:
    """Do the job on a book (a bundled sample, if none is given) and leave the files in `out_dir`.

    Prints what was done. Returns 0, or 1 after saying what failed.
    """
    if not _has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        _check_all(out_dir, book_path or SAMPLE)
    except (SelfCheckFailed, FileError, OSError) as error:
        print(f"自检失败：{error}", file=sys.stderr)
        return 1
    print("自检通过。")
    return 0


def _check_all(out_dir: Path, book_path: Path) -> None:
    app = create_application()
    # Settings of its own, so that the user's list of recent files stays as it is.
    window = MainWindow(QSettings(str(out_dir / "settings.ini"), QSettings.Format.IniFormat))
    window.documents.dialogs = _Unattended(window)
    try:
        window.resize(*_WINDOW_SIZE)
        window.show()
        document = _open(window, book_path)
        _edit_and_undo(window, document)
        for form in PLAIN_FORMS:
            _save_and_read_back(document, out_dir / f"{book_path.stem}.{form.value}{form.suffix}", form)
        _check_own_form(document, book_path, out_dir / book_path.name)
        _print_pdf(document, out_dir / f"{book_path.stem}.pdf")
        _take_picture(app, window, out_dir / SCREENSHOT)
    finally:
        window.set_document(None)
        window.close()


def _open(window: MainWindow, path: Path) -> Document:
    document = window.documents.open_sample(path)
    window.take(document)
    if document is None or window.document is not document:
        raise SelfCheckFailed(f"窗口里没有打开 {path}")
    findings = document.session.findings
    counts = " ".join(f"{severity.title} {findings.count(severity)}" for severity in Severity)
    print(f"打开 {path}：{window.status_bar.facts}")
    print(f"检查：{counts}")
    _expect(bool(document.session.book.project_ids), "文件里没有项目")
    return document


def _edit_and_undo(window: MainWindow, document: Document) -> None:
    """One edit of the first target value by the window's own session, and back."""
    session = document.session
    before = _contents(session.book)
    project = next((project for project in session.book.projects if project.indicators), None)
    if project is None:
        raise SelfCheckFailed("没有一个项目有指标")
    row = project.indicators[0]
    session.apply(SetField(Place(project.id, row.id, "value"), "≥98%"), "自检")
    _expect(session.book.project(project.id).indicators[0].value == "≥98%", "修改没有写进指标值")
    _expect(window.isWindowModified(), "修改以后，窗口标题没有标出“已修改”")
    window.book_commands.undo()
    _expect(_contents(session.book) == before, "撤销以后，内容与修改前不一样")
    _expect(not window.isWindowModified(), "撤销以后，窗口仍标着“已修改”")
    print(f"修改并撤销：{row.name or row.level2} 的指标值 {row.value!r} → '≥98%' → {row.value!r}")


def _save_and_read_back(document: Document, path: Path, form: PlainForm) -> None:
    save(document.session.book, path, None, form)
    _expect(_contents(load(path).book) == _contents(document.session.book), f"{path} 读回来与原文件不一样")
    print(f"保存为{form.title}并读回：{path}")


def _check_own_form(document: Document, source: Path, path: Path) -> None:
    save(document.session.book, path, document.layout)
    _expect(path.read_bytes() == source.read_bytes(), f"未改动就保存的 {path} 与原文件不一样")
    print(f"按原样保存，逐字节相同：{path}")


def _print_pdf(document: Document, path: Path) -> None:
    pages = write_pdf(document.session.book, None, path)
    _expect(pages > 0 and path.read_bytes().startswith(b"%PDF"), f"没有打印到 {path}")
    print(f"打印为 PDF，共 {pages} 页：{path}")


def _take_picture(app: QApplication, window: MainWindow, path: Path) -> None:
    app.processEvents()
    _expect(window.grab().save(str(path)), f"窗口的截图无法保存到 {path}")
    print(f"窗口截图：{path}")


def _contents(book: Book) -> str:
    """All that the book says, without the ids of its items."""
    return write_json(book).source


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SelfCheckFailed(otherwise)


def _has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
