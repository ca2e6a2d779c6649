"""What somebody else changed in a book while it was open here, to be taken over one by one.

`matching.py` says which projects and rows of two versions are the same ones; `comparing.py` finds what they changed;
`taking_over.py` makes one edit of what the user chose.
"""

from core.differences.comparing import Differences, differences
from core.differences.difference import Difference
from core.differences.rebasing import Rebased, rebased
from core.differences.taking_over import taken_over

__all__ = ["Difference", "Differences", "Rebased", "differences", "rebased", "taken_over"]
