"""What is printed of a book: the chosen sections one after the other, each on pages of its own.

Only the numbers of pages are kept; a page is laid out when it is asked for, so that the whole of a large book costs
no memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Section
from core.paper.form import Form
from core.paper.narrative_form import department_form, front_form
from core.paper.pages import Fit, Page, count_pages, make_pages
from core.paper.paper import Paper
from core.paper.project_form import project_form
from core.progress import Progress, unobserved

_PAGES_KEPT = 16
"""Of so many sections the pages are remembered, for whoever turns back and forth."""


class Printout:
    """The pages of sections; their texts are those of the moment when the printout was made."""

    def __init__(
        self, sections: Iterable[Section], paper: Paper, fit: Fit, progress: Progress = unobserved
    ) -> None:
        """Counts the pages, which takes about a millisecond per section. Raises what `progress` raises."""
        self.paper = paper
        self._sections = tuple(sections)
        self._fit = fit
        self._pages_of = lru_cache(_PAGES_KEPT)(self._lay_out)
        counts = []
        for index in range(len(self._sections)):
            progress(index, len(self._sections))
            counts.append(count_pages(form_of(self._sections[index]), paper, fit))
        self._starts = [0, *accumulate(counts)]

    @property
    def page_count(self) -> int:
        return self._starts[-1]

    def page(self, number: int) -> Page:
        """The page of this number, from 1. Raises LookupError when there is no such page."""
        if not 1 <= number <= self.page_count:
            raise LookupError(f"no page {number}")
        index = bisect_right(self._starts, number - 1) - 1
        return self._pages_of(index)[number - 1 - self._starts[index]]

    def _lay_out(self, index: int) -> list[Page]:
        return make_pages(form_of(self._sections[index]), self.paper, self._fit)


def form_of(section: Section) -> Form:
    """What any section of a book looks like on paper."""
    match section:
        case FrontMatter():
            return front_form(section)
        case DepartmentTargets():
            return department_form(section)
        case _:
            return project_form(section)


def sections_to_print(book: Book, section_ids: Iterable[ItemId] | None = None) -> list[Section]:
    """These sections, or all of the book that have something to print, as the file has them."""
    wanted = None if section_ids is None else set(section_ids)
    return [
        section
        for section in book.sections
        if (wanted is None or section.id in wanted) and not _is_blank(section)
    ]


def _is_blank(section: Section) -> bool:
    return isinstance(section, FrontMatter) and not section.text.strip() and not section.contents
