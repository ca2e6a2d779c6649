"""Files and books: `load` a file as a book, `save` a book as a file. Which format it is, shows the suffix.

A format is imported when the first file of it is read or written: a window without a book needs none, and one with
a text no workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, runtime_checkable

from core.backups import Backups
from core.book import Book, Project
from core.decisions import NO_DECISIONS, Decisions
from core.decisions.side_file import read_side_file
from core.formats.decided import write_beside
from core.formats.disk import read_file, unheard, write_file
from core.formats.errors import ChangedOnDisk, FileError, LoadError, LossyError, SaveError
from core.formats.file_kinds import WORKBOOKS, is_workbook
from core.formats.plain_form import PLAIN_FORMS, PlainForm, plain_form
from core.formats.size_limits import TooMuch
from core.formats.text.table import Dialect, unseen
from core.formats.unrecognised import Unrecognised
from core.formats.workbook.titles import WorkbookKind
from core.garbage import uncollected
from core.progress import Progress, unobserved
from core.store import always

if TYPE_CHECKING:
    from core.formats.json_book import JsonLayout
    from core.formats.text.layout import TextLayout
    from core.formats.workbook.layout import WorkbookLayout

__all__ = [
    "PLAIN_FORMS",
    "SUFFIXES",
    "WORKBOOKS",
    "ChangedOnDisk",
    "Dialect",
    "FileError",
    "Layout",
    "LoadError",
    "Loaded",
    "LossyError",
    "PlainForm",
    "SaveError",
    "Unrecognised",
    "WorkbookKind",
    "load",
    "own_form",
    "plain_form",
    "read_decisions",
    "save",
]

Layout: TypeAlias = "TextLayout | JsonLayout | WorkbookLayout"
"""A file's own form, in which it is saved again.

Knows its `data`, `title`, `encoding_title` (empty where that says nothing) and `unrecognised` parts; `of(book)` is the
same for another book that says the same.
"""

SUFFIXES = (".txt", ".json", *WORKBOOKS)
"""The files that can be opened and saved."""
_DOCUMENTS = (".doc", ".docx", ".wps", ".pdf")


class Loaded(NamedTuple):
    book: Book
    layout: Layout


@runtime_checkable
class _HoldsDecisions(Protocol):
    """The layout of a file that has room for decisions about its book."""

    decisions: Decisions


@uncollected()
def load(path: Path, progress: Progress = unobserved, first: Callable[[Project], None] = unseen) -> Loaded:
    """Read a book. Raises LoadError, and what `progress` raises.

    Of a text or a large workbook, `first` is shown the first project as soon as it is read, in the thread that reads.
    Of a workbook it is what the first rows say, and is not shown where that is not sure.
    """
    data = read_file(path)
    if path.suffix.lower() in _DOCUMENTS:
        message = f"“{path.name}”不是文本或 Excel 文件；请在原软件中“另存为”纯文本（.txt）后再打开。"
        raise LoadError(path, message)
    if not data.strip():
        raise LoadError(path, f"“{path.name}”是空文件，里面没有绩效目标表。请检查是否选错了文件。")
    if is_workbook(path, data):
        from core.formats.workbook_file import load_workbook

        return Loaded(*load_workbook(path, data, progress, first))
    if path.suffix.lower() == ".json":
        return Loaded(*_load_json(path, data, progress))
    from core.formats.text_file import load_text

    return Loaded(*load_text(path, data, progress, first))


def read_decisions(path: Path, layout: Layout) -> Decisions:
    """What was decided about a book that was loaded from this path: in the file itself, else in the one beside it.

    Raises SideFileError where that one cannot be read.
    """
    inside = layout.decisions if isinstance(layout, _HoldsDecisions) else NO_DECISIONS
    return inside or read_side_file(path)


@uncollected()
def save(
    book: Book,
    path: Path,
    layout: Layout | None = None,
    form: PlainForm | None = None,
    *,
    decisions: Decisions = NO_DECISIONS,
    accepts_losses: bool = False,
    progress: Progress = unobserved,
    backups: Backups | None = None,
    tell: Callable[[str], None] = unheard,
    may_replace: Callable[[], bool] = always,
) -> Layout:
    """Write the book, with all decisions about it, and return the layout to save it with next time.

    A book is written in its `layout`, so that only what changed is touched; in a plain form where it has none (a new
    book, another format, another `form`). Raises SaveError, the old file is then whole; LossyError where something
    else in the file would suffer, unless that is accepted. What `progress` raises comes before anything is written.
    What the file held becomes one of the `backups`; what the user should know of a save that succeeded goes to `tell`.
    `may_replace` is asked right before the old file is replaced; where it says no, that is ChangedOnDisk.
    """
    new_layout = _lay_out(book, path, layout, form, decisions, accepts_losses, progress)
    try:
        data = new_layout.data
    except UnicodeEncodeError as error:
        raise SaveError(path, _about_half_a_character(path, error)) from error
    if not isinstance(new_layout, _HoldsDecisions):
        write_beside(path, decisions)  # before the book: decisions too many do no harm, too few are lost work
    write_file(path, data, backups, tell, may_replace)
    return new_layout


def _about_half_a_character(path: Path, error: UnicodeEncodeError) -> str:
    """Half of a surrogate pair, which some programs put on the clipboard, is a text that no file can hold."""
    before = error.object[max(error.start - 30, 0) : error.start].encode(errors="ignore").decode()
    before = "".join(before.split())[-10:]
    return (
        f"“{path.name}”没有保存：“{before}”后面有半个字符，多半是粘贴时带来的，文件里存不下。请删去它再保存。"
    )


def own_form(layout: Layout | None) -> PlainForm | None:
    """The plain form that a layout is like."""
    if layout is None:
        return None
    from core.formats.text.layout import TextLayout

    if isinstance(layout, TextLayout):
        return layout.dialect
    from core.formats.workbook.layout import WorkbookLayout

    return layout.kind if isinstance(layout, WorkbookLayout) else None


def _load_json(path: Path, data: bytes, progress: Progress) -> tuple[Book, JsonLayout]:
    from core.formats.json_book import WrongJson, read_json
    from core.formats.text_file import decoded

    try:
        return read_json(*decoded(path, data), progress)
    except WrongJson as error:
        raise LoadError(path, f"“{path.name}”不是有效的项目数据：{error.reason}。") from error
    except TooMuch as error:
        raise LoadError(path, f"“{path.name}”没有打开：{error.reason}再打开。") from error


def _lay_out(
    book: Book,
    path: Path,
    layout: Layout | None,
    form: PlainForm | None,
    decisions: Decisions,
    accepts_losses: bool,
    progress: Progress,
) -> Layout:
    """The book as it is to stand in the file. Raises what `save` raises."""
    suffix = path.suffix.lower()
    if suffix == ".txt":
        from core.formats.text.layout import TextLayout
        from core.formats.text_file import lay_out_text

        text_layout = layout if isinstance(layout, TextLayout) else None
        return lay_out_text(book, path, text_layout, form if isinstance(form, Dialect) else None)
    if suffix == ".json":
        from core.formats.json_book import write_json

        return write_json(book)
    if suffix in WORKBOOKS:
        from core.formats.workbook.layout import WorkbookLayout
        from core.formats.workbook_file import lay_out_workbook

        workbook_layout = layout if isinstance(layout, WorkbookLayout) else None
        kind = form if isinstance(form, WorkbookKind) else None
        return lay_out_workbook(
            book, path, workbook_layout, kind, decisions, accepts_losses=accepts_losses, progress=progress
        )
    known = "、".join(SUFFIXES)
    raise SaveError(path, f"“{path.name}”没有保存：不支持“{suffix}”格式，请使用 {known}。")
