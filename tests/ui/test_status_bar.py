"""The status bar's facts follow the book."""

from pathlib import Path

from PySide6.QtWidgets import QTableWidget

from core.authoring import new_indicator
from core.book import Place
from core.edit import Group, RemoveProject, RemoveRow, SetField
from tests.samples import SAMPLES
from ui.main_window import MainWindow
from ui.unrecognised_dialog import UnrecognisedDialog


def test_it_says_whether_the_book_is_changed_and_how_much_is_in_it(sample_window: MainWindow) -> None:
    assert sample_window.document is not None
    session, bar = sample_window.document.session, sample_window.status_bar
    count = len(session.book.project_ids)
    session.apply(SetField(Place(session.book.project_ids[0], field="purpose"), "改过"), "修改")
    assert "有未保存的修改" in bar.facts
    session.apply(RemoveProject(session.book.project_ids[0]), "删除")
    assert bar.facts.startswith(f"{count - 1} 个项目 ")


def test_lines_that_nobody_understood_are_counted_and_listed(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    path.write_text(
        SAMPLES[0].read_text(encoding="utf-8") + "\n\n（此页另有示例附图一张）\n", encoding="utf-8"
    )
    window.open_path(path)
    button = window.status_bar.unrecognised_button
    assert button.isVisible()
    button.click()
    (dialog,) = window.status_bar.findChildren(UnrecognisedDialog)
    table = dialog.findChild(QTableWidget)
    texts = [table.item(row, 1).text() for row in range(table.rowCount())]
    assert any("示例附图" in text for text in texts)
    dialog.close()


def test_it_counts_the_rows_that_come_and_go_as_if_from_scratch(sample_window: MainWindow) -> None:
    assert sample_window.document is not None
    session, bar = sample_window.document.session, sample_window.status_bar
    first, second = session.book.project_ids[:2]
    row = session.book.project(first).indicators[0]

    def counted() -> str:
        projects = session.book.projects
        return f"{len(projects)} 个项目 {sum(len(project.indicators) for project in projects)} 个指标"

    edits = [
        new_indicator(session.book, second, session.book.project(second).indicators[0].id),
        Group((RemoveRow(first, row.id), RemoveProject(second))),
    ]
    for edit in edits:
        session.apply(edit, "改动")
        assert bar.facts.startswith(counted())
    for back in (session.undo, session.undo, session.redo):
        back()
        assert bar.facts.startswith(counted())
