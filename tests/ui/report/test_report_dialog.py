"""The dialog 审核意见: files are gathered, the report is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.book import Place
from core.edit import SetField
from core.formats import save
from core.report import SUFFIXES
from core.rules import Severity
from core.session import Session
from tests.core.report.reviews import two_units
from ui.document import Document
from ui.report.report_command import make_report
from ui.report.report_dialog import ReportDialog

_KEY = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two books that can be read, one of them in a folder of its own, and one that cannot."""
    (tmp_path / "乙单位").mkdir()
    save(two_units(), tmp_path / "甲.xlsx")
    save(two_units(), tmp_path / "乙单位" / "乙.txt")
    (tmp_path / "坏.txt").write_text("随便写写", "utf-8")
    return tmp_path


@pytest.fixture
def document(tmp_path: Path, session: Session) -> Document:
    """A book with a change that its file does not have."""
    project = session.book.projects[0]
    session.apply(SetField(Place(project.id, None, "budget"), "0.00"), "预算数")
    return Document(session, "示例.xlsx", tmp_path / "示例.xlsx")


@pytest.fixture
def dialog(qtbot: QtBot, document: Document) -> ReportDialog:
    dialog = ReportDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def names(dialog: ReportDialog) -> list[str]:
    return [dialog.sources.item(row).text() for row in range(dialog.sources.count())]


def word_texts(path: Path) -> set[str]:
    word = WordDocument(str(path))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    return cells | {paragraph.text for paragraph in word.paragraphs}


def test_the_open_book_is_reviewed_as_it_stands(qtbot: QtBot, dialog: ReportDialog, tmp_path: Path) -> None:
    assert names(dialog) == ["示例.xlsx（当前打开的，含未保存的修改）"]
    assert dialog.target == tmp_path / "审核意见 示例.docx"
    qtbot.keyClick(dialog, _KEY.Key_Return)
    assert dialog.result() == ReportDialog.DialogCode.Accepted
    assert "1 示例路面养护（990101 示例市公路中心）" in word_texts(dialog.target)
    assert any("0.00" in text for text in word_texts(dialog.target))


def test_a_folder_brings_all_its_tables_and_none_twice(dialog: ReportDialog, folder: Path) -> None:
    dialog.add_path(folder)
    dialog.add_path(folder / "甲.xlsx")
    assert names(dialog)[1:] == ["乙.txt", "坏.txt", "甲.xlsx"]
    assert dialog.count_label.text() == "共 4 个文件"
    assert dialog.target == folder / "审核意见.docx"


def test_the_report_tells_of_all_files_and_which_could_not_be_read(
    qtbot: QtBot, dialog: ReportDialog, folder: Path
) -> None:
    dialog.add_path(folder)
    qtbot.keyClick(dialog, _KEY.Key_Return)
    assert [file.failure is None for file in dialog.reviewed] == [True, True, False, True]
    assert {"乙.txt", "坏.txt", "甲.xlsx"} <= word_texts(dialog.target)


def test_files_are_dropped_onto_the_dialog(dialog: ReportDialog, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "甲.xlsx"))])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(20, 60), copy, data, left, no_key))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(20, 60), copy, data, left, no_key))
    assert names(dialog)[1:] == ["甲.xlsx"]


def test_files_are_chosen_and_removed_by_keys(
    qtbot: QtBot, dialog: ReportDialog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(folder / "甲.xlsx"), str(folder / "坏.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder / "乙单位"))
    for key, count in ((_KEY.Key_A, 3), (_KEY.Key_D, 4)):
        qtbot.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda count=count: dialog.sources.count() == count)
    assert names(dialog)[1:] == ["甲.xlsx", "坏.txt", "乙.txt"]
    dialog.sources.setCurrentRow(2)
    qtbot.keyClick(dialog.sources, _KEY.Key_Delete)
    assert names(dialog)[1:] == ["甲.xlsx", "乙.txt"]
    dialog.sources.selectAll()
    qtbot.keyClick(dialog, _KEY.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(dialog) == [])
    assert not dialog.make_button.isEnabled()


def test_a_folder_without_tables_is_said(
    dialog: ReportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    dialog.add_path(tmp_path)
    assert len(said) == 1
    assert "没有文本文件" in said[0]
    assert len(names(dialog)) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_format_decides_the_suffix(
    qtbot: QtBot, dialog: ReportDialog, tmp_path: Path, suffix: str
) -> None:
    dialog.format_box.setCurrentIndex(dialog.format_box.findData(suffix))
    assert dialog.target == tmp_path / f"审核意见 示例{suffix}"
    qtbot.keyClick(dialog, _KEY.Key_Return)
    assert dialog.target.stat().st_size > 1000


def test_a_suffix_that_is_typed_decides_the_format(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.target_line.selectAll()
    qtbot.keyClicks(dialog.target_line, "/tmp/report.html")
    assert dialog.format_box.currentData() == ".html"
    assert dialog.target == Path("/tmp/report.html")


def test_the_place_that_was_typed_stays_when_files_are_added(
    qtbot: QtBot, dialog: ReportDialog, folder: Path
) -> None:
    qtbot.keyClick(dialog.target_line, _KEY.Key_Home)
    qtbot.keyClicks(dialog.target_line, "x")
    typed = dialog.target
    dialog.add_path(folder / "甲.xlsx")
    assert dialog.target == typed


def test_the_place_can_be_browsed_for(
    qtbot: QtBot, dialog: ReportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "我的意见"), ""))
    qtbot.keyClick(dialog, _KEY.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.target == tmp_path / "我的意见.docx")


def test_a_target_that_cannot_be_is_explained_and_the_dialog_stays(
    qtbot: QtBot, dialog: ReportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    for target in (tmp_path / "示例.xlsx", tmp_path / "没有" / "意见.docx"):
        dialog.target_line.setText(str(target))
        qtbot.keyClick(dialog, _KEY.Key_Return)
    assert dialog.isVisible()
    assert "覆盖" in said[0]
    assert "不存在" in said[1]


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_a_file_is_replaced_only_when_the_user_agrees(
    qtbot: QtBot, dialog: ReportDialog, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    dialog.target.write_bytes(b"old")
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: box.button(QMessageBox.StandardButton[answer]).click()
    )
    qtbot.keyClick(dialog, _KEY.Key_Return)
    assert dialog.isVisible() == (answer == "No")
    assert (dialog.target.read_bytes() == b"old") == (answer == "No")


def test_a_name_that_looks_like_markup_is_shown_as_it_is(
    qtbot: QtBot, dialog: ReportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[tuple[str, Qt.TextFormat]] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append((box.text(), box.textFormat())))
    target = dialog.target.with_name("<img src=a>.docx")
    target.write_bytes(b"old")
    dialog.target_line.setText(str(target))
    qtbot.keyClick(dialog, _KEY.Key_Return)
    ((text, text_format),) = boxes
    assert target.name in text
    assert text_format is Qt.TextFormat.PlainText
    assert dialog.isVisible()


def test_hints_can_be_left_out(qtbot: QtBot, document: Document) -> None:
    project = document.session.book.projects[1]
    spaced = SetField(Place(project.id, project.indicators[0].id, "value"), " 3个 ")
    document.session.apply(spaced, "指标值")
    assert document.session.findings.count(Severity.HINT)
    for listed in (True, False):
        dialog = ReportDialog(document)
        qtbot.addWidget(dialog)
        dialog.target_line.setText(str(dialog.target.with_name(f"{listed}.docx")))
        dialog.hints_box.setChecked(listed)
        dialog.accept()
        cells = [
            row.cells[0].text for table in WordDocument(str(dialog.target)).tables[1:] for row in table.rows
        ]
        assert ("提示" in cells) == listed


def _answer(*steps: tuple[type[QWidget], Callable[[QWidget], None]]) -> None:
    """Do each step as soon as a modal dialog of its kind is there."""
    waiting = list(steps)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if waiting and isinstance(shown, waiting[0][0]):
            waiting.pop(0)[1](shown)
        if waiting:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def _press(qtbot: QtBot, key: Qt.Key) -> Callable[[QWidget], None]:
    return lambda shown: qtbot.keyClick(shown.focusWidget() or shown, key)


@pytest.mark.parametrize(("key", "opens"), [(_KEY.Key_Return, True), (_KEY.Key_Escape, False)])
def test_the_finished_report_is_offered_to_be_opened(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, opens: bool
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    parent = QWidget()
    qtbot.addWidget(parent)
    _answer((ReportDialog, _press(qtbot, _KEY.Key_Return)), (QMessageBox, _press(qtbot, key)))
    target = make_report(parent, document)
    assert target is not None
    assert target.exists()
    assert [Path(url.toLocalFile()) for url in opened] == ([target] if opens else [])


def test_escape_makes_no_report(qtbot: QtBot, document: Document, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    _answer((ReportDialog, _press(qtbot, _KEY.Key_Escape)))
    assert make_report(parent, document) is None
    assert list(tmp_path.iterdir()) == []


def test_without_an_open_book_files_come_first(qtbot: QtBot, folder: Path) -> None:
    dialog = ReportDialog(None)
    qtbot.addWidget(dialog)
    assert not dialog.make_button.isEnabled()
    dialog.add_path(folder / "甲.xlsx")
    assert dialog.make_button.isEnabled()
    assert dialog.target == folder / "审核意见 甲.docx"
