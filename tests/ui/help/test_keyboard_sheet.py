"""The keyboard sheet is made from the window itself, so it cannot forget a key."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from ui.help.keyboard_sheet import KeyGroup, KeyLine, key_groups, key_name, keyboard_page
from ui.main_window import MainWindow


def _keys(groups: list[KeyGroup]) -> set[str]:
    return {key for group in groups for line in group.lines for key in line.keys}


def test_every_shortcut_of_the_window_is_on_the_sheet(sample_window: MainWindow) -> None:
    actions = [key for action in sample_window.findChildren(QAction) for key in action.shortcuts()]
    shortcuts = [key for shortcut in sample_window.findChildren(QShortcut) for key in shortcut.keys()]  # noqa: SIM118 (Qt's keys)
    assert len(actions) > 20
    assert {key_name(key) for key in (*actions, *shortcuts)} <= _keys(key_groups(sample_window))


def test_commands_stand_under_their_menu_by_the_names_they_have_there(sample_window: MainWindow) -> None:
    groups = {group.title: group.lines for group in key_groups(sample_window)}
    assert KeyLine(("Ctrl+O",), "打开") in groups["文件"]
    assert KeyLine(("Ctrl+Shift+S", "F12"), "另存为") in groups["文件"]
    assert any("Alt+↑" in line.keys for line in groups["指标"])


def test_commands_of_a_part_stand_with_its_other_keys(sample_window: MainWindow) -> None:
    lines = [
        (group.title, line.does)
        for group in key_groups(sample_window)
        for line in group.lines
        if "Ctrl+Shift+L" in line.keys
    ]
    assert lines == [("全部指标", "清除筛选；再按一次恢复")]


def test_undo_is_called_undo_whatever_it_would_undo(sample_window: MainWindow) -> None:
    sample_window.workspace.section_page.project_page.tree.commands.insert()
    groups = {group.title: group.lines for group in key_groups(sample_window)}
    assert KeyLine(("Ctrl+Z",), "撤销") in groups["编辑"]


def test_the_menus_live_on_after_they_were_read(sample_window: MainWindow) -> None:
    key_groups(sample_window)
    before = [action.text() for action in sample_window.menuBar().actions()]
    sample_window.commands.new.trigger()
    assert [action.text() for action in sample_window.menuBar().actions()] == before
    assert all(action.menu().actions() for action in sample_window.menuBar().actions())


def test_no_key_is_described_twice_for_the_same_place(sample_window: MainWindow) -> None:
    for group in key_groups(sample_window):
        keys = [key for line in group.lines for key in line.keys]
        assert sorted(set(keys)) == sorted(keys), group.title


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Ctrl++", "Ctrl++"),
        ("Alt+Return", "Alt+Enter"),
        ("Ctrl+Alt+Up", "Ctrl+Alt+↑"),
        ("F8", "F8"),
        ("+", "+"),
    ],
)
def test_keys_are_called_as_they_stand_on_the_keyboard(key: str, name: str) -> None:
    assert key_name(QKeySequence(key)) == name


def test_the_page_has_a_table_for_every_group(sample_window: MainWindow) -> None:
    groups = key_groups(sample_window)
    page = keyboard_page(groups)
    assert [heading.text for heading in page.headings] == ["键盘一览", *(group.title for group in groups)]
