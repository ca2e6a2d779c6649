"""Which lines the grid shows: those that the filters of all its columns let through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

from core.all_indicators.column_filter import ColumnFilter, TextTester
from core.all_indicators.line import TEXT_OF, Column, Line, findings_at
from core.cell_findings import CellFindings


class LineFilter:
    """Filters of columns, none of them open. Immutable: what differs is a new filter."""

    def __init__(self, columns: Mapping[Column, ColumnFilter] | None = None) -> None:
        filters = (columns or {}).items()
        self._columns = {
            column: column_filter for column, column_filter in filters if not column_filter.is_open
        }
        self._texts = [
            (TEXT_OF[column], _Verdicts(testers))
            for column, one in self._columns.items()
            if (testers := one.text_testers(column))
        ]
        self._with_severities = [
            (column, one) for column, one in self._columns.items() if one.severities is not None
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
        for text_of, verdicts in self._texts:
            lines = list(compress(lines, map(verdicts.__getitem__, map(text_of, lines))))
        for column, one in self._with_severities:
            at = ((line, findings_at(line, column, findings)) for line in lines)
            lines = [line for line, found in at if found and one.admits_findings(found)]
        return lines


class _Verdicts(dict[str, bool]):
    """Whether a text passes all testers; each text is judged once, as most occur in many lines."""

    def __init__(self, testers: Sequence[TextTester]) -> None:
        super().__init__()
        self._testers = testers

    def __missing__(self, text: str) -> bool:
        passes = True
        for tester in self._testers:
            passes = passes and tester(text)
        self[text] = passes
        return passes
