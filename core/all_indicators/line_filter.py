"""Which lines the grid shows: those that the filters of all its columns let through."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress, groupby
from operator import attrgetter

from core.all_indicators.column_filter import ColumnFilter
from core.all_indicators.line import TEXT_OF, Column, Line, findings_at
from core.cell_findings import CellFindings
from core.severity import Severity


class LineFilter:
    """Filters of columns, none of them open. Immutable: what differs is a new filter."""

    def __init__(self, columns: Mapping[Column, ColumnFilter] | None = None) -> None:
        filters = (columns or {}).items()
        self._columns = {
            column: column_filter for column, column_filter in filters if not column_filter.is_open
        }
        self._texts = [
            (TEXT_OF[column], tester)
            for column, one in self._columns.items()
            for tester in one.text_testers(column)
        ]
        self._severities = [
            (column, one.severities) for column, one in self._columns.items() if one.severities is not None
        ]

    def __bool__(self) -> bool:
        """Whether there is anything that a line must fulfil."""
        return bool(self._columns)

    def __iter__(self) -> Iterator[Column]:
        """The filtered columns."""
        return iter(self._columns)

    def __getitem__(self, column: Column) -> ColumnFilter:
        """The filter of a column; an open one where there is none."""
        return self._columns.get(column, ColumnFilter())

    def with_column(self, column: Column, column_filter: ColumnFilter) -> LineFilter:
        """The same filter with another one for this column; an open one takes it off."""
        return LineFilter({**self._columns, column: column_filter})

    def passed(self, lines: Sequence[Line], findings: CellFindings) -> Sequence[Line]:
        """Those of the lines that all columns let through."""
        for text_of, tester in self._texts:
            lines = list(compress(lines, map(tester, map(text_of, lines))))
        for column, severities in self._severities:
            lines = list(_found_in(lines, column, severities, findings))
        return lines


def _found_in(
    lines: Iterable[Line], column: Column, severities: Container[Severity], findings: CellFindings
) -> Iterator[Line]:
    """Those of the lines at whose cell something of these severities is said."""
    for section, together in groupby(lines, key=_SECTION_OF):
        if column.is_of_row:
            rows = findings.rows_at(section, column, severities)
            if rows:  # in most sections there are none
                yield from (line for line in together if line.row.id in rows)
        else:
            of_project = list(together)
            said = findings_at(of_project[0], column, findings)
            if any(finding.severity in severities for finding in said):
                yield from of_project


_SECTION_OF = attrgetter("project.id")
