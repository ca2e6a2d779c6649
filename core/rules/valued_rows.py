"""The rows of a project as rules on target values see them: the value parsed, the name read, the kind of row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.book import Indicator, ItemId, Place, Project
from core.edit import SetField
from core.indicator_name import Direction, IndicatorName, Measure, read_name
from core.rules.finding import Finding, Severity
from core.rules.rule import Context
from core.rules.texts import is_empty
from core.rules.wording import without_markup
from core.scheme import Category, Scheme
from core.spreadsheet.formula import is_formula
from core.target import Target, TargetKind, UnitKind, parse
from core.wording import squeezed


@dataclass(frozen=True, slots=True)
class Reading:
    """What name, category and value of a row say.

    Attributes:
        category: the canonical names of level 1 and 2.
        is_satisfaction: whether the row tells how content somebody is: by its name, or as one of 满意度指标 that is
            called after those who are asked. 投诉次数 is neither, wherever it stands.
    """

    target: Target
    name: IndicatorName
    category: Category
    is_cost: bool
    is_satisfaction: bool

    @property
    def is_share(self) -> bool:
        """Whether the value has to be a share, in per cent."""
        is_score = self.name.measure is Measure.PLAIN_NUMBER
        return self.name.measure is Measure.SHARE or (self.is_satisfaction and not is_score)

    @property
    def may_exceed(self) -> bool | None:
        """Whether a share of more than 100 % can be meant; None: only at times."""
        return False if self.is_satisfaction else self.name.may_exceed

    @property
    def unit_kind(self) -> UnitKind | None:
        return self.target.unit.kind if self.target.unit else None

    @property
    def has_number(self) -> bool:
        return self.target.kind in (TargetKind.NUMBER, TargetKind.RANGE)


@dataclass(frozen=True, slots=True)
class ValuedRow:
    """A row with a value that can be judged."""

    project: Project
    indicator: Indicator
    reading: Reading

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


def valued_rows(project: Project, context: Context) -> tuple[ValuedRow, ...]:
    """The rows whose value is filled in. What other rules report is none: an empty value, a formula without
    a result, a placeholder."""
    return _latest.rows(project, context.scheme)


class _Latest:
    """The rows of the project that was asked for last: all rules ask for the same one in a row."""

    def __init__(self) -> None:
        self._known: tuple[Project, Scheme, tuple[ValuedRow, ...]] | None = None

    def rows(self, project: Project, scheme: Scheme) -> tuple[ValuedRow, ...]:
        known = self._known  # taken once: another thread may ask for another project meanwhile
        if known and known[0] is project and known[1] is scheme:
            return known[2]
        rows = tuple(
            ValuedRow(project, indicator, reading)
            for indicator in project.indicators
            if (reading := _read(indicator, scheme))
        )
        self._known = (project, scheme, rows)
        return rows


_latest = _Latest()
_LONGEST = 20


def _read(indicator: Indicator, scheme: Scheme) -> Reading | None:
    value = indicator.value
    target = parse(value)
    if target.kind is TargetKind.TEXT:
        if _UNFINISHED.search(value) or is_formula(value) or is_empty(value):
            return None
        target = parse(without_markup(value))
    if target.kind is TargetKind.EMPTY:
        return None
    name = read_name(indicator.level3)
    category, is_cost = _category(indicator.level1, indicator.level2, scheme)
    return Reading(target, name, category, is_cost, _is_satisfaction(name, category))


@lru_cache(maxsize=1024)
def _category(level1: str, level2: str, scheme: Scheme) -> tuple[Category, bool]:
    """The canonical names, and whether they are those of costs."""
    return scheme.canonical(level1, level2), scheme.is_cost(Indicator(ItemId(0), level1, level2))


def _is_satisfaction(name: IndicatorName, category: Category) -> bool:
    if name.direction is Direction.LESS or name.measure not in _DEGREES:
        return False
    return category[1] == "服务对象满意度指标" or name.text.endswith(_SATISFACTION)


_DEGREES = (Measure.SHARE, Measure.OTHER, Measure.PLAIN_NUMBER)
_SATISFACTION = ("满意度", "满意率", "满意程度")
# 【待填】, XX个, #REF!
_UNFINISHED = re.compile("待[填补定完]|请(?:填|输入|选择)|[XxＸ○]{2}|[×＊*]{2}|^#")
