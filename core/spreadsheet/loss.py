"""What a change to a workbook would break elsewhere in it."""

from typing import NamedTuple


class Loss(NamedTuple):
    """`place`: the sheet and cell, or the part; `what` goes on from there. Both in the user's words."""

    place: str
    what: str
