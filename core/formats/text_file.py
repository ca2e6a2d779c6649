"""Text files (.txt): between bytes and text tables, and what to tell the user when that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.book import Book, Project
from core.formats.carrying import NotCarried
from core.formats.encoding import Encoding, NotText, decode
from core.formats.errors import LoadError, SaveError
from core.formats.size_limits import TooMuch
from core.formats.text.layout import NoTables, TextLayout, read_text, write_text
from core.formats.text.limits import check_size
from core.formats.text.table import Dialect
from core.progress import Progress


def load_text(
    path: Path, data: bytes, progress: Progress, first: Callable[[Project], None]
) -> tuple[Book, TextLayout]:
    """Raises LoadError, and what `progress` raises."""
    source, encoding = decoded(path, data)
    try:
        return read_text(source, encoding, progress, first)
    except NoTables as error:
        lines = source.count("\n") + 1
        message = (
            f"“{path.name}”里没有找到绩效目标表：全文 {lines} 行（第 1 行至第 {lines} 行）中，没有一处“项目名称”"
            "单独成行（或后接制表符）、并带有“单位：万元”或“预算数”等栏。请确认这是由 Word 或 PDF 转存的绩效目标表文本。"
        )
        raise LoadError(path, message) from error
    except TooMuch as error:
        raise LoadError(path, f"“{path.name}”没有打开：{error.reason}再打开。") from error


def decoded(path: Path, data: bytes) -> tuple[str, Encoding]:
    """The text of a file. Raises LoadError, and this in little memory for a file that is too large."""
    try:
        check_size(data)
        return decode(data)
    except TooMuch as error:
        raise LoadError(path, f"“{path.name}”没有打开：{error.reason}再打开。") from error
    except NotText as error:
        raise LoadError(path, f"“{path.name}”无法读取：{error.reason}。") from error


def lay_out_text(book: Book, path: Path, layout: TextLayout | None, dialect: Dialect | None) -> TextLayout:
    """The book as it is to stand in the file. Raises SaveError."""
    try:
        return write_text(book, layout, dialect)
    except NotCarried as error:
        message = (
            f"“{path.name}”没有保存：{error.described(book)}不能原样写入文本表格。"
            "请去掉其中的空行、制表符或多余的编号后再保存。"
        )
        raise SaveError(path, message) from error
    except TooMuch as error:
        message = f"“{path.name}”没有保存：{error.reason}保存，或者存为 Excel 工作簿。"
        raise SaveError(path, message) from error
