"""The rows of a project as rules on target values see them: the value parsed, the name read, the kind of row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.book import Indicator, Place, Project
from core.edit import SetField
from core.indicator_name import Direction, IndicatorName, Measure, read_name
from core.rules.finding import Finding, Severity
from core.rules.names import is_name_repeated
from core.rules.row_categories import distinct_categories, row_categories
from core.rules.rule import Context
from core.rules.texts import is_empty
from core.rules.wording import without_markup
from core.scheme import Category, is_cost_category
from core.spreadsheet.formula import is_formula
from core.target import Target, TargetKind, UnitKind, parse
from core.wording import squeezed


@dataclass(slots=True)
class ValuedRow:
    """A row with a value that can be judged, and what its name, category and value say.

    Attributes:
        category: the canonical names of level 1 and 2.
        is_satisfaction: whether the row tells how content somebody is: by its name, or as one of 满意度指标 that is
            called after those who are asked. 投诉次数 is neither, wherever it stands.
    """

    project: Project
    indicator: Indicator
    target: Target
    name: IndicatorName
    category: Category
    is_cost: bool
    is_satisfaction: bool

    @property
    def is_share(self) -> bool:
        """Whether the value has to be a share, in per cent."""
        measure = self.name.measure
        return measure is Measure.SHARE or (self.is_satisfaction and measure is not Measure.PLAIN_NUMBER)

    @property
    def may_exceed(self) -> bool | None:
        """Whether a share of more than 100 % can be meant; None: only at times."""
        return False if self.is_satisfaction else self.name.may_exceed

    @property
    def unit_kind(self) -> UnitKind | None:
        return self.target.unit.kind if self.target.unit else None

    @property
    def has_number(self) -> bool:
        return self.target.kind in _NUMBERS

    @property
    def place(self) -> Place:
        return Place(self.project.id, self.indicator.id, "value")

    @property
    def title(self) -> str:
        """The name for a message."""
        return self.indicator.name or "未命名的指标"

    @property
    def written(self) -> str:
        """The value for a message, cut short where it is a long text."""
        text = self.indicator.value.strip()
        return text if len(text) <= _LONGEST else f"{squeezed(text)[:_LONGEST]}…"

    def finding(self, rule: str, severity: Severity, message: str, value: str | None = None) -> Finding:
        """A finding about the value; `value` is the one to put in its place, where that is certain."""
        return Finding(rule, severity, self.place, message, SetField(self.place, value) if value else None)


def valued_rows(project: Project, context: Context) -> Sequence[ValuedRow]:
    """The rows whose value is filled in. What other rules report is none: an empty value, a formula without
    a result, a placeholder."""
    return context.once(project, _valued)


def numbered_rows(project: Project, context: Context) -> Sequence[ValuedRow]:
    """The valued rows that ask for a number or a range."""
    return context.once(project, _numbered)


def worded_rows(project: Project, context: Context) -> Sequence[ValuedRow]:
    """The valued rows that ask for something in words, other than those of their name."""
    return context.once(project, _worded)


def _valued(project: Project, context: Context) -> Sequence[ValuedRow]:
    costs = {one for one in distinct_categories(project, context) if is_cost_category(one)}
    rows = []
    for row, category in zip(project.indicators, row_categories(project, context), strict=True):
        parsed = parse(row.value)
        target = _judged(row.value) if parsed.kind in _WORDS else parsed
        if target is not None:
            name = read_name(row.level3)
            is_satisfaction = _is_satisfaction(name, category)
            rows.append(ValuedRow(project, row, target, name, category, category in costs, is_satisfaction))
    return rows


def _numbered(project: Project, context: Context) -> Sequence[ValuedRow]:
    return [row for row in valued_rows(project, context) if row.target.kind in _NUMBERS]


def _worded(project: Project, context: Context) -> Sequence[ValuedRow]:
    rows = valued_rows(project, context)
    return [row for row in rows if row.target.kind in _WORDS and not is_name_repeated(row.indicator)]


_NUMBERS = (TargetKind.NUMBER, TargetKind.RANGE)
_WORDS = (TargetKind.TEXT, TargetKind.EMPTY)
_LONGEST = 20


def _judged(value: str) -> Target | None:
    """What a value in words says; None where there is nothing to judge."""
    if _UNFINISHED.search(value) or is_formula(value) or is_empty(value):
        return None
    target = parse(without_markup(value))
    return None if target.kind is TargetKind.EMPTY else target


def _is_satisfaction(name: IndicatorName, category: Category) -> bool:
    stands_there = category[1] == "服务对象满意度指标"
    if not stands_there and not name.text.endswith(_SATISFACTION):
        return False
    return name.measure in _DEGREES and name.direction is not Direction.LESS


_DEGREES = (Measure.SHARE, Measure.OTHER, Measure.PLAIN_NUMBER)
_SATISFACTION = ("满意度", "满意率", "满意程度")
# 【待填】, XX个, #REF!
_UNFINISHED = re.compile("待[填补定完]|请(?:填|输入|选择)|[XxＸ○]{2}|[×＊*]{2}|^#")
