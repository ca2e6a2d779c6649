"""`convert SOURCE TARGET [--as LAYOUT]`: a book from one file format to another."""

from __future__ import annotations

import sys
from pathlib import Path

from commands.user_backups import user_backups
from core.decisions.side_file import SideFileError
from core.formats import WORKBOOKS, FileError, PlainForm, WorkbookKind, load, read_decisions, save


def convert(source: Path, target: Path, form: PlainForm | None) -> int:
    """Write the book of `source` to `target`; what stood there is kept as a backup.

    Returns the exit code: 0, or 2 when a file fails or the target is no file of that form.
    """
    if form is not None and target.suffix.lower() not in _suffixes(form):
        print(f"“{target.name}”不能写成{form.title}，文件名要以“{form.suffix}”结尾。", file=sys.stderr)
        return 2
    try:
        book, layout = load(source)
        decisions = read_decisions(source, layout)
        save(book, target, layout, form, decisions=decisions, backups=user_backups(target), tell=_warn)
    except (FileError, SideFileError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _warn(note: str) -> None:
    print(note, file=sys.stderr)


def _suffixes(form: PlainForm) -> tuple[str, ...]:
    return WORKBOOKS if isinstance(form, WorkbookKind) else (form.suffix,)
