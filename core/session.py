"""The door: the only way by which an open book changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.book import Book, ItemId
from core.edit import Edit, InsertProject, MoveProject, RemoveProject, SetField, section_of, steps
from core.history import History, Step
from core.progress import Progress, unobserved
from core.rules import Context, Findings
from core.scheme import Scheme, detect


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told after the book has changed: the edit as it was applied, and what it touched.

    `sections` are the sections with a new content or new findings; `order` says whether projects came, went or moved.
    """

    edit: Edit
    sections: frozenset[ItemId]
    order: bool


Listener = Callable[[Change], None]


class Session:
    """An open book with its history and its findings."""

    def __init__(self, book: Book, scheme: Scheme | None = None, progress: Progress = unobserved) -> None:
        self.book = book
        self.findings = Findings(book, Context(scheme or detect(book)), progress)
        self._history = History()
        self._listeners: list[Listener] = []

    @property
    def scheme(self) -> Scheme:
        return self.findings.context.scheme

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        """Judge the book by another scheme. Not an edit: no text of the book changes."""
        self.findings = Findings(self.book, Context(scheme))

    def apply(self, edit: Edit, label: str, *, continues: bool = False) -> None:
        """Change the book. `label` is what the user calls the change; `continues` joins it to the last one
        where both set the same field (typing).

        Raises EditError, LookupError or ValueError, with the book as it was, when the edit does not fit.
        """
        inverse = edit.apply(self.book)
        if isinstance(edit, SetField) and edit == inverse:
            return
        self._history.record(Step(edit, inverse, label), continues=continues)
        self._tell(edit)

    def undo(self) -> None:
        """Take back the last step; nothing when there is none."""
        if step := self._history.step_back():
            step.inverse.apply(self.book)
            self._tell(step.inverse)

    def redo(self) -> None:
        """Do the last undone step again; nothing when there is none."""
        if step := self._history.step_forward():
            step.edit.apply(self.book)
            self._tell(step.edit)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, in the user's words; None when there is nothing."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._history.redo_label

    @property
    def modified(self) -> bool:
        """Whether the book differs from what was last saved or loaded."""
        return not self._history.is_at_saved

    def mark_saved(self) -> None:
        self._history.mark_saved()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change. Returns the function that ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, edit: Edit) -> None:
        single = list(steps(edit))
        touched = {section_of(step) for step in single}
        order = any(isinstance(step, InsertProject | RemoveProject | MoveProject) for step in single)
        change = Change(edit, self.findings.recheck(touched), order)
        for listener in tuple(self._listeners):
            listener(change)
