"""The texts of a project that rules about wording look at, and edits that rewrite one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from core.book import Checkpoint, Indicator, Place, Project, Value
from core.edit import SetField
from core.field_titles import HEADER_TITLES, INDICATOR_TITLES
from core.rules.rule import Context
from core.typography import plain
from core.wording import squeezed

_HEADER_TEXTS = tuple(field for field in HEADER_TITLES if field not in ("number", "indicators"))


def header_cells(project: Project) -> Iterator[tuple[Place, Value]]:
    """Every field of the header that holds text, with its place."""
    for field in _HEADER_TEXTS:
        value: Value = getattr(project, field)
        if value:
            yield Place(project.id, None, field), value


def suspect_cells(
    has_sign: Callable[[str], object], project: Project, context: Context
) -> Iterator[tuple[Place, Value]]:
    """The filled cells of a project that have a sign of what is looked for, for a closer look: most projects lack it
    altogether, which one search tells.

    The sign is looked for in many texts at once; `BETWEEN` stands before and behind each of them.
    """
    if has_sign(header_text(project, context)):
        yield from (cell for cell in header_cells(project) if has_sign(_joined(texts_of(cell[1]))))
    if has_sign(rows_text(project, context)):
        for indicator in project.indicators:
            if has_sign(_row_text(indicator)):
                yield from _suspect_cells_of(indicator, has_sign, project)


def _suspect_cells_of(
    indicator: Indicator, has_sign: Callable[[str], object], project: Project
) -> Iterator[tuple[Place, Value]]:
    for field in INDICATOR_TITLES:
        text: str | None = getattr(indicator, field)
        if text and has_sign(f"{BETWEEN}{text}{BETWEEN}"):
            yield Place(project.id, indicator.id, field), text


BETWEEN = "\0"


def header_text(project: Project, context: Context) -> str:
    """All texts of the header as one."""
    return context.once(project, _joined_header)


def rows_text(project: Project, context: Context) -> str:
    """All texts of the indicator rows as one; what several rows have in level 1 or 2, once."""
    return context.once(project, _joined_rows)


def _joined_header(project: Project, context: Context) -> str:
    plan = texts_of(project.spending_plan)
    return _joined([*filter(None, _single_texts(project)), *project.goals, *plan])


_single_texts = attrgetter(*(field for field in _HEADER_TEXTS if field not in ("goals", "spending_plan")))


def _joined_rows(project: Project, context: Context) -> str:
    if not project.indicators:
        return ""
    _, level1, level2, level3, descriptions, values, bases = zip(*project.indicators, strict=True)
    return _joined(chain({*level1, *level2}, level3, descriptions, values, filter(None, bases)))


def _row_text(indicator: Indicator) -> str:
    return _joined((*indicator[1:-1], indicator.basis or ""))


def _joined(texts: Iterable[str]) -> str:
    return f"{BETWEEN}{BETWEEN.join(texts)}{BETWEEN}"


def row_names(project: Project, context: Context) -> Sequence[str]:
    """The level-3 names of the rows, without white space."""
    return context.once(project, _names)


def _names(project: Project, context: Context) -> Sequence[str]:
    return [squeezed(row.level3) for row in project.indicators]


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


def has_white_space(text: str) -> bool:
    """Whether there is white space before the end of a text."""
    return len(text.split(maxsplit=1)) > 1


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, or a dash or slash in the place of an answer."""
    first = text[:1]
    if first.isalnum() or first in _SIGNS:
        return False  # as most are
    return not _SOMETHING.search(text) and _NOTHING.fullmatch(plain(text)) is not None


_SIGNS = frozenset("≥≤=<>《“（(")
_SOMETHING = re.compile(r"[^\W_]")
_NOTHING = re.compile(r"[-_/\\]*")
