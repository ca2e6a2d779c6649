"""Find and replace: what the user looks for, where it stands in a book, and what it would be replaced by."""

from core.search.hits import Hit, batches, hit_at, hits, hits_in
from core.search.parts import ALL_PARTS, Part
from core.search.pattern_errors import BadPattern
from core.search.query import Query
from core.search.replacing import Replacement, replacement_at, replacements
from core.search.span import Span

__all__ = [
    "ALL_PARTS",
    "BadPattern",
    "Hit",
    "Part",
    "Query",
    "Replacement",
    "Span",
    "batches",
    "hit_at",
    "hits",
    "hits_in",
    "replacement_at",
    "replacements",
]
