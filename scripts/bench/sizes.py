"""How large the books are that the bench measures."""

from __future__ import annotations

from typing import NamedTuple


class Sizes(NamedTuple):
    """All but `forms` in indicators.

    `large` is what the targets speak of, `tenth` what growth is measured from, `small` what an edit is compared with;
    `forms` are the projects of the form workbook, a sheet for each.
    """

    large: int = 100_000
    tenth: int = 10_000
    small: int = 1_000
    forms: int = 1_000


FULL, QUICK = Sizes(), Sizes(large=10_000, tenth=1_000, small=1_000, forms=100)
