"""The texts of a project that rules about wording look at, and edits that rewrite one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from core.book import Checkpoint, Indicator, Place, Project, Value
from core.edit import SetField
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES
from core.typography import plain

_HEADER_TEXTS = tuple(field for field in HEADER_TITLES if field not in ("number", "indicators"))


def header_cells(project: Project) -> Iterator[tuple[Place, Value]]:
    """Every field of the header that holds text, with its place."""
    for field in _HEADER_TEXTS:
        value: Value = getattr(project, field)
        if value:
            yield Place(project.id, None, field), value


def indicator_cells(project: Project) -> Iterator[tuple[Place, str]]:
    """Every filled cell of the indicator rows, with its place."""
    for indicator in project.indicators:
        for field in INDICATOR_TITLES:
            text: str | None = getattr(indicator, field)
            if text:
                yield Place(project.id, indicator.id, field), text


def cells(project: Project) -> Iterator[tuple[Place, Value]]:
    yield from header_cells(project)
    yield from indicator_cells(project)


def texts_of(value: Value) -> tuple[str, ...]:
    """The texts in a field: one as a rule, for goals and the spending plan one for each part."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return tuple(part.percent if isinstance(part, Checkpoint) else part for part in value)
    return ()


def rewritten(place: Place, value: Value, rewrite: Callable[[str], str]) -> SetField | None:
    """The edit that rewrites each text of a field; None when that changes nothing."""
    new: Value = value
    if isinstance(value, str):
        new = rewrite(value)
    elif isinstance(value, tuple):
        parts = [
            part._replace(percent=rewrite(part.percent)) if isinstance(part, Checkpoint) else rewrite(part)
            for part in value
        ]
        new = tuple(parts)  # type: ignore[assignment]
    return SetField(place, new) if new != value else None


def at_cell(project: Project, indicator: Indicator, field: str) -> Place:
    return Place(project.id, indicator.id, field)


def at_header(project: Project, field: str | None = None) -> Place:
    """A field of the header; without `field` the project as a whole."""
    return Place(project.id, None, field)


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, or a dash or slash in the place of an answer."""
    return not text.isalnum() and _NOTHING.fullmatch(plain(text)) is not None


_NOTHING = re.compile(r"[-_/\\]*")
