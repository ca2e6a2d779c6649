"""From the command to the pages, with somebody who answers the questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.book import Book
from core.paper.paper import Paper
from core.paper.printout import Printout, sections_to_print
from core.progress import Cancelled
from core.session import Session
from ui.print import print_commands
from ui.print.page_layout import page_layout, paper_of
from ui.print.painter import paint_pages
from ui.print.paper_text import fitted
from ui.print.print_choice import PrintChoice, PrintSource, Purpose
from ui.print.print_commands import PrintCommands, PrintQuestions


class Answers(PrintQuestions):
    """Answers in the user's place, and keeps what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = ""
        self.paper = Paper()
        self.printer_paper: Paper | None = None
        self.purposes: list[Purpose] = []
        self.previewed: list[list[int]] = []
        self.wanted_after_preview: Purpose | None = None
        self.suggestion: Path | None = None
        self.pdf_name: str | None = "out.pdf"
        self.errors: list[str] = []

    def choice(self, source: PrintSource, purpose: Purpose) -> PrintChoice | None:
        self.purposes.append(purpose)
        return PrintChoice(None, self.paper, self.pages, purpose)

    def after_preview(self, printout: Printout, numbers: Sequence[int]) -> Purpose | None:
        self.previewed.append(list(numbers))
        return self.wanted_after_preview

    def printer(self, paper: Paper, title: str) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        printer.setPageLayout(page_layout(self.printer_paper or paper))
        return printer

    def pdf_file(self, suggestion: Path) -> Path | None:
        self.suggestion = suggestion
        return self.folder / self.pdf_name if self.pdf_name else None

    def error(self, summary: str, message: str) -> None:
        self.errors.append(f"{summary}：{message}")


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


@pytest.fixture
def commands(qtbot: QtBot, session: Session, answers: Answers) -> PrintCommands:
    window = QWidget()
    qtbot.addWidget(window)
    commands = PrintCommands(window, lambda: PrintSource(session.book, path=Path("/某处/示例:表.txt")))
    commands.questions = answers
    return commands


def is_pdf(path: Path) -> bool:
    return path.read_bytes().startswith(b"%PDF")


def test_save_pdf_proposes_the_name_of_the_book_beside_it(commands: PrintCommands, answers: Answers) -> None:
    commands.save_pdf()
    assert answers.suggestion == Path("/某处/示例_表.pdf")
    assert is_pdf(answers.folder / "out.pdf")


def test_print_sends_the_pages_to_the_printer(commands: PrintCommands, answers: Answers) -> None:
    commands.print()
    assert is_pdf(answers.folder / "printed.pdf")


def test_a_printer_set_to_other_paper_gets_pages_of_that_size(
    commands: PrintCommands, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths = []
    monkeypatch.setattr(
        print_commands, "paint_pages", lambda device, printout, *_: widths.append(printout.paper.width)
    )
    answers.printer_paper = Paper(297, 420)
    commands.print()
    assert widths == [pytest.approx(297, abs=0.5)]


def test_after_the_preview_the_same_pages_are_printed(commands: PrintCommands, answers: Answers) -> None:
    answers.pages, answers.wanted_after_preview = "2-", Purpose.PDF
    commands.preview()
    assert answers.previewed == [[2, 3]]
    assert is_pdf(answers.folder / "out.pdf")


def test_pages_that_are_not_there_are_told(commands: PrintCommands, answers: Answers) -> None:
    answers.pages = "9"
    commands.print()
    assert answers.errors == ["没有这些页：一共只有 3 页，没有第 9 页。请改写页码范围。"]


def test_a_file_that_cannot_be_written_is_told_with_its_place(
    commands: PrintCommands, answers: Answers
) -> None:
    answers.pdf_name = "gone/out.pdf"
    commands.save_pdf()
    (message,) = answers.errors
    assert str(answers.folder / "gone" / "out.pdf") in message


def test_an_empty_book_has_nothing_to_print(qtbot: QtBot, answers: Answers) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = PrintCommands(window, lambda: PrintSource(Book()))
    commands.questions = answers
    commands.print()
    assert answers.errors == ["没有可以打印的内容：请先添加项目，或者改选打印内容。"]


def test_without_a_book_nothing_is_asked(qtbot: QtBot, answers: Answers) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = PrintCommands(window, lambda: None)
    commands.questions = answers
    commands.print()
    assert answers.purposes == []


def test_a_print_job_that_is_stopped_is_taken_back_before_its_pages_are_handed_in(
    commands: PrintCommands, answers: Answers, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    aborted = []
    monkeypatch.setattr(QPrinter, "abort", lambda printer: aborted.append(printer.printerState()))

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    printer = answers.printer(Paper(), "")
    assert printer is not None
    printout = Printout(sections_to_print(session.book), Paper(), fitted)
    with pytest.raises(Cancelled):
        paint_pages(printer, printout, [1, 2, 3], stop)
    assert aborted == [QPrinter.PrinterState.Active]


def test_the_name_of_a_pdf_gets_its_suffix(
    commands: PrintCommands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    questions = PrintQuestions(parent)
    for typed, name in (("目标表", "目标表.pdf"), ("v1.2", "v1.2.pdf"), ("b.PDF", "b.PDF"), ("", None)):
        chosen = str(tmp_path / typed) if typed else ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: (chosen, ""))
        assert questions.pdf_file(tmp_path) == (tmp_path / name if name else None)


@pytest.mark.parametrize("accepted", [True, False])
def test_the_system_asks_for_the_printer_with_our_paper_set(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: int(accepted))
    printer = PrintQuestions(parent).printer(Paper().turned(), "示例表")
    assert (printer is not None) is accepted
    if printer is not None:
        assert printer.docName() == "示例表"
        assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape


def test_the_dialog_of_the_command_is_answered_by_keys(
    commands: PrintCommands, answers: Answers, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def press_enter() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, press_enter)
        else:
            qtbot.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, press_enter)
    choice = PrintQuestions(parent).choice(PrintSource(Book()), Purpose.PDF)
    assert choice is not None
    assert choice.purpose is Purpose.PDF


@pytest.mark.parametrize("paper", [Paper(), Paper().turned(), Paper(297, 420, 12)])
def test_paper_is_the_same_after_the_printer_has_told_it(paper: Paper) -> None:
    assert paper_of(page_layout(paper), Paper(margin=paper.margin)).width == pytest.approx(
        paper.width, abs=0.5
    )
