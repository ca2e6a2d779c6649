"""The goals of a project on their way back into its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.book import Goals, Project
from core.formats.workbook.mapping import GoalsMap
from core.formats.workbook.patching.placement import Part
from core.formats.workbook.patching.sheet_rows import Line, SheetRows


@dataclass(slots=True)
class GoalLines:
    """The goals of a section: in a cell each, where there are several cells, else all in one."""

    part: Part
    map: GoalsMap
    _lines: list[Line] = field(default_factory=list)

    def arrange(self, sheets: Mapping[str, SheetRows]) -> None:
        owned = [self.part.line(row) for row in self.map.rows]
        self._lines = owned
        if self._goes_by_cells and len(self._new) != len(owned):
            last = self.map.rows[-1]
            extra = [
                Line(last, (self.part.new.id, -number))
                for number in range(len(owned) + 1, len(self._new) + 1)
            ]
            self._lines = [*owned, *extra][: max(len(self._new), 1)]
            sheets[self.part.map.sheet].arrange(owned, self._lines, owned[0])

    def say(self, sheets: Mapping[str, SheetRows]) -> None:
        rows = sheets[self.part.map.sheet]
        before = self._texts(self._old, len(self.map.rows)) if self._old is not None else []
        for number, (line, text) in enumerate(
            zip(self._lines, self._texts(self._new, len(self._lines)), strict=True)
        ):
            if number >= len(before) or text != before[number]:
                rows.say(line, self.map.column, text)

    @property
    def _goes_by_cells(self) -> bool:
        return set(self.map.counts) <= {0, 1} and self.part.map.first_row < self.part.map.last_row

    def _texts(self, goals: Goals, cells: int) -> list[str]:
        """What the cells say; what the last one has to take is in it."""
        numbered = [self.map.numbering.format(number) + goal for number, goal in enumerate(goals, 1)]
        counts = [1] * cells if self._goes_by_cells else list(self.map.counts)
        texts: list[str] = []
        for index, count in enumerate(counts):
            here, numbered = (numbered[:count], numbered[count:]) if index < cells - 1 else (numbered, [])
            texts.append("\n".join(here))
        return texts

    @property
    def _new(self) -> Goals:
        assert isinstance(self.part.new, Project)
        return self.part.new.goals

    @property
    def _old(self) -> Goals | None:
        return self.part.old.goals if isinstance(self.part.old, Project) else None
