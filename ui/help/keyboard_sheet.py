"""The keyboard sheet: what every key does, from the window's own commands and from resources/keys.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from core.resources import RESOURCES
from ui.help.manual import Page, escaped, page

NAME = "keys"

_KEYS = RESOURCES / "keys.toml"
_SPELLINGS = {"Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "PgDown": "PgDn"}


class KeyLine(NamedTuple):
    """What the keys do; several keys do the same."""

    keys: tuple[str, ...]
    does: str


class KeyGroup(NamedTuple):
    title: str
    lines: tuple[KeyLine, ...]


def key_groups(window: QMainWindow) -> list[KeyGroup]:
    """The sheet of this window: a group for each menu, then the commands of no menu, then the keys of single parts.

    What resources/keys.toml explains of a part is not repeated as a command of no menu.
    """
    groups = [
        KeyGroup(_name(action.text()), tuple(dict.fromkeys(_lines_below(action))))
        for action in window.menuBar().actions()
    ]
    in_parts = _keys_in_parts()
    explained = {key for group in in_parts for line in group.lines for key in line.keys}
    in_menus = {line for group in groups for line in group.lines}
    everything = dict.fromkeys(line for action in window.findChildren(QAction) for line in _lines_of(action))
    others = (line for line in everything if line not in in_menus and not explained.issuperset(line.keys))
    groups.append(KeyGroup(_tr("其他命令"), tuple(others)))
    return [group for group in groups if group.lines] + in_parts


def keyboard_page(groups: Sequence[KeyGroup]) -> Page:
    """The sheet as a page of the help window."""
    parts = [f"# {_tr('键盘一览')}", _tr("所有功能都可以用键盘完成。同一行里的几个键作用相同。")]
    for group in groups:
        parts.append(f"## {escaped(group.title)}")
        lines = [
            f"| {' 或 '.join(f'**{escaped(key)}**' for key in line.keys)} | {escaped(line.does)} |"
            for line in group.lines
        ]
        parts.append("\n".join((f"| {_tr('键')} | {_tr('作用')} |", "|---|---|", *lines)))
    return page(NAME, "\n\n".join(parts))


def key_name(key: QKeySequence) -> str:
    """`Ctrl+Alt+↑`, as it stands on the keyboard."""
    text = key.toString(QKeySequence.SequenceFormat.PortableText)
    *modifiers, last = text.rsplit("+", 1) if not text.endswith("++") else (text[:-2], "+")
    return "+".join([*modifiers, _SPELLINGS.get(last, last)])


def _lines_below(action: QAction) -> Iterator[KeyLine]:
    """The lines of the menu that an action opens and of its submenus; the action's own line for none."""
    menu = action.menu()
    if not isinstance(menu, QMenu):
        yield from _lines_of(action)
        return
    # PySide6 6.9: the actions are gone with the last reference to their menu, so nobody may keep them.
    for below in menu.actions():
        yield from _lines_below(below)


def _lines_of(action: QAction) -> Iterator[KeyLine]:
    if action.shortcuts():
        yield KeyLine(tuple(key_name(key) for key in action.shortcuts()), _name(action.text()))


def _keys_in_parts() -> list[KeyGroup]:
    tables: dict[str, dict[str, str]] = tomllib.loads(_KEYS.read_text(encoding="utf-8"))
    return [
        KeyGroup(title, tuple(KeyLine(tuple(keys.split(" 或 ")), does) for keys, does in table.items()))
        for title, table in tables.items()
    ]


def _name(text: str) -> str:
    """A command's name without its letter, its dots and what stands behind them (撤销(&U) 插入指标)."""
    return text.partition("(&")[0].replace("&&", "&").rstrip("…")


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyboardSheet", text)
