"""The parts of a table among which a search chooses, and the fields that belong to each."""

from __future__ import annotations

from enum import Enum

from core.book import ContentsEntry, DepartmentTargets, FrontMatter, Indicator, Project, Row, Section, SubGoal


class Part(Enum):
    """Fields that a user looks through together; the value is what the user calls them."""

    LEVELS = "一级、二级指标"
    LEVEL3 = "三级指标"
    DESCRIPTION = "绩效指标描述"
    VALUE = "指标值"
    BASIS = "指标值确定依据"
    HEADER = "项目信息"
    PURPOSE = "资金用途"
    GOALS = "绩效目标"
    NARRATIVE = "封面与部门目标"


ALL_PARTS = frozenset(Part)

_FIELDS: dict[type[Section] | type[Row], dict[str, Part]] = {
    FrontMatter: {"text": Part.NARRATIVE},
    ContentsEntry: {"title": Part.NARRATIVE},
    DepartmentTargets: {"overall": Part.NARRATIVE, "safeguards": Part.NARRATIVE},
    SubGoal: {"heading": Part.NARRATIVE, "goals": Part.NARRATIVE, "indicators": Part.NARRATIVE},
    Project: {
        "unit_code": Part.HEADER,
        "unit_name": Part.HEADER,
        "code": Part.HEADER,
        "name": Part.HEADER,
        "title": Part.HEADER,
        "budget": Part.HEADER,
        "fiscal_funds": Part.HEADER,
        "other_funds": Part.HEADER,
        "spending_plan": Part.HEADER,
        "purpose": Part.PURPOSE,
        "goals": Part.GOALS,
    },
    Indicator: {
        "level1": Part.LEVELS,
        "level2": Part.LEVELS,
        "level3": Part.LEVEL3,
        "description": Part.DESCRIPTION,
        "value": Part.VALUE,
        "basis": Part.BASIS,
    },
}
"""In the order of the page. The money unit is a choice, not a text, and numbers are no texts either."""


def fields_of(kind: type[Section] | type[Row], parts: frozenset[Part]) -> tuple[str, ...]:
    """The fields of a kind of section or row that belong to the chosen parts, in the order of the page."""
    return tuple(field for field, part in _FIELDS[kind].items() if part in parts)
