"""How a review report names the places of a book, and what stands there."""

from __future__ import annotations

from core import place_titles
from core.book import Book, Checkpoint, Indicator, Place, Project, Section

_EMPTY = "（空）"


def section_title(book: Book, section: Section) -> str:
    """`3 政务大厅运维`: the project's own number, else its position in the file, and its name."""
    title = place_titles.section_title(section)
    if isinstance(section, Project) and section.number is None:
        return f"{book.position(section.id) + 1} {title}"
    return title


def place_title(section: Section, place: Place) -> str:
    """Where in its section a place lies: `大厅开放天数 · 指标值`, `预算数`, `整个项目`."""
    whole = "整个项目" if isinstance(section, Project) else "全文"
    return place_titles.title_within(section, place, whole=whole)


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
