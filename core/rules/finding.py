"""A finding: what a rule says about a place of the book."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.book import Place
from core.edit import Edit
from core.severity import Severity as Severity


class Criterion(StrEnum):
    """The four headings of a review report. Source: 财预〔2015〕88号, 审核表."""

    COMPLETENESS = "完整性"
    RELEVANCE = "相关性"
    SUITABILITY = "适当性"
    FEASIBILITY = "可行性"


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is a whole sentence for the user, with the figures; `fix`, where there is one, mends the place.

    A finding that is about several rows alike stands at the first one's `place`; `others` are the rest.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    fix: Edit | None = None
    others: tuple[Place, ...] = ()
