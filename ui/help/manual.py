"""The manual's chapters: the Markdown files of docs/manual, with their headings.

A page is called by the name of its file without number and suffix; a heading by the anchor that GitHub gives it.
So the links in the files lead to the same places in a browser and in the help window.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.resources import RESOURCES

# docs/manual lies beside resources/, in the source tree and in the frozen program.
MANUAL = RESOURCES.parent / "docs" / "manual"
PICTURES = MANUAL / "pictures"

_HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|`)")


class Heading(NamedTuple):
    """`level` 1 is the title of a page."""

    level: int
    text: str
    anchor: str


class Page(NamedTuple):
    """One page of the help window; the first of its headings is its title."""

    name: str
    markdown: str
    headings: tuple[Heading, ...]

    @property
    def title(self) -> str:
        return self.headings[0].text


class Link(NamedTuple):
    """Where a link leads: a page and a place on it; "" means the same page, or its beginning."""

    page: str
    anchor: str


def chapters() -> list[Page]:
    """The chapters in their order; none where the program was copied without them."""
    return [
        page(_page_name(path.stem), path.read_text(encoding="utf-8")) for path in sorted(MANUAL.glob("*.md"))
    ]


def page(name: str, markdown: str, anchors: Sequence[str] = ()) -> Page:
    """A page of this text. `anchors` name its headings of level 3 in place of their texts."""
    own = iter(anchors)
    headings = []
    for marks, source in _HEADING.findall(markdown):
        text = plain(source.strip())
        anchor = next(own, "") if len(marks) == 3 else ""
        headings.append(Heading(len(marks), text, anchor or slug(text)))
    return Page(name, markdown, tuple(headings))


def link(target: str) -> Link:
    """`03-editing.md#移动指标`, `editing#移动指标` and `#移动指标` as a link."""
    source, _, anchor = target.partition("#")
    return Link(_page_name(source.removesuffix(".md")), anchor)


def slug(heading: str) -> str:
    """The anchor of a heading, by GitHub's custom: small letters, no punctuation, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def plain(source: str) -> str:
    """A piece of Markdown without emphasis and escapes."""
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", source))


def escaped(text: str) -> str:
    """A text for Markdown that shows it as it stands."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _page_name(stem: str) -> str:
    return re.sub(r"^\d+-", "", stem)
