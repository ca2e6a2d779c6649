"""How a review report names the places of a book, and what stands there."""

from __future__ import annotations

from core.book import (
    Book,
    Checkpoint,
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
_EMPTY = "（空）"


def section_title(book: Book, section: Section) -> str:
    """`3 政务大厅运维`: the project's own number, else its position in the file, and its name."""
    match section:
        case FrontMatter():
            return "封面与目录"
        case DepartmentTargets():
            return "部门整体绩效目标"
    number = book.position(section.id) + 1 if section.number is None else section.number
    return f"{number} {' '.join(section.name.split()) or '（未命名项目）'}"


def place_title(section: Section, place: Place) -> str:
    """Where in its section a place lies: `大厅开放天数 · 指标值`, `预算数`, `整个项目`."""
    parts = []
    if place.row is not None:
        parts.append(_row_title(section.row(place.row), section.row_index(place.row)))
    if place.field is not None:
        title = field_title(place.field)
        parts.append(title if isinstance(section, Project) else _NARRATIVE_FIELDS.get(place.field, title))
    return " · ".join(parts) or ("整个项目" if isinstance(section, Project) else "全文")


def place_text(section: Section, place: Place) -> str:
    """What the file says there; "" for a place that has no text of its own."""
    holder = section if place.row is None else section.row(place.row)
    if place.field is None:
        return f"{holder.level3}　{holder.value}".strip() if isinstance(holder, Indicator) else ""
    match getattr(holder, place.field, None):
        case str(text):
            return text if text.strip() else _EMPTY
        case int(number):
            return str(number)
        case tuple(parts):
            return _joined(parts) if parts else _EMPTY
    return _EMPTY


def _joined(parts: tuple[object, ...]) -> str:
    """Goals line by line, checkpoints in one line; rows are no text."""
    if isinstance(parts[0], Checkpoint):
        return "，".join(f"{part.label} {part.percent}" for part in parts if isinstance(part, Checkpoint))
    goals = [part for part in parts if isinstance(part, str)]
    return goals[0] if len(goals) == 1 else "\n".join(f"{n}. {goal}" for n, goal in enumerate(goals, 1))


def _row_title(row: Row, index: int) -> str:
    match row:
        case Indicator():
            name = row.name
        case ContentsEntry():
            name = row.title
        case _:
            name = row.heading
    return name.strip() or f"第 {index + 1} 行"
