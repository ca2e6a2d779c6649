"""What was done to a book and can be undone and redone."""

from __future__ import annotations

from dataclasses import dataclass

from core.book import Place
from core.edit import Edit, SetField, steps


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history: what was done, what takes it back, and what the user calls it."""

    edit: Edit
    inverse: Edit
    label: str


class History:
    """A line of steps, done ones before undone ones, and where on it the book was last saved."""

    def __init__(self, *, is_saved: bool = True) -> None:
        """`is_saved` says whether the book as it is now, before all steps, is what its file says."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved_at: int | None = 0 if is_saved else None

    def record(self, step: Step, *, continues: bool = False) -> None:
        """Add a step that was just done. With `continues`, typing in one place stays one step."""
        if self._saved_at is not None and self._saved_at > len(self._done):
            self._saved_at = None
        self._undone.clear()
        if continues and self._continues_the_last(step):
            step = Step(step.edit, self._done.pop().inverse, step.label)
        self._done.append(step)

    def step_back(self) -> Step | None:
        """Move over the last done step and return it; None when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def step_forward(self) -> Step | None:
        """Move over the last undone step and return it; None when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    @property
    def undo_label(self) -> str | None:
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        return self._undone[-1].label if self._undone else None

    def mark_saved(self) -> None:
        self._saved_at = len(self._done)

    @property
    def is_at_saved(self) -> bool:
        return self._saved_at == len(self._done)

    def _continues_the_last(self, step: Step) -> bool:
        if not self._done or self.is_at_saved:
            return False
        places = _places_set(step.edit)
        return bool(places) and places == _places_set(self._done[-1].edit)


def _places_set(edit: Edit) -> list[Place]:
    """The places that the edit gives new values; empty where it does anything else as well."""
    single = list(steps(edit))
    settings = [step for step in single if isinstance(step, SetField)]
    return [step.place for step in settings] if len(settings) == len(single) else []
