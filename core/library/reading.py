"""Reads one file of the library. resources/indicator-library/00-general.toml explains the form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.authoring import clean_cell
from core.scheme import Category, schemes

TO_FILL_IN, BUDGET, YEAR = "{待填}", "{预算}", "{年度}"
"""What stands in an entry's value for what only the user, the project or the book knows."""


class LibraryError(Exception):
    """A file of the library cannot be used; the message is a whole sentence for the user."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the library. `category` is as its file names it, in either regime's names; `value` may
    hold `TO_FILL_IN`, `BUDGET` and `YEAR`."""

    kind: str
    category: Category
    name: str
    description: str
    value: str
    basis: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project; `words` in a project's name tell that it is of this kind."""

    name: str
    words: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


def read_kind(path: Path) -> Kind:
    """Raises LibraryError, with what is wrong and where, for a file that does not have the form."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
        name = _text(data, "kind")
        words = tuple(filter(None, _texts(data, "words")))
        return Kind(name, words, tuple(_entries(data, name)))
    except OSError as error:
        raise LibraryError(f"指标库文件“{path.name}”打不开，请检查它是否被占用。") from error
    except UnicodeDecodeError as error:
        raise LibraryError(f"指标库文件“{path.name}”不是 UTF-8 编码，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(
            f"指标库文件“{path.name}”{_place_of(error)}写得不合 TOML 格式，请检查引号和方括号。"
        ) from error
    except _Unfit as error:
        raise LibraryError(f"指标库文件“{path.name}”：{error}。") from error


class _Unfit(Exception):
    """What is wrong with the data, in the user's words."""


def _entries(data: Mapping[str, object], kind: str) -> Iterator[Entry]:
    for level1, groups in data.items():
        if not isinstance(groups, dict):
            continue
        for level2, tables in groups.items():
            category = (level1, level2)
            if not any(scheme.proper_category(category) for scheme in schemes().values()):
                raise _Unfit(f"类别“{level1} / {level2}”不在指标体系里")
            for table in tables if isinstance(tables, list) else [tables]:
                yield _entry(table, kind, category)


def _entry(table: object, kind: str, category: Category) -> Entry:
    if not isinstance(table, dict):
        raise _Unfit(f"“{category[1]}”下面应是 [[…]] 开头的一个个指标")
    name = _text(table, "name")
    try:
        value = _text(table, "value")
        for mark in re.findall(r"\{.*?\}", value):
            if mark not in (TO_FILL_IN, BUDGET, YEAR):
                raise _Unfit(f"指标值里的{mark}不认识，可以用{TO_FILL_IN}、{BUDGET}、{YEAR}")
        description, basis = _text(table, "description", ""), _text(table, "basis", "")
        return Entry(kind, category, name, description, value, basis, _texts(table, "keywords"))
    except _Unfit as error:
        raise _Unfit(f"指标“{name}”：{error}") from error


def _text(table: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _Unfit(f"{key} 没有填写，或不是带引号的文字")
    return clean_cell(value.strip())


def _texts(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _Unfit(f'{key} 应是方括号里的几个词，如 ["培训", "进修"]')
    return tuple(values)


def _place_of(error: tomllib.TOMLDecodeError) -> str:
    """` 第 3 行`; empty where the error tells no line (at the end of the file)."""
    # Python 3.11: the line is in the message alone.
    line = re.search(r"line (\d+)", str(error))
    return f"第 {line[1]} 行" if line else ""
