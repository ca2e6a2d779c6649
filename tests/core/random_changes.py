"""A user's changes to an open book, drawn by a seed: the same seed makes the same changes in another process."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from core.book import Indicator, ItemId, Place, Project
from core.cost import CostChoice, Instead
from core.edit import (
    Edit,
    EditError,
    Group,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
)
from core.session import Session
from tests.core.random_edits import CATEGORIES, TEXTS, TITLES


class RandomChanges:
    """Changes a session step by step: edits of every kind, typing, groups, undo and redo, decisions."""

    def __init__(self, session: Session, random: Random) -> None:
        self._session = session
        self._random = random
        self._typing: Place | None = None

    def make_one(self) -> None:
        """One change; now and then one that changes nothing."""
        draw = self._random.random()
        if draw < 0.12:
            self._session.undo()
        elif draw < 0.2:
            self._session.redo()
        elif draw < 0.24:
            self._decide()
        elif draw < 0.4:
            self._type()
        elif draw < 0.5:
            self._change_several()
        else:
            self._session.apply(self._edit(), "修改")

    def _edit(self) -> Edit:
        projects = self._session.book.projects
        kinds: list[Callable[[], Edit]] = [self._new_project]
        if projects:
            kinds += [self._cell] * 6 + [self._header] * 4 + [self._insert_row, self._remove_row] * 2
            kinds += [self._move_row, self._move_project, self._remove_project, self._checkpoints]
        return self._random.choice(kinds)()

    def _change_several(self) -> None:
        """A group of edits that are drawn for the book as the ones before leave it."""
        book, edits = self._session.book.copy(), []
        for _ in range(self._random.randint(0, 4)):
            edit = self._edit()
            try:
                edit.apply(book)
            except (EditError, LookupError):  # an earlier one has removed what it is about
                continue
            edits.append(edit)
        self._session.apply(Group(tuple(edits)), "修改多处")

    def _type(self) -> None:
        if self._typing is None or self._random.random() < 0.5:
            self._typing = Place(self._project().id, None, "name") if self._session.book.projects else None
        if self._typing is not None and self._typing.section in self._session.book:
            name = self._session.book.project(self._typing.section).name
            typed = SetField(self._typing, name + self._random.choice("绿化经费"))
            self._session.apply(typed, "输入", continues=True)

    def _decide(self) -> None:
        session, random = self._session, self._random
        findings = sorted(session.findings, key=lambda one: (one.rule, str(one.place), one.message))
        waivers = sorted(session.findings.waivers, key=str)
        if findings and random.random() < 0.5:
            session.waive(
                random.choice(findings), random.choice(["已核实", "合同约定"]), "经办人", "2026-03-31"
            )
        elif waivers and random.random() < 0.5:
            session.take_back(random.choice(waivers))
        elif session.book.projects:
            project = self._project()
            rows = [row for row in project.indicators if row.category[1] == "成本指标"]
            if rows:
                session.choose_cost(CostChoice(project.id, random.choice(rows).id, Instead.LEAVE_OUT))

    def _project(self) -> Project:
        return self._random.choice(self._session.book.projects)

    def _text(self) -> str:
        return self._random.choice([*TEXTS, f"第{self._random.randint(1, 99)}项"])

    def _new_row(self) -> Indicator:
        category = self._random.choice(CATEGORIES)
        return Indicator(self._session.book.new_id(), *category, self._text(), self._text(), self._text())

    def _new_project(self) -> Edit:
        title = self._random.choice(TITLES)
        rows = tuple(self._new_row() for _ in range(self._random.randint(0, 3)))
        section_id: ItemId = self._session.book.new_id()
        project = Project(section_id, None, title, name=title.removesuffix("绩效目标表"), indicators=rows)
        return InsertProject(self._random.randint(0, len(self._session.book.project_ids)), project)

    def _remove_project(self) -> Edit:
        return RemoveProject(self._project().id)

    def _move_project(self) -> Edit:
        last = len(self._session.book.project_ids) - 1
        return MoveProject(self._project().id, self._random.randint(0, last))

    def _header(self) -> Edit:
        field = self._random.choice(["name", "title", "budget", "purpose", "number", "goals"])
        value: str | int | tuple[str, ...] | None = self._text()
        if field == "number":
            value = self._random.choice([None, 1, 2])
        elif field == "goals":
            value = tuple(self._text() for _ in range(self._random.randint(0, 3)))
        return SetField(Place(self._project().id, None, field), value)

    def _checkpoints(self) -> Edit:
        project = self._project()
        plan = project.spending_plan
        value = tuple(point._replace(percent="50%") for point in plan) if plan is not None else None
        return SetField(Place(project.id, None, "spending_plan"), value)

    def _cell(self) -> Edit:
        project = self._project()
        if not project.indicators:
            return self._insert_row()
        field = self._random.choice(["level1", "level2", "level3", "description", "value"])
        return SetField(Place(project.id, self._random.choice(project.indicators).id, field), self._text())

    def _insert_row(self) -> Edit:
        project = self._project()
        return InsertRow(project.id, self._random.randint(0, len(project.indicators)), self._new_row())

    def _remove_row(self) -> Edit:
        project = self._project()
        if not project.indicators:
            return self._insert_row()
        return RemoveRow(project.id, self._random.choice(project.indicators).id)

    def _move_row(self) -> Edit:
        project = self._project()
        if not project.indicators:
            return self._insert_row()
        index = self._random.randrange(len(project.indicators))
        return MoveRow(project.id, self._random.choice(project.indicators).id, index)
