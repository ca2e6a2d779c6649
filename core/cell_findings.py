"""Findings by the cell that they are about: what a table of indicators marks and explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence

from core.book import ItemId
from core.rules.finding import Finding, Severity


class SectionFindings:
    """The findings of one section."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._header: list[Finding] = []
        self._cells: dict[tuple[ItemId, str | None], list[Finding]] = defaultdict(list)
        for finding in findings:
            for place in (finding.place, *finding.others):
                if place.row is None:
                    self._header.append(finding)
                else:
                    self._cells[place.row, place.field].append(finding)

    def of_cell(self, row: ItemId, field: str) -> Sequence[Finding]:
        """Findings on a row's cell; the cell of its name has those on the whole row as well."""
        at_cell = self._cells.get((row, field), ())
        return (*at_cell, *self._cells.get((row, None), ())) if field == "level3" else at_cell

    def of_header(self) -> Sequence[Finding]:
        """Findings on what the section says beside its rows, and on the section as a whole."""
        return self._header

    def rows_at(self, field: str) -> set[ItemId]:
        """The rows of which `of_cell` gives anything in this field."""
        fields = ("level3", None) if field == "level3" else (field,)
        return {row for row, said in self._cells if said in fields}

    def same_header(self, other: SectionFindings) -> bool:
        """Whether the other ones say the same of what stands beside the rows."""
        return self._header == other._header

    def rows_that_differ(self, other: SectionFindings) -> set[ItemId]:
        """The rows about which the other ones say something else."""
        mine, others = self._cells, other._cells
        return {
            row
            for row, field in mine.keys() | others.keys()
            if mine.get((row, field)) != others.get((row, field))
        }


class CellFindings:
    """The findings of cells of any section; each section's are looked up once, until they are forgotten."""

    def __init__(self, findings_of: Callable[[ItemId], Iterable[Finding]]) -> None:
        self._findings_of = findings_of
        self._sections: dict[ItemId, SectionFindings] = {}

    def of_cell(self, section: ItemId, row: ItemId, field: str) -> Sequence[Finding]:
        """As `SectionFindings.of_cell`."""
        return self._of(section).of_cell(row, field)

    def of_header(self, section: ItemId) -> Sequence[Finding]:
        """As `SectionFindings.of_header`."""
        return self._of(section).of_header()

    def rows_at(self, section: ItemId, field: str, severities: Container[Severity]) -> set[ItemId]:
        """The rows at whose cell something of these severities is said; remembers nothing."""
        grave = [finding for finding in self._findings_of(section) if finding.severity in severities]
        return SectionFindings(grave).rows_at(field) if grave else set()

    def forget(self, sections: Iterable[ItemId]) -> None:
        """Look these sections' findings up again when they are asked for."""
        for section in sections:
            self._sections.pop(section, None)

    def look_again(self, sections: Iterable[ItemId]) -> dict[ItemId, set[ItemId] | None]:
        """Look up again what was asked for of these sections. Returns the rows of which something else is said now.

        None stands for all rows of a section, as they all show what is said of its header.
        """
        differing: dict[ItemId, set[ItemId] | None] = {}
        for section in sections:
            before = self._sections.pop(section, None)
            if before is not None:
                now = self._of(section)
                differing[section] = now.rows_that_differ(before) if now.same_header(before) else None
        return differing

    def _of(self, section: ItemId) -> SectionFindings:
        found = self._sections.get(section)
        if found is None:
            found = self._sections[section] = SectionFindings(self._findings_of(section))
        return found
