"""Who has a file open: a file beside it says so while somebody edits it, here or at another computer.

`lock_file.py` is our own such file and `taking.py` how it is taken, held and let go; `office.py` knows those of other
programs; `processes.py` tells whether whoever wrote one is still there; `holder.py` says it in words.
"""

from core.locks.holder import HeldByOther, told
from core.locks.office import office_holder
from core.locks.taking import Held, take

__all__ = ["Held", "HeldByOther", "office_holder", "take", "told"]
