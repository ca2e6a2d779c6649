"""Whether two cells say the same, however they are spelt and whatever mark-up is left in them."""

from __future__ import annotations

import re

from core.excerpt import excerpt
from core.rules.wording import without_markup
from core.typography import plain

# A point between digits says something; all others, and the rest of these, only separate.
_PUNCTUATION = re.compile(r"""[,;:。、!?"'“”‘’《》()…]|\.(?![0-9])""")


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same words; two empty ones have."""
    if one and other and one[0] != other[0] and _tells(one[0]) and _tells(other[0]):
        return False  # As most pairs do, and tables are long.
    return said(one) == said(other)


def said(text: str) -> str:
    """The words of a text without mark-up, white space and punctuation, in one plain spelling: what is compared."""
    if text.isalnum():
        return text
    return _PUNCTUATION.sub("", plain(_unmarked(text)))


def shortened(text: str, length: int = 20) -> str:
    """The beginning of a text on one line and without mark-up, for a message."""
    return excerpt(_unmarked(text), length)


def _tells(character: str) -> bool:
    """Whether a text that begins with the character has it as the first of its words, in no other spelling."""
    return "\u4e00" <= character <= "\u9fff" or character in "≥≤" or ("0" <= character <= "9")


def _unmarked(text: str) -> str:
    return without_markup(text) if "<" in text or "&" in text or "[" in text else text
