"""What the user calls the places of a book: sections, rows, fields."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.book import (
    Book,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    Place,
    Project,
    Row,
    Section,
)
from core.field_titles import field_title

_NARRATIVE_FIELDS = {
    "text": "封面",
    "contents": "目录",
    "overall": "总体目标",
    "safeguards": "保障措施",
    "heading": "分项名称",
    "indicators": "绩效指标",
}
"""Fields of the front matter and the department targets."""


def section_title(section: Section) -> str:
    """`3 政务大厅运维`: the number and name by which lists call a section."""
    match section:
        case FrontMatter():
            return QCoreApplication.translate("places", "封面与目录")
        case DepartmentTargets():
            return QCoreApplication.translate("places", "部门整体绩效目标")
    name = " ".join(section.name.split()) or QCoreApplication.translate("places", "（未命名项目）")
    return f"{section.number} {name}" if section.number is not None else name


def place_title(book: Book, place: Place) -> str:
    """Where in its section a place lies: `大厅开放天数 · 指标值`, `预算数`, `整个项目`.

    Raises LookupError when the book has no such section or row.
    """
    section = book.section(place.section)
    parts = []
    if place.row is not None:
        parts.append(_row_title(section.row(place.row), section.row_index(place.row)))
    if place.field is not None:
        parts.append(_field_title(section, place.field))
    return " · ".join(parts) or QCoreApplication.translate("places", "整个项目")


def _field_title(section: Section, field: str) -> str:
    if isinstance(section, Project):
        return field_title(field)
    return QCoreApplication.translate("places", _NARRATIVE_FIELDS.get(field, field_title(field)))


def _row_title(row: Row, index: int) -> str:
    match row:
        case Indicator():
            name = row.name
        case ContentsEntry():
            name = row.title
        case _:
            name = row.heading
    return name.strip() or QCoreApplication.translate("places", "第 {0} 行").format(index + 1)
