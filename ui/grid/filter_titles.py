"""What the user calls the filters and the order of the grid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.excerpt import excerpt
from core.rules import Severity
from core.target import Operator
from ui.grid.column_titles import column_title

_TEST_TITLES = {
    TextTest.CONTAINS: "包含",
    TextTest.LACKS: "不包含",
    TextTest.EQUALS: "等于",
    TextTest.STARTS: "开头是",
    TextTest.EMPTY: "为空",
}

_NAMED = 2
"""So many values are named before the others are only counted."""

_LONGEST = 16
"""Characters of a value that are shown."""


def test_title(test: TextTest) -> str:
    return _tr(_TEST_TITLES[test])


def value_title(value: str) -> str:
    """How a value is listed; a cell without a text has a name, too."""
    return value or _tr("（空）")


def operator_title(operator: Operator | None) -> str:
    return operator or _tr("定性/无")


def filter_titles(line_filter: LineFilter) -> list[str]:
    """Each column's filter: `二级指标：数量指标、质量指标`."""
    return [f"{column_title(column)}：{column_filter_title(line_filter[column])}" for column in line_filter]


def column_filter_title(column_filter: ColumnFilter) -> str:
    """All that a column's filter wants: `包含“满意”，≥、≤，有错误`."""
    parts = []
    if column_filter.values is not None:
        parts.append(_values_title(column_filter.values))
    if column_filter.condition is not None:
        parts.append(_condition_title(column_filter.condition))
    if column_filter.operators is not None:
        parts.append("、".join(operator_title(one) for one in OPERATORS if one in column_filter.operators))
    if column_filter.severities is not None:
        parts.append(severities_title(column_filter.severities))
    return "，".join(parts)


OPERATORS: tuple[Operator | None, ...] = (*Operator, None)
"""What a 指标值 can begin with, in the order of the choice; None: with no operator."""


def severities_title(severities: frozenset[Severity]) -> str:
    if severities == frozenset(Severity):
        return _tr("有任何问题")
    return _tr("有{0}").format("、".join(severity.title for severity in sorted(severities)))


def ordering_title(ordering: Ordering) -> str:
    """`按指标值降序`."""
    text = _tr("按{0}降序") if ordering.descending else _tr("按{0}升序")
    return text.format(column_title(ordering.column))


def _values_title(values: frozenset[str]) -> str:
    named = "、".join(excerpt(value_title(value), _LONGEST) for value in sorted(values)[:_NAMED])
    return named if len(values) <= _NAMED else _tr("{0}等 {1} 个").format(named, len(values))


def _condition_title(condition: TextCondition) -> str:
    title = test_title(condition.test)
    return title if condition.test is TextTest.EMPTY else f"{title}“{excerpt(condition.words, _LONGEST)}”"


def _tr(text: str) -> str:
    return QCoreApplication.translate("grid", text)
