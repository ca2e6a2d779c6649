"""Files and books: `load` a file as a book, `save` a book as a file. Which format it is, shows the suffix."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from core.book import Book
from core.field_titles import field_title
from core.formats.encoding import NotText, decode
from core.formats.errors import FileError, LoadError, SaveError
from core.formats.json_book import JsonLayout, WrongJson, read_json, write_json
from core.formats.text.layout import NoTables, NotCarried, TextLayout, Unrecognised, read_text, write_text
from core.formats.text.table import Dialect
from core.progress import Progress, unobserved
from core.store import write_atomically

__all__ = [
    "Dialect",
    "FileError",
    "Layout",
    "LoadError",
    "Loaded",
    "SaveError",
    "Unrecognised",
    "load",
    "save",
]

Layout = TextLayout | JsonLayout
"""A file's own form, in which it is saved again. Knows its `title`, `encoding_title` and `unrecognised` parts."""

_LARGEST_FILE = 256 * 1024 * 1024
_SUFFIXES = ".txt、.json"


class Loaded(NamedTuple):
    book: Book
    layout: Layout


def load(path: Path, progress: Progress = unobserved) -> Loaded:
    """Read a book. Raises LoadError, and what `progress` raises."""
    data = _read_bytes(path)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et", ".doc", ".docx", ".wps", ".pdf"):
        raise LoadError(path, f"“{path.name}”不是文本文件；请在原软件中“另存为”纯文本（.txt）后再打开。")
    if not data.strip():
        raise LoadError(path, f"“{path.name}”是空文件，里面没有绩效目标表。请检查是否选错了文件。")
    try:
        source, encoding = decode(data)
    except NotText as error:
        raise LoadError(path, f"“{path.name}”无法读取：{error.reason}。") from error
    if path.suffix.lower() == ".json":
        try:
            return Loaded(*read_json(source, encoding))
        except WrongJson as error:
            raise LoadError(path, f"“{path.name}”不是有效的项目数据：{error.reason}。") from error
    try:
        return Loaded(*read_text(source, encoding, progress))
    except NoTables as error:
        lines = source.count("\n") + 1
        message = (
            f"“{path.name}”里没有找到绩效目标表：全文 {lines} 行（第 1 行至第 {lines} 行）中，没有一处“项目名称”"
            "单独成行（或后接制表符）、并带有“单位：万元”或“预算数”等栏。请确认这是由 Word 或 PDF 转存的绩效目标表文本。"
        )
        raise LoadError(path, message) from error


def save(book: Book, path: Path, layout: Layout | None = None, dialect: Dialect | None = None) -> Layout:
    """Write the book and return the layout to save it with next time.

    A text is written in its `layout`, so that only what changed is touched; in the plain form of `dialect`
    where it has none (a new book, another format, another dialect). Raises SaveError; the old file is then whole.
    """
    new_layout = _lay_out(book, path, layout, dialect)
    try:
        write_atomically(path, new_layout.encoding.encode(new_layout.source))
    except OSError as error:
        raise SaveError(
            path, f"“{path.name}”没有保存：{_reason(error)}。书稿仍然打开着，可以另存到别处。"
        ) from error
    return new_layout


def _lay_out(book: Book, path: Path, layout: Layout | None, dialect: Dialect | None) -> Layout:
    suffix = path.suffix.lower()
    if suffix == ".json":
        return write_json(book)
    if suffix != ".txt":
        raise SaveError(path, f"“{path.name}”没有保存：不支持“{suffix}”格式，请使用 {_SUFFIXES}。")
    try:
        return write_text(book, layout if isinstance(layout, TextLayout) else None, dialect)
    except NotCarried as error:
        position = book.position(error.project.id) + 1
        message = (
            f"“{path.name}”没有保存：第 {position} 个项目“{error.project.name}”的“{field_title(error.field)}”"
            f"不能原样写入文本表格（{_shortened(error.text)}）。请去掉其中的空行、制表符或多余的编号后再保存。"
        )
        raise SaveError(path, message) from error


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise LoadError(path, f"“{path.name}”是一个文件夹，请选择其中的文件。")
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            limit = _LARGEST_FILE // 1024**2
            raise LoadError(path, f"“{path.name}”有 {size // 1024**2} MB，超过 {limit} MB 的上限，没有打开。")
        return path.read_bytes()
    except OSError as error:
        raise LoadError(path, f"“{path.name}”无法打开：{_reason(error)}。") from error


def _reason(error: OSError) -> str:
    """Why the system refused, in the user's words."""
    if isinstance(error, FileNotFoundError):
        return "文件或文件夹不存在，可能已被移动、改名或删除"
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被其他程序占用"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    return f"系统报告“{error.strerror or error}”"


def _shortened(text: str) -> str:
    line = text.replace("\n", "⏎").replace("\t", "⇥")
    return line if len(line) <= 40 else f"{line[:40]}…"
