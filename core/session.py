"""The door: the only way by which an open book changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from core.book import Book, ItemId
from core.edit import Edit, Group, InsertProject, MoveProject, RemoveProject, SetField, section_of, steps
from core.history import History, Step
from core.progress import Cancelled, Progress, unobserved, unstoppable
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


Watch = Callable[[str], AbstractContextManager[Progress]]
"""Given what a change is called, lets the user watch and stop it as long as the context lasts."""

LARGE = 500
"""Single changes and touched sections from which on a change takes long enough to be watched."""


class Session:
    """An open book with its history and its findings.

    Attributes:
        watch: how the user is told about changes that take long; nobody watches at first.
    """

    def __init__(self, book: Book, scheme: Scheme | None = None, progress: Progress = unobserved) -> None:
        self.book = book
        self.findings = Findings(book, Context(scheme or detect(book)), progress)
        self.watch: Watch = lambda label: nullcontext(unobserved)
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
        where both set the same field (typing). A change that its watcher stops has not happened.

        Raises EditError, LookupError or ValueError, with the book as it was, when the edit does not fit.
        """
        done = self._perform(edit, label)
        if done is not None and not (isinstance(edit, SetField) and edit == done.inverse):
            self._history.record(Step(edit, done.inverse, label), continues=continues)
            self._tell(done.change)

    def undo(self) -> None:
        """Take back the last step; nothing when there is none."""
        if step := self._history.step_back():
            if done := self._perform(step.inverse, step.label):
                self._tell(done.change)
            else:
                self._history.step_forward()

    def redo(self) -> None:
        """Do the last undone step again; nothing when there is none."""
        if step := self._history.step_forward():
            if done := self._perform(step.edit, step.label):
                self._tell(done.change)
            else:
                self._history.step_back()

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

    def _perform(self, edit: Edit, label: str) -> _Done | None:
        """Change book and findings; None, with both as they were, when the user stops it."""
        single = list(steps(edit))
        touched = {section_of(step) for step in single}
        order = any(isinstance(step, InsertProject | RemoveProject | MoveProject) for step in single)
        is_large = len(single) + len(touched) >= LARGE
        with self.watch(label) if is_large else nullcontext(unobserved) as progress:
            try:
                inverse = (
                    edit.apply(self.book, progress) if isinstance(edit, Group) else edit.apply(self.book)
                )
            except Cancelled:
                return None
            try:
                affected = self.findings.recheck(touched, progress)
            except Cancelled:
                inverse.apply(self.book)
                self.findings.recheck(touched, unstoppable(progress))
                return None
        return _Done(inverse, Change(edit, affected, order))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)


class _Done(NamedTuple):
    inverse: Edit
    change: Change
