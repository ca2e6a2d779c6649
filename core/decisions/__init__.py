"""What somebody decided about a book, beside its texts: findings accepted (已核实), cost rows counted otherwise.

`waivers.py` holds the accepted findings of an open book; `records.py` says decisions in words that outlast it, by
the places of `spot.py`; `tables.py` and `side_file.py` keep them in a workbook's sheets and beside other files.
"""

from core.decisions.records import NO_DECISIONS, CostRecord, Decisions, WaiverRecord
from core.decisions.waivers import Waiver, Waivers

__all__ = ["NO_DECISIONS", "CostRecord", "Decisions", "Waiver", "WaiverRecord", "Waivers"]
