"""A change that is offered and not yet done: what a preview lists, one by one, for the user to accept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.book import Place
from core.edit import Edit, Group


class Proposal(NamedTuple):
    """One line of a preview: `place` would change from the text `before` to the text `after` by `edit`."""

    place: Place
    before: str
    after: str
    edit: Edit


def accepted(proposals: Sequence[Proposal]) -> Group | None:
    """The chosen proposals as one edit, so that one undo takes them all back; None for none."""
    return Group(tuple(proposal.edit for proposal in proposals)) if proposals else None
