"""Mark-up in a book is text like any other: nothing that shows a book, in the window or in a report, obeys it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from core.book import (
    Book,
    Checkpoint,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    Project,
    SubGoal,
)
from core.formats import WorkbookKind, save
from main import main
from ui.main_window import MainWindow

RICH = "<img src=x><b>粗</b>"
UNIT = "990101"
FORMULA = "=cmd|' /C calc'!A0"
TAG = re.compile(r"<(img|b)\b[^>]*>\s*粗?|<img", re.IGNORECASE)
NOT_TRIGGERED = (
    "打开",
    "保存",
    "另存",
    "关闭",
    "退出",
    "打印",
    "导出",
    "新建",
    "剪切",
    "粘贴",
    "删除",
    "清空",
    "关于",
)
"""Commands whose dialogs are the system's, or after which there is no such book any more."""


def hostile_book(text: str) -> Book:
    """A book with the text in each of its fields, alone and behind other words."""
    book = Book()
    behind = f"内容{text}"
    rows = [
        Indicator(book.new_id(), level1, level2, name, behind, value, text)
        for level1, level2, name, value in (
            ("产出指标", "数量指标", text, text),
            ("产出指标", "成本指标", f"成本{text}", f"≤4万元{text}"),
            ("产出指标", "成本指标", f"{text}单价", f"≤4元/{text}"),
            (text, behind, behind, behind),
        )
    ]
    for number in (1, 2):
        own_rows = tuple(row._replace(id=book.new_id()) for row in rows)
        plan = tuple(Checkpoint(text, behind) for _ in range(4))
        project = Project(
            book.new_id(), number, text, UNIT, text, text, None, behind, text, behind, text, text,
            spending_plan=plan, goals=(text, behind), indicators=own_rows,
        )  # fmt: skip
        book.insert(number - 1, project)
    front = FrontMatter(
        book.new_id(), text, (ContentsEntry(book.new_id(), 1, text), ContentsEntry(book.new_id(), 2, behind))
    )
    sub_goals = (SubGoal(book.new_id(), text, behind, f"{text}：≥4个；{behind}≥4{text}"),)
    return Book(book.projects, front, DepartmentTargets(book.new_id(), text, sub_goals, behind))


# -- windows and dialogs ---------------------------------------------------------------------------------------


def obeyed(text: Any) -> bool:
    """Whether what guesses if a text is mark-up, as tool tips do, would obey the book's."""
    return isinstance(text, str) and TAG.search(text) is not None and Qt.mightBeRichText(text)


def rich_places(root: QWidget) -> Iterator[str]:
    """Where the window shows mark-up from the book as what it stands for."""
    for widget in (root, *root.findChildren(QWidget)):
        where = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} of {type(root).__name__}"
        if isinstance(widget, QLabel) and _is_rich(widget):
            yield f"{where}: {widget.text()}"
        if isinstance(widget, QMessageBox) and (obeyed(widget.text()) or obeyed(widget.informativeText())):
            yield f"{where}: {widget.text()} {widget.informativeText()}"
        if isinstance(widget, QTextEdit) and "<img" in widget.toHtml():
            yield f"{where}: {widget.toPlainText()}"
        if obeyed(widget.toolTip()) or obeyed(widget.whatsThis()):
            yield f"{where}, tool tip: {widget.toolTip()}"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from (f"{where}, tool tip: {tip}" for tip in _tips(widget.model()) if obeyed(tip))
    for action in root.findChildren(QAction):
        if obeyed(action.toolTip()):
            yield f"action “{action.text()}”, tool tip: {action.toolTip()}"


def _is_rich(label: QLabel) -> bool:
    guesses = label.textFormat() is Qt.TextFormat.AutoText
    is_mark_up = label.textFormat() in (Qt.TextFormat.RichText, Qt.TextFormat.MarkdownText)
    return TAG.search(label.text()) is not None and (
        is_mark_up or (guesses and Qt.mightBeRichText(label.text()))
    )


def _tips(model: QAbstractItemModel, parent: QModelIndex | None = None, depth: int = 0) -> Iterator[Any]:
    parent = parent or QModelIndex()
    role = Qt.ItemDataRole.ToolTipRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for column in range(columns):
        yield model.headerData(column, Qt.Orientation.Horizontal, role)
        for row in range(min(model.rowCount(parent), 60)):
            index = model.index(row, column, parent)
            yield index.data(role)
            if depth < 3 and column == 0:
                yield from _tips(model, index, depth + 1)


@pytest.fixture
def hostile_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    path = tmp_path / "书.json"
    save(hostile_book(RICH), path)
    window.open_path(path)
    assert window.document is not None
    return window


def shown_places(window: MainWindow) -> list[str]:
    QApplication.processEvents()
    return sorted(set(rich_places(window)))


def test_the_watch_sees_a_label_that_guesses(window: MainWindow) -> None:
    label = QLabel(RICH, window)
    assert shown_places(window) == [f"QLabel in MainWindow of MainWindow: {RICH}"]
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip(RICH)
    assert shown_places(window) == [f"QLabel in MainWindow of MainWindow, tool tip: {RICH}"]


def test_no_page_of_the_window_obeys_mark_up_of_the_book(hostile_window: MainWindow) -> None:
    workspace = hostile_window.workspace
    found: list[str] = []
    assert hostile_window.document is not None
    book = hostile_window.document.session.book
    for section in book.sections:
        workspace.show_section(section.id)
        found += shown_places(hostile_window)
    for finding in hostile_window.document.session.findings:
        workspace.go_to(finding.place)
        found += shown_places(hostile_window)
    workspace.show_all_indicators(True)
    found += shown_places(hostile_window)
    workspace.show_dashboard(True)
    found += shown_places(hostile_window)
    assert sorted(set(found)) == []


def test_no_dialog_obeys_mark_up_of_the_book(
    hostile_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    seen: set[str] = set()

    def look(dialog: QDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        seen.add(type(dialog).__name__)
        found.extend(rich_places(dialog))
        dialog.close()
        return 0

    def told(parent: QWidget | None, title: str, text: str, *args: Any) -> QMessageBox.StandardButton:
        seen.add("QMessageBox")
        found.extend([f"message: {text}"] if obeyed(text) else [])
        return QMessageBox.StandardButton.No

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", look)
    for name in ("information", "warning", "question", "critical"):
        monkeypatch.setattr(QMessageBox, name, told)
    for action in hostile_window.findChildren(QAction):
        text = action.text()
        if (
            action.isEnabled()
            and not action.menu()
            and text
            and not any(word in text for word in NOT_TRIGGERED)
        ):
            action.trigger()
            for top in QApplication.topLevelWidgets():
                if top is not hostile_window and top.isVisible() and isinstance(top, QDialog):
                    look(top)
    found += shown_places(hostile_window)
    assert len(seen) >= 4, seen
    assert sorted(set(found)) == []


# -- reports and files -----------------------------------------------------------------------------------------


def reported(tmp_path: Path, text: str, suffix: str) -> bytes:
    source, target = tmp_path / "书.json", tmp_path / f"意见{suffix}"
    save(hostile_book(text), source)
    assert main(["check", str(source), "-o", str(target)]) in (0, 1)
    return target.read_bytes()


def test_a_report_for_browsers_shows_mark_up_as_text(tmp_path: Path) -> None:
    page = reported(tmp_path, RICH, ".html").decode()
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page
    assert not re.search(
        r"""<(?:script|link|iframe|object|base)\b|\b(?:src|href)\s*=\s*["']?(?:https?:|//)""", page
    )


@pytest.mark.parametrize("text", [FORMULA, "+1+1", "-1+1", "@SUM(1)", RICH])
def test_a_report_for_excel_holds_no_formula(tmp_path: Path, text: str) -> None:
    assert_no_formulas(reported(tmp_path, text, ".xlsx"), text)


@pytest.mark.parametrize("kind", WorkbookKind)
@pytest.mark.parametrize("text", [FORMULA, "+1+1", "-1+1", "@SUM(1)", RICH])
def test_a_new_workbook_holds_the_books_texts_as_texts(tmp_path: Path, kind: WorkbookKind, text: str) -> None:
    path = tmp_path / "书.xlsx"
    book = hostile_book(text)
    named = [project.with_field("title", "").with_field("money_unit", "万元") for project in book.projects]
    save(Book([project.with_field("number", None) for project in named]), path, form=kind)
    assert_no_formulas(path.read_bytes(), text)


def assert_no_formulas(workbook: bytes, text: str) -> None:
    """The text stands in the workbook, and no cell that begins like it is computed, or leads outside."""
    with ZipFile(BytesIO(workbook)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    everything = "".join(parts.values())
    assert any(spelled in everything for spelled in (text, text.replace("<", "&lt;").replace(">", "&gt;")))
    sheets = [content for name, content in parts.items() if "/worksheets/sheet" in name]
    formulas = [formula for sheet in sheets for formula in re.findall(r"<f[ >][^<]*</f>", sheet)]
    assert [formula for formula in formulas if "cmd" in formula or text in formula] == []
    assert not any("externalLink" in name or 'TargetMode="External"' in part for name, part in parts.items())


def test_a_report_for_word_holds_nothing_but_text(tmp_path: Path) -> None:
    with ZipFile(BytesIO(reported(tmp_path, RICH, ".docx"))) as archive:
        document = archive.read("word/document.xml").decode()
        links = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert "&lt;img src=x&gt;" in document
    assert "<w:instrText" not in document.replace('<w:instrText xml:space="preserve">PAGE', "")
    assert 'TargetMode="External"' not in links
