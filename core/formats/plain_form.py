"""The forms in which a book is written that has no file's own form to keep: two of text, two of workbooks."""

from __future__ import annotations

from core.formats.text.table import Dialect
from core.formats.workbook.titles import WorkbookKind

PlainForm = Dialect | WorkbookKind
"""Has a `title` for the user, a `value` for the command line and the `suffix` of its files."""

PLAIN_FORMS: tuple[PlainForm, ...] = (*Dialect, *WorkbookKind)


def plain_form(value: str) -> PlainForm:
    """Raises LookupError."""
    return {form.value: form for form in PLAIN_FORMS}[value]
