"""Whether a file carries what a book says: what was written is read back and compared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from core.book import Book, Project, Row, Section
from core.field_titles import field_title

_LEVELS = ("level1", "level2")
_LONGEST_QUOTE = 40


class NotCarried(Exception):
    """A file cannot carry what a section says: read back, it would say something else."""

    def __init__(self, section: Section, field: str, text: str) -> None:
        super().__init__(f"{field} of section {section.id} does not read back")
        self.section = section
        self.field = field
        self.text = text

    def described(self, book: Book) -> str:
        """What cannot be written, for the user: `第 2 个项目“甲”的“资金用途”（…）`."""
        owner = "文件开头的内容"
        if isinstance(self.section, Project):
            owner = f"第 {book.position(self.section.id) + 1} 个项目“{self.section.name}”"
        line = self.text.replace("\n", "⏎").replace("\t", "⇥")
        shown = line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"
        return f"{owner}的“{field_title(self.field)}”（{shown}）"


def check_carried(read: Section, wanted: Section, exempt: Collection[str] = ()) -> None:
    """Compare a section as read with what it should say; fields that the file has no place for are `exempt`.

    Nothing and an empty text are the same here. Raises NotCarried.
    """
    for field in fields(wanted):
        if field.name in ("id", wanted.rows_field, *exempt):
            continue
        text = getattr(wanted, field.name)
        if (getattr(read, field.name) or None) != (text or None):
            raise NotCarried(wanted, field.name, str(text))
    if len(read.rows) != len(wanted.rows):
        raise NotCarried(wanted, wanted.rows_field, str(len(wanted.rows)))
    for came, row in zip(read.rows, wanted.rows, strict=True):
        _check_row(wanted, came, row)


def exempt_fields(project: Project) -> tuple[str, ...]:
    """A heading's number cannot be shown without the heading."""
    return () if project.title else ("number",)


def _check_row(section: Section, came: Row, row: Row) -> None:
    if came[1:] == row[1:]:
        return
    for name, text in row._asdict().items():
        # An empty level cell reads as the level above: the table's own way to say "the same".
        is_merged = name in _LEVELS and not text
        if name != "id" and not is_merged and (getattr(came, name) or None) != (text or None):
            raise NotCarried(section, name, str(text))
