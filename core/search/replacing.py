"""What the hits of a search would be replaced by."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.authoring import clean_cell
from core.book import Book, Place
from core.edit import SetField
from core.progress import Progress, unobserved
from core.proposal import Proposal
from core.search.field_text import field_text, with_pieces
from core.search.hits import Hit, value_at
from core.search.match import Match
from core.search.query import Query


@dataclass(frozen=True)
class Replacement:
    """Puts `template` in the place of what `query` finds.

    With a regular expression, `$1` and `\\1` stand for what the first bracket found, `$0` and `$&` for the whole hit,
    `\\n` for a line break, `$$` and `\\\\` for the sign itself. All else is taken literally, and so is every template
    for plain text.
    """

    query: Query
    template: str

    def replaced(self, text: str) -> str:
        """The text with every hit replaced, and all else as it was."""
        parts: list[str] = []
        end = 0
        for match in self.query.matches(text):
            parts += text[end : match.start()], self._filled(match, text)
            end = match.end()
        return "".join(parts) + text[end:]

    def _filled(self, match: Match, text: str) -> str:
        if not self.query.is_regex:
            return self.template
        return _REFERENCE.sub(lambda reference: _meaning(reference, match, text), self.template)


def replacements(
    book: Book, hits: Collection[Hit], replacement: Replacement, progress: Progress = unobserved
) -> list[Proposal]:
    """What would change at the hits, in their order; nothing is proposed where nothing would.

    Texts come out as cells can carry them, as if they had been typed; a goal that becomes empty goes. Raises
    BadPattern when a regular expression takes too long.
    """
    proposals = []
    for done, hit in enumerate(hits):
        progress(done, len(hits))
        if (proposal := replacement_at(book, hit.place, replacement)) is not None:
            proposals.append(proposal)
    return proposals


def replacement_at(book: Book, place: Place, replacement: Replacement) -> Proposal | None:
    """What would change at one place, if anything.

    Raises LookupError when the book has no such place, BadPattern when a regular expression takes too long.
    """
    old = value_at(book, place)
    before = field_text(old)
    pieces = [before.text[slice(*piece)] for piece in before.pieces]
    replaced = [replacement.replaced(piece) for piece in pieces]
    if replaced == pieces:
        return None
    cleaned = [old if new == old else clean_cell(new) for old, new in zip(pieces, replaced, strict=True)]
    new = with_pieces(old, cleaned)
    return Proposal(place, before.text, field_text(new).text, SetField(place, new)) if new != old else None


_REFERENCE = re.compile(r"(?P<sign>\$\$|\\\\|\\n|\\t)|\$&|[$\\](?P<number>\d+)")
_SIGNS = {"$$": "$", r"\\": "\\", r"\n": "\n", r"\t": "\t"}


def _meaning(reference: re.Match[str], match: Match, text: str) -> str:
    """What a reference of a template stands for; the text as written, though the match may be in half width."""
    if sign := reference["sign"]:
        return _SIGNS[sign]
    digits = reference["number"] or "0"
    # `$12` is the twelfth bracket where there are so many, else the first one and a 2.
    for length in range(len(digits), 0, -1):
        if (group := int(digits[:length])) <= len(match.groups()):
            # (-1, -1), the span of a bracket that took no part, is an empty piece of any text.
            return text[slice(*match.span(group))] + digits[length:]
    return reference[0]
