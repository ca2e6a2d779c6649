"""Whether two cells say the same, however they are spelt and whatever mark-up is left in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from core.book import Indicator, Project
from core.excerpt import excerpt
from core.rules.rule import Context
from core.rules.wording import without_markup
from core.typography import plain

# A point between digits says something; all others, and the rest of these, only separate.
_PUNCTUATION = re.compile(r"""[,;:。、!?"'“”‘’《》()…]|\.(?![0-9])""")

# What a text begins with and has as its first words, in no other spelling.
_TELLING = _BEGINNING = re.compile("[\u4e00-\u9fff≥≤0-9]*")
_SIGNS = frozenset("≥≤0123456789")
_MARKUP_SIGN = re.compile(r"[<&\[]")


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same words; two empty ones have."""
    if one == other:
        return True
    first, second = _telling(one[:1]), _telling(other[:1])
    if first != second and first and second:
        return False
    return _begin_alike(one, other) and said(one) == said(other)


def likely_repetitions(project: Project, context: Context, field: str, other: str) -> Sequence[Indicator]:
    """The rows in which two of name, description and value can say the same, by their first characters.

    Those of most rows differ, and tables are long.
    """
    firsts = first_characters(project, context)
    rows = zip(project.indicators, firsts[field], firsts[other], strict=True)
    return [row for row, one, two in rows if one == two or not one or not two]


def first_characters(project: Project, context: Context) -> Mapping[str, Sequence[str]]:
    """By field (level3, description, value) the first character of each row's cell; "" where its words may begin
    with another one, or in another spelling, and where it may have none."""
    return context.once(project, _first_characters)


def _first_characters(project: Project, context: Context) -> Mapping[str, Sequence[str]]:
    rows = project.indicators
    return {
        "level3": _all_telling([row.level3[:1] for row in rows]),
        "description": _all_telling([row.description[:1] for row in rows]),
        "value": _all_telling([row.value[:1] for row in rows]),
    }


def _all_telling(characters: Sequence[str]) -> Sequence[str]:
    if _TELLING.fullmatch("".join(characters)):
        return characters  # as those of most tables
    return [_telling(character) for character in characters]


@lru_cache(maxsize=4096)
def _telling(character: str) -> str:
    """The character, if a text that begins with it has it as the first of its words, in no other spelling."""
    return character if "\u4e00" <= character <= "\u9fff" or character in _SIGNS else ""


def _begin_alike(one: str, other: str) -> bool:
    """Whether the first words leave it open that two texts are the same; of most pairs they do not."""
    first, second = _BEGINNING.match(one), _BEGINNING.match(other)
    if first is None or second is None:
        return True
    return first[0].startswith(second[0]) or second[0].startswith(first[0])


def said(text: str) -> str:
    """The words of a text without mark-up, white space and punctuation, in one plain spelling: what is compared."""
    if text.isalnum():
        return text
    return _PUNCTUATION.sub("", plain(_unmarked(text)))


def shortened(text: str, length: int = 20) -> str:
    """The beginning of a text on one line and without mark-up, for a message."""
    if len(text) <= length and text.isalnum():
        return text
    return excerpt(_unmarked(text), length)


def _unmarked(text: str) -> str:
    return without_markup(text) if _MARKUP_SIGN.search(text) else text
