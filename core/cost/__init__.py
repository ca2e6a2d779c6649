"""Cost composition: what each cost row of a project adds to the total, and how the total stands to the budget.

`composition.py` tells the story; `reading.py` says what one cost row states, `matching.py` which quantity row
answers a unit cost, `repetition.py` what would be counted twice, `choices.py` what the user decided otherwise.
"""

from core.cost.choices import CostChoice, CostChoices, Instead, RowChoices
from core.cost.composition import Composition, compose
from core.cost.quantities import Quantity
from core.cost.row import CostRole, CostRow

__all__ = [
    "Composition",
    "CostChoice",
    "CostChoices",
    "CostRole",
    "CostRow",
    "Instead",
    "Quantity",
    "RowChoices",
    "compose",
]
