"""New, open, save, save as, and the question before closing."""

import sys
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from core.backups import Backups
from core.book import Place
from core.decisions.side_file import side_file
from core.edit import RemoveRow, SetField
from core.formats import PLAIN_FORMS, PlainForm, WorkbookKind, load
from core.money import MoneyUnit
from core.rules import Severity
from core.rules.settings import RuleSettings
from tests.samples import SAMPLES
from tests.ui.scripted_dialogs import ScriptedDialogs
from ui.dialogs import CloseChoice
from ui.document import Document
from ui.documents import Documents
from ui.keeping import Keeping
from ui.recent_files import RecentFiles


@pytest.fixture
def recent(settings: QSettings) -> RecentFiles:
    return RecentFiles(settings)


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(tmp_path / "data" / "recovery", Backups(tmp_path / "data" / "backups"))


@pytest.fixture
def documents(
    qapp: QApplication, dialogs: ScriptedDialogs, recent: RecentFiles, keeping: Keeping
) -> Documents:
    return Documents(dialogs, recent, keeping)


@pytest.fixture
def book_file(tmp_path: Path) -> Path:
    path = tmp_path / "示例.txt"
    path.write_bytes(SAMPLES[0].read_bytes())
    return path


def opened(documents: Documents, path: Path) -> Document:
    document = documents.open(path)
    assert document is not None
    return document


def change(document: Document) -> None:
    project = document.session.book.projects[0]
    document.session.apply(SetField(Place(project.id, field="purpose"), "改过的用途"), "资金用途")


def test_a_new_book_has_one_empty_project_and_nothing_to_undo(documents: Documents) -> None:
    document = documents.new()
    (project,) = document.session.book.projects
    assert project.indicators
    assert document.path is None
    assert not document.session.modified


def test_a_new_book_counts_in_the_money_unit_of_the_office(documents: Documents) -> None:
    documents.settings = RuleSettings(money_unit=MoneyUnit.YUAN)
    (project,) = documents.new().session.book.projects
    assert project.money_unit == "元"


def test_a_new_book_has_the_spending_plan_that_the_office_asks_for(documents: Documents) -> None:
    (project,) = documents.new().session.book.projects
    assert project.spending_plan is None
    documents.settings = RuleSettings(checkpoints=(6, 12))
    (project,) = documents.new().session.book.projects
    assert [checkpoint.label for checkpoint in project.spending_plan or ()] == ["6月底", "12月底"]


def test_an_unchanged_book_is_saved_as_the_same_bytes(documents: Documents, book_file: Path) -> None:
    before = book_file.read_bytes()
    assert documents.save(opened(documents, book_file))
    assert book_file.read_bytes() == before


def test_saving_writes_the_change_and_clears_the_mark(documents: Documents, book_file: Path) -> None:
    document = opened(documents, book_file)
    change(document)
    assert documents.save(document)
    assert not document.session.modified
    assert load(book_file).book.projects[0].purpose == "改过的用途"


def test_a_sample_opens_as_a_new_book_and_stays_as_it_is(
    documents: Documents, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    before = SAMPLES[0].read_bytes()
    document = documents.open_copy(SAMPLES[0])
    assert document is not None
    dialogs.target = tmp_path / "我的.txt"
    change(document)
    assert documents.save(document)
    assert document.path == dialogs.target
    assert SAMPLES[0].read_bytes() == before


def test_a_changed_copy_is_a_book_of_its_own_in_the_form_of_the_file(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, tmp_path: Path
) -> None:
    document = opened(documents, book_file)
    project = document.session.book.projects[0]
    before = book_file.read_bytes()
    edit = SetField(Place(project.id, field="purpose"), "下一年度的用途")
    copy = documents.changed_copy(document, edit, "年度结转", "示例2027年")
    assert copy is not None
    assert (copy.path, copy.title, copy.form) == (None, "示例2027年", document.form)
    assert copy.session.modified
    assert (copy.session.undo_label, document.session.undo_label) == ("年度结转", None)
    assert document.session.book.projects[0] is project
    dialogs.target = tmp_path / "示例2027年.txt"
    assert documents.save(copy)
    assert book_file.read_bytes() == before
    assert "下一年度的用途" in (tmp_path / "示例2027年.txt").read_text("utf-8")


@pytest.mark.parametrize("form", PLAIN_FORMS)
def test_save_as_writes_any_form_and_goes_on_with_the_new_file(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, tmp_path: Path, form: PlainForm
) -> None:
    document = opened(documents, book_file)
    dialogs.target, dialogs.form = tmp_path / f"另存{form.suffix}", form
    assert documents.save_as(document)
    assert document.path == dialogs.target
    assert document.form is form
    assert [p.name for p in load(dialogs.target).book.projects] == [
        p.name for p in document.session.book.projects
    ]


def test_save_as_proposes_the_files_own_name_and_form(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    document = opened(documents, book_file)
    assert not documents.save_as(document)
    assert dialogs.suggestion == (book_file, document.form)


def test_a_new_book_is_proposed_as_a_workbook(documents: Documents, dialogs: ScriptedDialogs) -> None:
    assert not documents.save(documents.new())
    assert dialogs.suggestion is not None
    assert dialogs.suggestion.form is WorkbookKind.FORM
    assert dialogs.suggestion.path.suffix == ".xlsx"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02" * 400, "只有一段话，没有表。".encode(), b"\xff\xfe\xff"],
    ids=["empty", "binary", "no tables", "wrong encoding"],
)
def test_a_bad_file_is_named_in_a_message(
    documents: Documents, dialogs: ScriptedDialogs, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏文件.txt"
    path.write_bytes(content)
    assert documents.open(path) is None
    (message,) = dialogs.errors
    assert message.startswith("无法打开文件：")
    assert "坏文件.txt" in message


def test_a_folder_and_a_missing_file_are_refused_with_a_message(
    documents: Documents, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    assert documents.open(tmp_path) is None
    assert documents.open(tmp_path / "没有.txt") is None
    assert len(dialogs.errors) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a path of a folder that is a file fails otherwise there")
def test_a_save_that_fails_says_so_and_keeps_the_change_unsaved(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, tmp_path: Path
) -> None:
    document = opened(documents, book_file)
    change(document)
    dialogs.target = tmp_path / "没有这个文件夹" / "示例.txt"
    assert not documents.save_as(document)
    assert document.session.modified
    assert document.path == book_file
    assert dialogs.errors[0].startswith("没有保存：")


@pytest.mark.parametrize(
    ("choice", "may_close", "saved"),
    [
        (CloseChoice.SAVE, True, True),
        (CloseChoice.DISCARD, True, False),
        (CloseChoice.CANCEL, False, False),
    ],
)
def test_closing_a_changed_book_asks(
    documents: Documents,
    dialogs: ScriptedDialogs,
    book_file: Path,
    choice: CloseChoice,
    may_close: bool,
    saved: bool,
) -> None:
    document = opened(documents, book_file)
    change(document)
    dialogs.close_choice = choice
    assert documents.may_close(document) is may_close
    assert dialogs.questions == ["示例.txt"]
    assert (load(book_file).book.projects[0].purpose == "改过的用途") is saved


def test_closing_an_unchanged_book_asks_nothing(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    assert documents.may_close(opened(documents, book_file))
    assert dialogs.questions == []


def test_files_are_remembered_latest_first_and_kept_between_runs(
    documents: Documents, settings: QSettings, book_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一个.txt"
    other.write_bytes(SAMPLES[0].read_bytes())
    for path in (book_file, other, book_file):
        opened(documents, path).let_go()
    settings.sync()
    again = RecentFiles(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.paths == [book_file, other]


def test_a_file_that_cannot_be_opened_leaves_the_recent_files(
    documents: Documents, recent: RecentFiles, book_file: Path
) -> None:
    opened(documents, book_file).let_go()
    book_file.unlink()
    documents.open(book_file)
    assert recent.paths == []


def test_ten_files_are_remembered(recent: RecentFiles, tmp_path: Path) -> None:
    for number in range(12):
        recent.add(tmp_path / f"{number}.txt")
    assert [path.stem for path in recent.paths] == [str(number) for number in range(11, 1, -1)]


LIST = """
项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
社区食堂经费 | 产出指标 | 数量指标 | 食堂数 | ≥3个 | 重点
社区食堂经费 | 产出指标 | 质量指标 | 达标率 | ≥95% |
"""


def test_what_a_save_would_break_in_a_workbook_is_asked_about_first(
    documents: Documents, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "清单.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("指标")
        for number, line in enumerate(LIST.strip().splitlines()):
            sheet.write_row(number, 0, [part.strip() for part in line.split("|")])
        sheet.write_formula("H6", '=INDIRECT("E3")', None, "≥95%")
    before = path.read_bytes()
    document = opened(documents, path)
    project = document.session.book.projects[0]
    document.session.apply(RemoveRow(project.id, project.indicators[0].id), "删除")
    assert not documents.save(document)
    (message,) = dialogs.losses
    assert "指标" in message
    assert path.read_bytes() == before
    assert document.session.modified
    dialogs.goes_on_with_losses = True
    assert documents.save(document)
    assert not document.session.modified
    assert [row.level3 for row in load(path).book.projects[0].indicators] == ["达标率"]


def test_a_workbook_that_is_open_in_excel_is_not_overwritten(
    documents: Documents, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    document = documents.new()
    dialogs.target = tmp_path / "新书.xlsx"
    assert documents.save(document)
    (tmp_path / "~$新书.xlsx").write_bytes(b"lock")
    change(document)
    before = dialogs.target.read_bytes()
    assert not documents.save(document)
    assert "正在 Excel 或 WPS 中打开" in dialogs.errors[-1]
    assert dialogs.target.read_bytes() == before
    assert document.session.modified


def test_what_was_accepted_is_kept_beside_the_file(documents: Documents, book_file: Path) -> None:
    document = opened(documents, book_file)
    finding = next(iter(document.session.findings))
    document.session.waive(finding, "已与业务科室核对")
    assert document.session.modified
    assert documents.save(document)
    assert not document.session.modified
    document.let_go()
    again = opened(documents, book_file)
    ((waived, waiver),) = again.session.findings.waived
    assert (waived.message, waiver.reason) == (finding.message, "已与业务科室核对")
    again.session.take_back(waiver)
    assert documents.save(again)
    again.let_go()
    assert list(opened(documents, book_file).session.findings.waived) == []
    assert [path.name for path in book_file.parent.glob("*.json")] == []


def test_a_workbook_holds_what_was_accepted(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, tmp_path: Path
) -> None:
    document = opened(documents, book_file)
    finding = next(iter(document.session.findings))
    document.session.waive(finding, "已与业务科室核对")
    dialogs.target, dialogs.form = tmp_path / "核实.xlsx", WorkbookKind.FORM
    assert documents.save_as(document)
    document.let_go()
    again = opened(documents, dialogs.target)
    ((waived, _),) = again.session.findings.waived
    assert waived.message == finding.message
    assert not side_file(dialogs.target).exists()


def test_decisions_that_cannot_be_kept_leave_the_file_unsaved(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    document = opened(documents, book_file)
    before = book_file.read_bytes()
    change(document)
    document.session.waive(next(iter(document.session.findings)), "已与业务科室核对")
    (side_file(book_file).parent / f"{side_file(book_file).name}.bak").mkdir()
    side_file(book_file).write_text("{", "utf-8")
    assert not documents.save(document)
    assert "写不进去" in dialogs.errors[-1]
    assert book_file.read_bytes() == before
    assert document.session.modified


def test_a_broken_file_of_what_was_accepted_is_told_and_left_alone(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    broken = side_file(book_file)
    broken.write_text("{", "utf-8")
    document = opened(documents, book_file)
    assert broken.name in dialogs.errors[0]
    change(document)
    assert documents.save(document)
    assert broken.read_text("utf-8") == "{"


def test_books_are_judged_by_the_settings_of_the_office(documents: Documents, book_file: Path) -> None:
    document = opened(documents, book_file)
    usual = document.session.findings
    document.let_go()
    rules = {finding.rule for finding in usual}
    documents.settings = RuleSettings(severities={"plan-stops-early": None, "required-empty": Severity.HINT})
    found = opened(documents, book_file).session.findings
    assert {finding.rule for finding in found} == rules - {"plan-stops-early"}
    assert {finding.severity for finding in found if finding.rule == "required-empty"} == {Severity.HINT}
