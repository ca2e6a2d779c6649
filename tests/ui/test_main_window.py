"""The window: one book from opening to closing, the panels in step, undo and redo with their names."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.book import Place
from core.edit import SetField
from core.rules import Severity
from tests.samples import SAMPLES
from tests.ui.scripted_dialogs import ScriptedDialogs
from ui.dialogs import CloseChoice
from ui.main_window import MainWindow


@pytest.fixture
def book_file(tmp_path: Path) -> Path:
    path = tmp_path / "示例.txt"
    path.write_bytes(SAMPLES[0].read_bytes())
    return path


def change_purpose(window: MainWindow, position: int = 0) -> Place:
    assert window.document is not None
    session = window.document.session
    place = Place(session.book.project_ids[position], field="purpose")
    session.apply(SetField(place, "改过的用途"), "修改资金用途")
    return place


def test_a_window_begins_with_the_welcome_page(window: MainWindow) -> None:
    assert window.welcome_page.isVisible()
    assert window.windowTitle() == "绩目"
    assert not window.commands.save.isEnabled()


def test_an_opened_file_is_shown_with_its_name_and_its_facts(window: MainWindow, book_file: Path) -> None:
    window.open_path(book_file)
    assert window.windowTitle() == "示例.txt[*] — 绩目"
    assert window.document is not None
    book = window.document.session.book
    indicators = sum(len(project.indicators) for project in book.projects)
    assert window.status_bar.facts.startswith(
        f"{len(book.projects)} 个项目 {indicators} 个指标 · 已保存 · UTF-8 · 文本"
    )
    assert window.workspace.project_list.current_section == book.project_ids[0]


def test_a_bundled_sample_given_as_a_file_opens_as_a_new_book(window: MainWindow) -> None:
    window.open_path(SAMPLES[0])
    assert window.document is not None
    assert window.document.path is None
    assert "尚未保存为文件" in window.status_bar.facts


def test_a_file_that_cannot_be_read_leaves_the_open_book_as_it_is(
    window: MainWindow, dialogs: ScriptedDialogs, book_file: Path, tmp_path: Path
) -> None:
    window.open_path(book_file)
    change_purpose(window)
    document = window.document
    window.open_path(tmp_path / "没有.txt")
    assert window.document is document
    assert window.isWindowModified()
    assert len(dialogs.errors) == 1


def test_a_second_file_asks_for_another_window(
    qtbot: QtBot, sample_window: MainWindow, book_file: Path
) -> None:
    first = sample_window.document
    with qtbot.waitSignal(sample_window.document_for_another_window) as asked:
        sample_window.open_path(book_file)
    assert asked.args is not None
    assert asked.args[0].path == book_file
    assert sample_window.document is first


def test_undo_and_redo_carry_the_name_of_the_change(sample_window: MainWindow) -> None:
    undo, redo = sample_window.commands.undo, sample_window.commands.redo
    assert not undo.isEnabled()
    change_purpose(sample_window)
    assert undo.text() == "撤销(&U) 修改资金用途"
    assert sample_window.isWindowModified()
    undo.trigger()
    assert not sample_window.isWindowModified()
    assert not undo.isEnabled()
    assert redo.text() == "重做(&R) 修改资金用途"
    redo.trigger()
    assert sample_window.isWindowModified()


def test_undo_shows_the_section_that_it_changes(sample_window: MainWindow) -> None:
    place = change_purpose(sample_window, position=2)
    assert sample_window.workspace.project_list.current_section != place.section
    sample_window.commands.undo.trigger()
    assert sample_window.workspace.project_list.current_section == place.section


def test_a_finding_leads_to_its_project(sample_window: MainWindow) -> None:
    panel = sample_window.workspace.findings_panel
    finding = panel.shown_findings[-1]
    panel.place_activated.emit(finding.place)
    assert sample_window.workspace.project_list.current_section == finding.place.section


def test_the_findings_follow_the_shown_project(sample_window: MainWindow) -> None:
    panel = sample_window.workspace.findings_panel
    panel.section_button.click()
    sample_window.workspace.project_list.next_action.trigger()
    current = sample_window.workspace.project_list.current_section
    assert {finding.place.section for finding in panel.shown_findings} <= {current}


def test_saving_a_new_book_asks_for_a_file_once(
    sample_window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialogs.target = tmp_path / "新的.txt"
    sample_window.commands.save.trigger()
    assert sample_window.windowTitle() == "新的.txt[*] — 绩目"
    dialogs.target = None
    change_purpose(sample_window)
    assert sample_window.save()
    assert "已保存" in sample_window.status_bar.facts


def test_another_scheme_judges_the_book_anew_and_changes_nothing(sample_window: MainWindow) -> None:
    assert sample_window.document is not None
    session = sample_window.document.session
    before = session.findings.count(Severity.WARNING)
    other = next(action for action in sample_window.commands.schemes.actions() if not action.isChecked())
    other.trigger()
    assert session.scheme.key == other.data()
    assert session.findings.count(Severity.WARNING) != before
    shown = sample_window.workspace.findings_panel.shown_findings
    assert sorted(finding.severity for finding in shown) == sorted(f.severity for f in session.findings)
    assert not session.modified


@pytest.mark.parametrize("choice", [CloseChoice.DISCARD, CloseChoice.CANCEL])
def test_closing_the_window_with_changes_asks(
    sample_window: MainWindow, dialogs: ScriptedDialogs, choice: CloseChoice
) -> None:
    change_purpose(sample_window)
    dialogs.close_choice = choice
    event = QCloseEvent()
    sample_window.closeEvent(event)
    assert event.isAccepted() is (choice is CloseChoice.DISCARD)
    assert len(dialogs.questions) == 1
    dialogs.close_choice = CloseChoice.DISCARD


def test_closing_the_book_leads_back_to_the_welcome_page(sample_window: MainWindow) -> None:
    sample_window.commands.close.trigger()
    assert sample_window.document is None
    assert sample_window.welcome_page.isVisible()
    assert sample_window.status_bar.facts == ""


@pytest.mark.parametrize("onto", ["window", "a text field"])
def test_a_file_dropped_anywhere_is_opened(window: MainWindow, book_file: Path, onto: str) -> None:
    target = window if onto == "window" else window.workspace.project_list.filter_box
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book_file))])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, no_key)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, data, left, no_key))
    assert window.document is not None
    assert window.document.path == book_file
    assert window.workspace.project_list.filter_box.text() == ""


def test_the_recent_menu_opens_files_again(window: MainWindow, book_file: Path) -> None:
    window.open_path(book_file)
    window.commands.close.trigger()
    window.commands.recent_menu.aboutToShow.emit()
    window.commands.recent_menu.actions()[0].trigger()
    assert window.document is not None
    assert window.document.path == book_file


def test_panels_can_be_hidden_and_the_filter_brings_the_list_back(sample_window: MainWindow) -> None:
    sample_window.commands.show_projects.trigger()
    assert not sample_window.workspace.project_list.isVisible()
    sample_window.commands.find_project.trigger()
    assert sample_window.workspace.project_list.isVisible()


def test_the_windows_size_is_kept_for_the_next_time(
    qtbot: QtBot, window: MainWindow, settings: QSettings, dialogs: ScriptedDialogs
) -> None:
    window.resize(790, 590)
    window.close()
    again = MainWindow(settings, dialogs)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (790, 590)


def test_text_in_an_open_cell_editor_is_saved_too(qtbot: QtBot, window: MainWindow, book_file: Path) -> None:
    window.open_path(book_file)
    window.activateWindow()
    tree = window.workspace.section_page.project_page.tree
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not tree
    qtbot.keyClicks(editor, "ISO 9001")
    assert window.save()
    assert "ISO 9001" in book_file.read_text(encoding="utf-8")
    assert tree.hasFocus()


def test_f6_leads_the_keyboard_round_the_panels(qtbot: QtBot, sample_window: MainWindow) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.workspace.project_list.view.hasFocus)
    visited = []
    for _ in range(5):
        sample_window.commands.next_panel.trigger()
        visited.append(QApplication.focusWidget())
    assert sample_window.workspace.section_page.project_page.header_form.isAncestorOf(visited[0])
    assert visited[1:] == [
        sample_window.workspace.section_page.project_page.tree,
        sample_window.workspace.findings_panel.table,
        sample_window.workspace.detail_pane.focusProxy(),
        sample_window.workspace.project_list.view,
    ]


def test_hidden_panels_leave_their_room_to_the_page(qtbot: QtBot, sample_window: MainWindow) -> None:
    workspace, commands = sample_window.workspace, sample_window.commands
    before = workspace.section_page.height()
    commands.show_findings.setChecked(False)
    commands.show_details.setChecked(False)
    qtbot.waitUntil(lambda: workspace.section_page.height() > workspace.height() * 0.95)
    commands.show_details.setChecked(True)
    qtbot.waitUntil(lambda: workspace.section_page.height() < workspace.height() * 0.9)
    commands.show_findings.setChecked(True)
    qtbot.waitUntil(lambda: abs(workspace.section_page.height() - before) < 5)
