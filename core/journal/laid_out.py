"""The layouts of files between the session that had them and the one that recovers: the same, by other ids.

A file that is read anew gives its sections ids in the order of the file, while a book that went on being edited after
saving has kept its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from core.book import DepartmentTargets, FrontMatter, ItemId, Project, Section
from core.formats import Layout, LoadError, load
from core.formats.carrying import NotCarried, check_carried

_UNPLACED = ("number", "title")
"""What a table without a heading cannot show."""


class ReadsDifferently(Exception):
    """The bytes that were kept do not say what they said to the program that kept them."""


def suffix_of(layout: Layout) -> str:
    """How the name of a file of this layout ends, so that it is read as one."""
    from core.formats.text.layout import TextLayout
    from core.formats.workbook.layout import WorkbookLayout

    if isinstance(layout, WorkbookLayout):
        return layout.suffix
    return ".txt" if isinstance(layout, TextLayout) else ".json"


def sections_in(layout: Layout) -> tuple[Section, ...] | None:
    """What the file says, by the ids of the book, in the order of the book; None for a form that knows no ids."""
    from core.formats.text.layout import TextLayout
    from core.formats.workbook.layout import WorkbookLayout

    match layout:
        case WorkbookLayout():
            return tuple(layout.sections.values())
        case TextLayout():
            special = (part for part in (layout.front, layout.department) if part is not None)
            return (*special, *(block.project for block in layout.blocks.values()))
    return None


def layout_of(kept: Path, sections: Sequence[Section]) -> Layout:
    """The layout of the file that says these sections, by their ids. Raises ReadsDifferently."""
    try:
        read, layout = load(kept)
    except LoadError as error:
        raise ReadsDifferently from error
    if sections_in(layout) is None:
        return layout
    if not say_the_same(read.sections, sections):
        raise ReadsDifferently
    return _by_ids(layout, {came.id: wanted for came, wanted in zip(read.sections, sections, strict=True)})


def say_the_same(read: Iterable[Section], wanted: Iterable[Section]) -> bool:
    """Whether a file that was read as these sections carries the wanted ones."""
    pairs = itertools.zip_longest(read, wanted)
    return all(came is not None and one is not None and _carries(came, one) for came, one in pairs)


def _carries(came: Section, wanted: Section) -> bool:
    if type(came) is not type(wanted):
        return False
    try:
        check_carried(came, wanted, _UNPLACED)
    except NotCarried:
        return False
    return True


def _by_ids(layout: Layout, said_as: dict[ItemId, Section]) -> Layout:
    from core.formats.text.layout import TextLayout
    from core.formats.workbook.layout import WorkbookLayout

    match layout:
        case WorkbookLayout():
            places = {said_as[read].id: place for read, place in layout.map.sections.items()}
            sections = {section.id: section for section in said_as.values()}
            return replace(layout, map=replace(layout.map, sections=places), sections=sections)
        case TextLayout():
            parts = list(said_as.values())
            projects = {read: part for read, part in said_as.items() if isinstance(part, Project)}
            blocks = {
                project.id: layout.blocks[read]._replace(project=project)
                for read, project in projects.items()
            }
            front = next((part for part in parts if isinstance(part, FrontMatter)), None)
            department = next((part for part in parts if isinstance(part, DepartmentTargets)), None)
            return replace(layout, blocks=blocks, front=front, department=department)
    return layout
