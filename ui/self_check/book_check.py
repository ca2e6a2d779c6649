"""The checks on one book: open, edit, save in every form and read back, report, print."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction

from core.book import Book, Indicator, ItemId, Place
from core.formats import PLAIN_FORMS, PlainForm, WorkbookKind, load, save
from core.formats.json_book import write_json
from core.report import Checked, Report, compose, review_book, write_report, writer_for
from core.rules import Findings, Severity
from core.session import Session
from ui.dialogs import Target
from ui.document import Document
from ui.main_window import MainWindow
from ui.print.pdf import write_pdf
from ui.report.pdf import pdf_report
from ui.self_check.protocol import Outcome, Protocol, SelfCheckFailed, expect
from ui.self_check.unattended import Unattended, type_into_cell

_TYPED_VALUE = "≥98%"
_NEW_ROW = {"level3": "自检时插入的指标", "value": "≥12次"}
_MOST_STEPS = 20
"""Far more than the check makes."""
_REPORT_DATE = dt.date(2026, 1, 31)
"""Any; today's would differ from one run to the next."""


class BookCheck:
    """Works on one book in the window and leaves its files in `folder`.

    Attributes:
        comparable: those of the files that are the same on every computer.
    """

    def __init__(
        self, window: MainWindow, dialogs: Unattended, protocol: Protocol, source: Path, folder: Path
    ) -> None:
        self._window = window
        self._dialogs = dialogs
        self._protocol = protocol
        self._source = source
        self._folder = folder
        self.comparable: list[Path] = []

    def run(self) -> None:
        """Do every check; without the book in the window the others make no sense."""
        self._protocol.say(f"\n{self._source.stem}")
        self._protocol.note(f"\n{self._source.stem}")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._do("打开并检查", self._open)
        if self._window.document is None:
            return
        self._do("不改动就保存，逐字节相同", self._save_unchanged)
        self._do("键入指标值", self._type_value)
        self._do("插入指标并填写", self._insert_row)
        self._do("全部撤销，再全部重做", self._undo_and_redo)
        self._do("另存为原格式并读回", self._save_as)
        for form in PLAIN_FORMS:
            self._do(f"保存为{form.title}并读回", partial(self._save_in_form, form))
        self._do("保存为 JSON 并读回", self._save_json)
        for suffix in (".docx", ".xlsx", ".html", ".pdf"):
            self._do(f"审核意见 {suffix}", partial(self._write_report, suffix))
        self._do("打印为 PDF", self._print)

    def _do(self, name: str, step: Callable[[Outcome], None]) -> None:
        with self._protocol.check(name) as outcome:
            step(outcome)

    # ── In the window ─────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, outcome: Outcome) -> None:
        self._window.set_document(None)
        self._window.open_path(self._source)
        session = self._document.session
        projects = session.book.projects
        expect(bool(projects), "文件里没有项目")
        rows = sum(len(project.indicators) for project in projects)
        outcome.said = f"{len(projects)} 个项目，{rows} 个指标，{_counts(session.findings)}"

    def _type_value(self, outcome: Outcome) -> None:
        project_id, row = self._first_row()
        place = Place(project_id, row.id, "value")
        self._window.workspace.go_to(place)
        type_into_cell(self._window.workspace.sheet, _TYPED_VALUE)
        now = self._row(project_id, row.id).value
        expect(now == _TYPED_VALUE, f"指标值是“{now}”，不是键入的“{_TYPED_VALUE}”")
        expect(self._window.isWindowModified(), "修改以后，窗口标题没有标出“已修改”")
        outcome.said = f"{row.name or row.level2}：{row.value} → {now}"

    def _insert_row(self, outcome: Outcome) -> None:
        project_id, row = self._first_row()
        workspace = self._window.workspace
        workspace.go_to(Place(project_id, row.id, "value"))
        before = {one.id for one in self._book.project(project_id).indicators}
        workspace.section_page.indicator_actions.insert.trigger()
        new = [one.id for one in self._book.project(project_id).indicators if one.id not in before]
        expect(len(new) == 1, f"插入了 {len(new)} 个指标")
        for field, text in _NEW_ROW.items():
            workspace.go_to(Place(project_id, new[0], field))
            type_into_cell(workspace.sheet, text)
        filled = self._row(project_id, new[0])
        expect((filled.level3, filled.value) == tuple(_NEW_ROW.values()), "新的指标没有填上键入的文字")
        outcome.said = f"{filled.level2}：{filled.level3} {filled.value}"

    def _undo_and_redo(self, outcome: Outcome) -> None:
        session, commands = self._document.session, self._window.commands
        edited = _contents(session.book)
        expect(session.undo_label is not None, "没有可以撤销的修改")
        undone = _repeated(commands.undo, lambda: session.undo_label is not None)
        expect(_contents(session.book) == _contents(load(self._source).book), "撤销以后，内容与原文件不一样")
        expect(not self._window.isWindowModified(), "撤销以后，窗口仍标着“已修改”")
        redone = _repeated(commands.redo, lambda: session.redo_label is not None)
        expect(_contents(session.book) == edited, "重做以后，内容与修改后不一样")
        expect(undone == redone, f"撤销了 {undone} 步，重做了 {redone} 步")
        outcome.said = f"{undone} 步"

    def _save_as(self, outcome: Outcome) -> None:
        path = self._file(f"edited{self._source.suffix}")
        self._dialogs.target = Target(path, self._document.form)
        expect(self._window.save_as(), "没有保存")
        expect(not self._window.isWindowModified(), "保存以后，窗口仍标着“已修改”")
        self._compare(path)
        outcome.said = _counts(Session(load(path).book).findings)
        expect(outcome.said == _counts(self._document.session.findings), "读回来的文件，检查出的问题不一样")

    # ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _save_unchanged(self, outcome: Outcome) -> None:
        path = self._file(f"unchanged{self._source.suffix}")
        save(self._book, path, self._document.layout)
        expect(path.read_bytes() == self._source.read_bytes(), f"{path.name} 与原文件不一样")

    def _save_in_form(self, form: PlainForm, outcome: Outcome) -> None:
        path = self._file(f"{form.value}{form.suffix}")
        save(self._book, path, None, form)
        self._compare(path)
        if isinstance(form, WorkbookKind):
            _check_archive(path)

    def _save_json(self, outcome: Outcome) -> None:
        path = self._file("book.json")
        save(self._book, path)
        self._compare(path)

    def _compare(self, path: Path) -> None:
        expect(_contents(load(path).book) == _contents(self._book), f"{path.name} 读回来与保存的内容不一样")

    def _write_report(self, suffix: str, outcome: Outcome) -> None:
        path = self._file(f"report{suffix}", is_comparable=suffix in (".xlsx", ".html"))
        report = self._report()
        write_report(report, path, writer_for(path, (), {".pdf": pdf_report}))
        data = path.read_bytes()
        if suffix == ".pdf":
            expect(data.startswith(b"%PDF"), f"{path.name} 不是 PDF")
        elif suffix == ".html":
            expect(report.title in data.decode("utf-8"), f"{path.name} 里没有标题")
        else:
            _check_archive(path)
        outcome.said = f"{len(report.register.rows)} 条"

    def _report(self) -> Report:
        document = self._document
        unrecognised = document.layout.unrecognised if document.layout else ()
        checked = Checked.of(document.session.findings)
        reviewed = review_book(self._source.name, document.session.book, checked, unrecognised)
        return compose([reviewed], _REPORT_DATE)

    def _print(self, outcome: Outcome) -> None:
        path = self._file("print.pdf", is_comparable=False)
        pages = write_pdf(self._book, None, path)
        expect(pages > 0 and path.read_bytes().startswith(b"%PDF"), f"没有打印到 {path.name}")
        self._protocol.note(f"{path.name}: {pages} pages")

    # ── The book ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _document(self) -> Document:
        if self._window.document is None:
            raise SelfCheckFailed("窗口里没有打开文件")
        return self._window.document

    @property
    def _book(self) -> Book:
        return self._document.session.book

    def _first_row(self) -> tuple[ItemId, Indicator]:
        for project in self._book.projects:
            if project.indicators:
                return project.id, project.indicators[0]
        raise SelfCheckFailed("没有一个项目有指标")

    def _row(self, project_id: ItemId, row_id: ItemId) -> Indicator:
        project = self._book.project(project_id)
        return project.indicators[project.row_index(row_id)]

    def _file(self, name: str, *, is_comparable: bool = True) -> Path:
        path = self._folder / name
        if is_comparable:
            self.comparable.append(path)
        return path


def _repeated(command: QAction, is_left: Callable[[], bool]) -> int:
    """Give a command as long as there is something left to do; returns how often."""
    for times in range(_MOST_STEPS):
        if not is_left():
            return times
        command.trigger()
    raise SelfCheckFailed(f"“{command.text()}”用了 {_MOST_STEPS} 次还没有完")


def _contents(book: Book) -> str:
    """All that the book says, without the ids of its items."""
    return write_json(book).source


def _counts(findings: Findings) -> str:
    return "，".join(f"{severity.title} {findings.count(severity)}" for severity in Severity)


def _check_archive(path: Path) -> None:
    """Excel and Word files are archives with a sum for each part."""
    with zipfile.ZipFile(path) as archive:
        damaged = archive.testzip()
    expect(damaged is None, f"{path.name} 里的 {damaged} 损坏了")
