"""Whether two cells say the same, however they are spelt and whatever mark-up is left in them."""

from __future__ import annotations

import re

from core.excerpt import excerpt
from core.rules.wording import without_markup
from core.typography import plain

# A point between digits says something; all others, and the rest of these, only separate.
_PUNCTUATION = re.compile(r"""[,;:。、!?"'“”‘’《》()…]|\.(?![0-9])""")

# What a text begins with and has as its first words, in no other spelling.
_BEGINNING = re.compile("[\u4e00-\u9fff≥≤0-9]*")
_SIGNS = frozenset("≥≤0123456789")
_MARKUP_SIGN = re.compile(r"[<&\[]")


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same words; two empty ones have."""
    first, second = one[:1], other[:1]
    if first != second and _tells(first) and _tells(second):
        return False  # as most pairs do, and tables are long
    return one == other or (_begin_alike(one, other) and said(one) == said(other))


def _tells(character: str) -> bool:
    """Whether a text that begins with the character has it as the first of its words, in no other spelling."""
    return "\u4e00" <= character <= "\u9fff" or character in _SIGNS


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
    return excerpt(_unmarked(text), length)


def _unmarked(text: str) -> str:
    return without_markup(text) if _MARKUP_SIGN.search(text) else text
