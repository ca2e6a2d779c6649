"""The manual: its links lead somewhere, its pictures are there and small, and its keys exist."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.help.help_window import HelpWindow
from ui.help.keyboard_sheet import key_groups
from ui.help.manual import MANUAL, PICTURES, Page, chapters, link, slug
from ui.main_window import MainWindow

TITLES = [
    "开始使用",
    "窗口",
    "像表格一样编辑",
    "剪贴板：与 Excel、WPS 交换",
    "全部指标",
    "查找、替换与转到项目",
    "少打字",
    "检查与规则",
    "文件格式与保存",
    "视图与键盘",
    "常见问题",
]
PAGES = {page.name: page for page in chapters()}
MAX_PICTURE, MAX_PICTURES = 120_000, 900_000

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]*)\)")
_KEY = re.compile(
    r"\*\*((?:(?:Ctrl|Shift|Alt)\+)*(?:F\d+|[A-Z0-9+=-]|[↑↓←→]|[A-Z][a-z]+[A-Z]?[a-z]*|空格))\*\*"
)
_IN_DIALOGS = {"空格", "↑", "↓", "←", "→", "Alt", "Ctrl", "Shift", "Enter", "Tab"}
"""Keys that mean in tables, lists and menus what they mean in every program."""


def test_the_chapters_stand_in_their_order() -> None:
    assert [page.title for page in PAGES.values()] == TITLES


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_link_leads_to_a_heading_of_the_manual(page: Page) -> None:
    for target in _LINK.findall(page.markdown):
        file, _, _ = target.partition("#")
        to = link(target)
        assert not file or (MANUAL / file).is_file(), target
        anchors = {heading.anchor for heading in PAGES[to.page or page.name].headings}
        assert not to.anchor or to.anchor in anchors, target


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_headings_can_be_told_apart(page: Page) -> None:
    anchors = [heading.anchor for heading in page.headings]
    assert len(set(anchors)) == len(anchors)
    assert [heading.level for heading in page.headings].count(1) == 1


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_help_window_shows_the_headings_that_the_contents_promise(page: Page, qtbot: QtBot) -> None:
    window = HelpWindow([])
    qtbot.addWidget(window)
    for heading in page.headings:
        window.show_page(f"{page.name}#{heading.anchor}")
        assert window.view.textCursor().block().text() == heading.text


def test_anchors_are_those_that_github_gives() -> None:
    assert slug("剪贴板：与 Excel、WPS 交换") == "剪贴板与-excelwps-交换"


# ── Pictures ──


def _used() -> dict[str, str]:
    return {name: title for page in PAGES.values() for title, name in _PICTURE.findall(page.markdown)}


def test_every_picture_is_there_and_has_a_description() -> None:
    pictures = _used()
    assert pictures
    for name, title in pictures.items():
        assert title
        assert not QImage(str(MANUAL / name)).isNull(), name


def test_every_picture_is_used_and_they_are_small() -> None:
    sizes = {f"pictures/{path.name}": path.stat().st_size for path in PICTURES.iterdir()}
    assert set(sizes) == set(_used())
    assert max(sizes.values()) <= MAX_PICTURE
    assert sum(sizes.values()) <= MAX_PICTURES


# ── Keys ──


def test_every_key_that_the_manual_names_is_on_the_keyboard_sheet(sample_window: MainWindow) -> None:
    sheet = {key for group in key_groups(sample_window) for line in group.lines for key in line.keys}
    named = {(key, page.name) for page in PAGES.values() for key in _KEY.findall(page.markdown)}
    assert len(named) > 40
    assert {key for key in named if key[0] not in sheet | _IN_DIALOGS} == set()
