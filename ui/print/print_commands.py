"""The commands 打印, 打印预览 and 存为 PDF: from the question what to print to the pages on paper."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.paper.page_range import NoSuchPages, page_numbers
from core.paper.paper import Paper
from core.paper.printout import Printout, sections_to_print
from core.place_titles import section_title
from core.progress import Cancelled
from ui.background import watched
from ui.print.page_layout import page_layout, paper_of
from ui.print.painter import PaintingFailed, paint_pages
from ui.print.paper_text import fitted
from ui.print.pdf import write_pages
from ui.print.preview_dialog import PreviewDialog
from ui.print.print_choice import PrintChoice, PrintSource, Purpose
from ui.print.print_dialog import PrintDialog

_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class PrintQuestions:
    """Asks the user, over `parent`. A test can answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choice(self, source: PrintSource, purpose: Purpose) -> PrintChoice | None:
        """None when the user cancels."""
        dialog = PrintDialog(source, purpose, self._parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.choice

    def after_preview(self, printout: Printout, numbers: Sequence[int]) -> Purpose | None:
        """Show the pages; what the user wants done with them now."""
        dialog = PreviewDialog(printout, numbers, self._parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.purpose

    def printer(self, paper: Paper, title: str) -> QPrinter | None:
        """The printer that the user chose, set to his wishes; None when he cancels."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(paper))
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._parent)
        for option in (
            QAbstractPrintDialog.PrintDialogOption.PrintPageRange,  # asked for before
            QAbstractPrintDialog.PrintDialogOption.PrintSelection,
        ):
            dialog.setOption(option, False)
        accepted = dialog.exec()
        dialog.deleteLater()
        return printer if accepted else None

    def pdf_file(self, suggestion: Path) -> Path | None:
        """None when the user cancels."""
        name, _ = QFileDialog.getSaveFileName(
            self._parent, _tr("存为 PDF"), str(suggestion), _tr("PDF 文件 (*.pdf)")
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def error(self, summary: str, message: str) -> None:
        """Tell what went wrong: `summary` in a few words, `message` in whole sentences."""
        box = QMessageBox(QMessageBox.Icon.Warning, summary, f"<b>{summary}</b>", parent=self._parent)
        box.setInformativeText(html.escape(message))
        box.addButton(_tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()


class PrintCommands:
    """Prints what `source` says there is; None: no book is open.

    Attributes:
        questions: who asks the user.
    """

    def __init__(self, window: QWidget, source: Callable[[], PrintSource | None]) -> None:
        self._window = window
        self._source = source
        self.questions = PrintQuestions(window)

    def print(self) -> None:
        self._ask(Purpose.PRINT)

    def preview(self) -> None:
        self._ask(Purpose.PREVIEW)

    def save_pdf(self) -> None:
        self._ask(Purpose.PDF)

    def _ask(self, purpose: Purpose) -> None:
        """Ask what is to be printed, with this purpose as the usual answer, and do it."""
        source = self._source()
        choice = self.questions.choice(source, purpose) if source else None
        if source is None or choice is None:
            return
        try:
            _Job(self._window, self.questions, source, choice).run(choice.purpose)
        except Cancelled:
            return
        except NoSuchPages as error:
            self.questions.error(_tr("没有这些页"), str(error))


class _Job:
    """What the user chose, on its way to paper, screen or file."""

    def __init__(
        self, window: QWidget, questions: PrintQuestions, source: PrintSource, choice: PrintChoice
    ) -> None:
        self._window, self._questions, self._source, self._choice = window, questions, source, choice
        self._sections = sections_to_print(source.book, choice.section_ids)
        self._set_up(choice.paper)

    def run(self, purpose: Purpose) -> None:
        if not self._numbers:
            self._questions.error(_tr("没有可以打印的内容"), _tr("请先添加项目，或者改选打印内容。"))
        elif purpose is Purpose.PRINT:
            self._print()
        elif purpose is Purpose.PDF:
            self._save_pdf()
        elif wanted := self._questions.after_preview(self._printout, self._numbers):
            self.run(wanted)

    def _set_up(self, paper: Paper) -> None:
        with watched(self._window, _tr("正在排版 …")) as progress:
            self._printout = Printout(self._sections, paper, fitted, progress)
        count = self._printout.page_count
        self._numbers = page_numbers(self._choice.pages, count) if count else []

    def _print(self) -> None:
        printer = self._questions.printer(self._printout.paper, self._title)
        if printer is None:
            return
        paper = paper_of(printer.pageLayout(), self._printout.paper)
        if paper != self._printout.paper:
            self._set_up(paper)
        printer.setFullPage(True)
        try:
            with watched(self._window, _tr("正在打印 …")) as progress:
                paint_pages(printer, self._printout, self._numbers, progress)
        except PaintingFailed:
            self._questions.error(
                _tr("打印失败"), _tr("打印机没有接受打印任务。请检查打印机是否开机、联机，再重新打印。")
            )

    def _save_pdf(self) -> None:
        path = self._questions.pdf_file(self._folder / f"{self._title.translate(_NOT_IN_NAMES)}.pdf")
        if path is None:
            return
        try:
            with watched(self._window, _tr("正在生成 PDF …")) as progress:
                write_pages(self._printout, self._numbers, path, self._title, progress)
        except OSError as error:
            reason = error.strerror or str(error)
            self._questions.error(
                _tr("没有存成 PDF"),
                _tr("{0} 写不进去：{1}。请关闭打开着它的程序，或者换一个位置再存。").format(path, reason),
            )

    @property
    def _title(self) -> str:
        """What the job is called: by its only section, else by the book's file."""
        if len(self._sections) == 1:
            return section_title(self._sections[0])
        return self._source.path.stem if self._source.path else _tr("绩效目标表")

    @property
    def _folder(self) -> Path:
        return self._source.path.parent if self._source.path else Path.home()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printout", text)
