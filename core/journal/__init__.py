"""The recovery journal: what was done to an open book, on disk while it is done, and the way back after a crash.

`journal.py` writes it, `recovery.py` finds the journals of programs that are gone and gives their books back by
`replay.py`, to one program at a time (`claim.py`). A journal is a folder of its own with a file of lines (`lines.py`)
and the bytes of the book's file as it was read or saved last; the first lines (`opening.py`) say what the book was
then, each further one is a change (`edit_json.py`) or the decisions about the book (`decision_json.py`).
"""

from core.journal.errors import WrongJournal
from core.journal.journal import Journal, Origin
from core.journal.recovery import Recovery, Restored, State, recoveries

__all__ = ["Journal", "Origin", "Recovery", "Restored", "State", "WrongJournal", "recoveries"]
