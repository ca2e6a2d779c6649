"""The door: the only way by which an open book changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from core.book import Book, ItemId
from core.cost import CostChoice, CostChoices
from core.decisions import NO_DECISIONS, Decisions, Waiver, Waivers
from core.decisions.cost_records import cost_choices, cost_records
from core.edit import Edit, Group, InsertProject, MoveProject, RemoveProject, SetField, section_of, steps
from core.history import History, Step
from core.progress import Cancelled, Progress, unobserved, unstoppable
from core.rules import Context, Finding, Findings
from core.rules.settings import DEFAULTS, RuleSettings
from core.scheme import Scheme, detect
from core.years.fiscal_year import fiscal_year


class Way(StrEnum):
    """How a change came about. `CONTINUED` joins the last step where it can; `JUDGED` changes no text of the book."""

    DONE = "done"
    CONTINUED = "continued"
    UNDONE = "undone"
    REDONE = "redone"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told after the book has changed: the edit as it was applied, and what it touched.

    `sections` are the sections with a new content or new findings; `order` says whether projects came, went or moved.
    `label` is what the user calls the step that was done, undone or redone.
    """

    edit: Edit
    sections: frozenset[ItemId]
    order: bool
    label: str = ""
    way: Way = Way.JUDGED


Listener = Callable[[Change], None]


Watch = Callable[[str], AbstractContextManager[Progress]]
"""Given what a change is called, lets the user watch and stop it as long as the context lasts."""

LARGE = 250
"""Single changes from which on an edit takes long enough to be watched."""


class Session:
    """An open book with its history and its findings.

    Attributes:
        watch: how the user is told about changes that take long; nobody watches at first.
        guessed_year: the fiscal year that the book seemed to be of when it was opened, with what speaks for it.
    """

    def __init__(
        self,
        book: Book,
        scheme: Scheme | None = None,
        progress: Progress = unobserved,
        *,
        settings: RuleSettings = DEFAULTS,
        decisions: Decisions = NO_DECISIONS,
        history: History | None = None,
    ) -> None:
        """`scheme` and fiscal year are told from the book where nobody says them; `decisions` came with its file.

        `history` is that of a book which was recovered.
        """
        self.book = book
        self.guessed_year = fiscal_year(book)
        choices, self._unplaced_costs = cost_choices(decisions.costs, book)
        self._saved_choices = choices
        waivers = Waivers.of_records(decisions.waivers, book)
        context = Context(scheme or detect(book), settings, self._year_by(settings), choices)
        self.findings = Findings(book, context, progress, waivers)
        self.watch: Watch = lambda label: nullcontext(unobserved)
        self._history = history or History()
        self._listeners: dict[object, Listener] = {}

    # ── How the book is judged: no edits, for no text of it changes ──

    @property
    def scheme(self) -> Scheme:
        return self.findings.context.scheme

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._judge_by(replace(self.findings.context, scheme=scheme))

    @property
    def settings(self) -> RuleSettings:
        return self.findings.context.settings

    @settings.setter
    def settings(self, settings: RuleSettings) -> None:
        year = self._year_by(settings)
        self._judge_by(replace(self.findings.context, settings=settings, fiscal_year=year))

    @property
    def cost_choices(self) -> CostChoices:
        """What the user decided about unit costs."""
        return self.findings.context.cost_choices

    def choose_cost(self, choice: CostChoice) -> None:
        """Count a cost row as the user says, and judge its project anew."""
        self._decide_costs(self.cost_choices.with_choice(choice), choice.project)

    def forget_cost_choices(self, project: ItemId) -> None:
        """Count the cost rows of a project by their own words again."""
        self._decide_costs(self.cost_choices.without(project), project)

    def waive(self, finding: Finding, reason: str, who: str = "", on: str = "") -> None:
        """Accept a finding as it is, for a reason; `on` is a date as the user writes it."""
        self._tell_judged(self.findings.waive(finding, reason, who, on))

    def take_back(self, waiver: Waiver) -> None:
        """Let a waived finding count again. Raises LookupError when there is no such waiver."""
        self._tell_judged(self.findings.take_back(waiver))

    @property
    def decisions(self) -> Decisions:
        """What was accepted and decided, to be kept with the book; what was said of parts it does not have, too."""
        costs = (*cost_records(self.cost_choices, self.book), *self._unplaced_costs)
        return Decisions(tuple(self.findings.waivers.records(self.book)), costs)

    def _year_by(self, settings: RuleSettings) -> int | None:
        return settings.fiscal_year or (self.guessed_year.year if self.guessed_year else None)

    def _judge_by(self, context: Context) -> None:
        """Check the whole book by other standards; when the user stops that, the old ones stay."""
        with self.watch("重新检查") as progress, suppress(Cancelled):
            self.findings = Findings(self.book, context, progress, self.findings.waivers)
        everything = frozenset(section.id for section in self.book.sections)
        self._tell(Change(Group(()), everything, order=True))

    def _decide_costs(self, choices: CostChoices, project: ItemId) -> None:
        self.findings.context = replace(self.findings.context, cost_choices=choices)
        self._tell_judged(self.findings.recheck({project}))

    def _tell_judged(self, sections: frozenset[ItemId]) -> None:
        self._tell(Change(Group(()), sections, order=False))

    # ── Changes ──

    def apply(self, edit: Edit, label: str, *, continues: bool = False) -> None:
        """Change the book. `label` is what the user calls the change; `continues` joins it to the last one
        where both set the same field (typing). A change that its watcher stops has not happened.

        Raises EditError, LookupError or ValueError, with the book as it was, when the edit does not fit.
        """
        done = self._perform(edit, label, Way.CONTINUED if continues else Way.DONE)
        if done is not None and not (isinstance(edit, SetField) and edit == done.inverse):
            self._history.record(Step(edit, done.inverse, label), continues=continues)
            self._tell(done.change)

    def undo(self) -> None:
        """Take back the last step; nothing when there is none."""
        if step := self._history.step_back():
            if done := self._perform(step.inverse, step.label, Way.UNDONE):
                self._tell(done.change)
            else:
                self._history.step_forward()

    def redo(self) -> None:
        """Do the last undone step again; nothing when there is none."""
        if step := self._history.step_forward():
            if done := self._perform(step.edit, step.label, Way.REDONE):
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
        """Whether the book, or what was decided about it, differs from what was last saved or loaded."""
        has_decided = self.findings.waivers.modified or self.cost_choices != self._saved_choices
        return has_decided or not self._history.is_at_saved

    def mark_saved(self) -> None:
        self._history.mark_saved()
        self.findings.waivers.mark_saved()
        self._saved_choices = self.cost_choices

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change. Returns the function that ends the subscription."""
        # What is returned knows nothing of the listener, which keeps it: a session is gone with the last who uses it.
        subscription = object()
        self._listeners[subscription] = listener

        def end() -> None:
            del self._listeners[subscription]

        return end

    def _perform(self, edit: Edit, label: str, way: Way) -> _Done | None:
        """Change book and findings; None, with both as they were, when the user stops it."""
        is_large = isinstance(edit, Group) and any(True for _ in islice(steps(edit), LARGE - 1, None))
        with self.watch(label) if is_large else nullcontext(unobserved) as progress:
            try:
                touched, order = _reach(edit, progress)
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
        return _Done(inverse, Change(edit, affected, order, label, way))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners.values()):
            listener(change)


class _Done(NamedTuple):
    inverse: Edit
    change: Change


def _reach(edit: Edit, progress: Progress) -> tuple[set[ItemId], bool]:
    """The sections that an edit touches, and whether projects come, go or move."""
    touched: set[ItemId] = set()
    order = False
    for done, step in enumerate(steps(edit)):
        if done % LARGE == 0:
            progress(0, 1)
        touched.add(section_of(step))
        order = order or isinstance(step, InsertProject | RemoveProject | MoveProject)
    return touched, order
