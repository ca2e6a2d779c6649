"""One thing that differs between two versions of a book, and what takes it over."""

from __future__ import annotations

from dataclasses import dataclass

from core.book import ItemId, Project, Row
from core.edit import SetField
from core.proposal import Proposal


@dataclass(frozen=True, slots=True)
class ListChange:
    """An item that comes or goes, or all items in another order: the projects of the book or the rows of a section.

    Attributes:
        within: the section whose rows they are; None for the projects.
        order: all items of their version in its order, by the ids that they have, or would have, in mine.
        added: the new item, with the id that it gets.
        removed: the item that goes. Without either, what both versions have gets their order.
    """

    within: ItemId | None
    order: tuple[ItemId, ...]
    added: Project | Row | None = None
    removed: ItemId | None = None


Change = SetField | ListChange


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the preview.

    Attributes:
        proposal: its edit takes over this difference alone; `taken_over` makes the edit for several. The place of a
            project that comes is in `Differences.places`.
        is_conflict: both changed it, so that it is not for the program to choose.
        remark: what there is to know about it, for the user.
    """

    proposal: Proposal
    change: Change
    is_conflict: bool = False
    remark: str = ""
