"""A book put onto another version of its file, so that saving keeps all that the other one changed beside the tables."""

from __future__ import annotations

from typing import NamedTuple

from core.book import Book
from core.differences.comparing import differences
from core.differences.taking_over import taken_over
from core.place_titles import section_title
from core.progress import Progress, unobserved


class Rebased(NamedTuple):
    """`book` says what was wanted, with the ids of the other version, whose layout saves it. `left_out` is what the
    other version cannot say, in whole sentences for the user."""

    book: Book
    left_out: tuple[str, ...]


def rebased(wanted: Book, onto: Book, progress: Progress = unobserved) -> Rebased:
    """`wanted` as changes of `onto`; sections in which they agree stay the values that they are in `onto`.

    A layout knows its sections by their ids: it keeps sheets, comments and looks of the file that `onto` was read from
    only for a book with those. Raises what `progress` raises.
    """
    book = onto.copy()
    found = differences(onto, book, wanted, progress)
    edit = taken_over(book, found.offers)
    if edit is not None:
        edit.apply(book)
    pairs = ((wanted.front, onto.front), (wanted.department, onto.department))
    lost = (section_title(mine) for mine, theirs in pairs if mine is not None and theirs is None)
    return Rebased(book, tuple(f"磁盘上的文件里没有“{title}”，您的这一部分存不进去。" for title in lost))
