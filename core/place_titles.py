"""What the user calls the places of a book: sections, rows, fields."""

from __future__ import annotations

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
    "sub_goals": "分项目标",
    "safeguards": "保障措施",
    "heading": "分项名称",
    "indicators": "绩效指标",
}
"""Fields of the front matter and the department targets."""


def section_title(section: Section) -> str:
    """`3 政务大厅运维`: the number and name by which lists call a section."""
    match section:
        case FrontMatter():
            return "封面与目录"
        case DepartmentTargets():
            return "部门整体绩效目标"
    name = " ".join(section.name.split()) or "（未命名项目）"
    return f"{section.number} {name}" if section.number is not None else name


def place_title(book: Book, place: Place) -> str:
    """Where in its section a place lies: `大厅开放天数 · 指标值`, `预算数`, `整个项目`.

    Raises LookupError when the book has no such section or row.
    """
    return title_within(book.section(place.section), place)


def title_within(section: Section, place: Place, *, whole: str = "整个项目") -> str:
    """As `place_title`, for a place of this section; `whole` is what the section itself is called."""
    parts = []
    if place.row is not None:
        parts.append(_row_title(section.row(place.row), section.row_index(place.row)))
    if place.field is not None:
        parts.append(_field_title(section, place.field))
    return " · ".join(parts) or whole


def _field_title(section: Section, field: str) -> str:
    if isinstance(section, Project):
        return field_title(field)
    return _NARRATIVE_FIELDS.get(field, field_title(field))


def _row_title(row: Row, index: int) -> str:
    match row:
        case Indicator():
            name = row.name
        case ContentsEntry():
            name = row.title
        case _:
            name = row.heading
    return name.strip() or f"第 {index + 1} 行"
