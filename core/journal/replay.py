"""Doing again what a journal noted: the book, its history and its decisions, change by change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.book import Book, ItemId
from core.decisions import Decisions, Waivers
from core.decisions.cost_records import cost_choices, cost_records
from core.edit import Edit, EditError, InsertProject, InsertRow, steps
from core.history import History, Step
from core.journal.book_json import Json, book_of, ids_of
from core.journal.decision_json import decisions_from_json
from core.journal.edit_json import edit_from_json
from core.journal.errors import WrongJournal
from core.journal.opening import Start
from core.session import Way


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a journal behind its opening: a change, or the decisions as they were then."""

    said: Edit | Decisions
    way: Way
    label: str
    at: datetime

    @property
    def title(self) -> str:
        """What was done, in the user's words."""
        match self.way:
            case Way.UNDONE:
                return f"撤销“{self.label}”"
            case Way.REDONE:
                return f"重做“{self.label}”"
        return self.label


DECIDED = "核实问题或约定成本的算法"


def noted(said: Json) -> Noted:
    """Raises WrongJournal."""
    match said:
        case {"way": str(way), "label": str(label), "edit": edit, "at": str(at)} if way in tuple(Way):
            return Noted(edit_from_json(edit), Way(way), label, _moment(at))
        case {"decisions": decisions, "at": str(at)}:
            return Noted(decisions_from_json(decisions), Way.JUDGED, DECIDED, _moment(at))
    raise WrongJournal("有一行的写法不认识")


def _moment(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError as error:
        raise WrongJournal("有一行的时间不对") from error


class Replay:
    """A book that is on its way from what it was when its journal began to what it was in the end.

    Attributes:
        history: of the steps since then. What was done before cannot be undone any more; where the user had undone
            such a step, that is a step of its own.
    """

    def __init__(self, start: Start, *, is_saved: bool) -> None:
        """`is_saved` says whether a file holds what the book was. Raises WrongJournal."""
        self.book = book_of(start.sections)
        self.history = History(is_saved=is_saved)
        self._last_id = max((*ids_of(start.sections), *ids_of(start.laid_out or ())), default=0)
        self._decide(start.decisions)

    def do(self, line: Noted) -> None:
        """Raises WrongJournal, with the book as it was, for a change that does not fit it."""
        if isinstance(line.said, Decisions):
            self._decide(line.said)
            return
        try:
            inverse: Any = line.said.apply(self.book)
        except (EditError, LookupError, ValueError, AttributeError, TypeError) as error:
            raise WrongJournal(f"“{line.title}”这一步与前面的内容对不上") from error
        self._last_id = max(self._last_id, _highest_id(line.said))
        self._remember(line, Step(line.said, inverse, line.label))

    def finished_book(self) -> Book:
        """The book; what is new in it from now on gets ids that nothing in it ever had, nor in its history."""
        while self.book.new_id() < self._last_id:
            pass
        return self.book

    @property
    def decisions(self) -> Decisions:
        """About the book as it is now."""
        costs = (*cost_records(self._choices, self.book), *self._unplaced)
        return Decisions(tuple(self._waivers.records(self.book)), costs)

    def _remember(self, line: Noted, step: Step) -> None:
        """Go the way in the history that the user went."""
        if line.way is Way.UNDONE:
            undone = self.history.step_back()
            if undone is not None and undone.inverse == step.edit:
                return
            if undone is not None:
                self.history.step_forward()
        elif line.way is Way.REDONE:
            redone = self.history.step_forward()
            if redone is not None and redone.edit == step.edit:
                return
            if redone is not None:
                self.history.step_back()
        label = step.label if line.way in (Way.DONE, Way.CONTINUED) else line.title
        self.history.record(Step(step.edit, step.inverse, label), continues=line.way is Way.CONTINUED)

    def _decide(self, decisions: Decisions) -> None:
        """Put the decisions in their places now, so that they follow rows that are moved or renamed later."""
        self._waivers = Waivers.of_records(decisions.waivers, self.book)
        self._choices, self._unplaced = cost_choices(decisions.costs, self.book)


def _highest_id(edit: Edit) -> int:
    """The highest id that the edit brings into the book; 0 where it brings nothing."""
    brought: list[ItemId] = [ItemId(0)]
    for step in steps(edit):
        match step:
            case InsertRow(_, _, row):
                brought.append(row.id)
            case InsertProject(_, project):
                brought += ids_of([project])
    return max(brought)
