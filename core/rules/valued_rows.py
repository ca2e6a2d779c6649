"""The rows of a project as rules on target values see them: the value parsed, the name read, the kind of row.

What a row is judged by before the words of its name are looked at, its gist, many rows have in common: `≥95%` for a
share among 质量指标. A rule says by a *doubt* in which gists it can find something, and looks at those rows alone:

    @doubt("direction")
    def _may_be_turned(gist: Gist) -> bool: …

    for row in doubtful_rows("direction", project, context): …

It is not asked about a project without such a row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.book import Indicator, Place, Project
from core.edit import SetField
from core.indicator_name import Direction, IndicatorName, Measure, read_name
from core.rules.finding import Finding, Severity
from core.rules.names import is_name_repeated
from core.rules.row_categories import row_categories
from core.rules.rule import Context
from core.rules.texts import is_empty
from core.rules.wording import without_markup
from core.scheme import Category, is_cost_category
from core.spreadsheet.formula import is_formula
from core.target import Target, TargetKind, UnitKind, parse
from core.wording import squeezed


class Gist(NamedTuple):
    """What value, category and kind of name of a row say.

    Attributes:
        category: the canonical names of level 1 and 2.
        may_want_less: see `IndicatorName`.
        is_satisfaction: whether the row tells how content somebody is: by its name, or as one of 满意度指标 that is
            called after those who are asked. 投诉次数 is neither, wherever it stands.
    """

    target: Target
    category: Category
    measure: Measure
    may_want_less: bool
    is_satisfaction: bool
    is_cost: bool

    @property
    def is_share(self) -> bool:
        """Whether the value has to be a share, in per cent."""
        measure = self.measure
        return measure is Measure.SHARE or (self.is_satisfaction and measure is not Measure.PLAIN_NUMBER)

    @property
    def unit_kind(self) -> UnitKind | None:
        return self.target.unit.kind if self.target.unit else None

    @property
    def has_number(self) -> bool:
        return self.target.kind in _NUMBERS

    @property
    def is_worded(self) -> bool:
        return self.target.kind is TargetKind.TEXT


@dataclass(slots=True)
class ValuedRow:
    """A row with a value that can be judged, and what it says."""

    project: Project
    indicator: Indicator
    name: IndicatorName
    gist: Gist

    @property
    def target(self) -> Target:
        return self.gist.target

    @property
    def category(self) -> Category:
        return self.gist.category

    @property
    def is_cost(self) -> bool:
        return self.gist.is_cost

    @property
    def is_satisfaction(self) -> bool:
        return self.gist.is_satisfaction

    @property
    def may_exceed(self) -> bool | None:
        """Whether a share of more than 100 % can be meant; None: only at times."""
        return False if self.is_satisfaction else self.name.may_exceed

    @property
    def unit_kind(self) -> UnitKind | None:
        return self.gist.unit_kind

    @property
    def has_number(self) -> bool:
        return self.gist.has_number

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


Doubt = Callable[[Gist], bool]
"""Whether a rule can find something in rows of a gist; the rule itself asks only for what else it depends on."""

_doubts: dict[str, Doubt] = {}


def doubt(rule_key: str) -> Callable[[Doubt], Doubt]:
    """Register the doubt of a rule that finds nothing in a project without a row that has it."""

    def register(may_be: Doubt) -> Doubt:
        _doubts[rule_key] = may_be
        _seen.cache_clear()
        return may_be

    return register


def has_doubt(rule_key: str) -> bool:
    """Whether the rule has registered one."""
    return rule_key in _doubts


def doubting_rules(project: Project, context: Context) -> Collection[str]:
    """The keys of the rules that have a doubt about a row of the project."""
    return context.once(project, _doubtful).keys()


def doubtful_rows(rule_key: str, project: Project, context: Context) -> Sequence[ValuedRow]:
    """The valued rows that the rule has its doubt about: most rows of most projects are beyond any."""
    return context.once(project, _doubtful).get(rule_key, ())


def worded_rows(rule_key: str, project: Project, context: Context) -> Sequence[ValuedRow]:
    """The doubtful rows whose value does not only repeat their name."""
    rows = doubtful_rows(rule_key, project, context)
    return [row for row in rows if not is_name_repeated(row.indicator)]


def _valued(project: Project, context: Context) -> Sequence[ValuedRow]:
    return [ValuedRow(project, row, name, seen.gist) for row, name, seen in _seen_rows(project, context)]


def _doubtful(project: Project, context: Context) -> Mapping[str, Sequence[ValuedRow]]:
    found: dict[str, list[ValuedRow]] = defaultdict(list)
    for row, name, (gist, doubting) in _seen_rows(project, context):
        if doubting:
            valued = ValuedRow(project, row, name, gist)
            for rule_key in doubting:
                found[rule_key].append(valued)
    return found


class _Seen(NamedTuple):
    """A gist, with the keys of the rules that doubt it."""

    gist: Gist
    doubting: Sequence[str]


def _seen_rows(project: Project, context: Context) -> Iterator[tuple[Indicator, IndicatorName, _Seen]]:
    for row, category in zip(project.indicators, row_categories(project, context), strict=True):
        name = read_name(row.level3)
        _, text, measure, _, may_want_less = name
        may_be = category[1] == _SATISFACTION_LEVEL2 or text.endswith(_SATISFACTION)
        is_satisfaction = may_be and _is_satisfaction(name)
        if seen := _seen(row.value, category, measure, may_want_less, is_satisfaction):
            yield row, name, seen


@lru_cache(maxsize=8192)
def _seen(
    value: str, category: Category, measure: Measure, may_want_less: bool, is_satisfaction: bool
) -> _Seen | None:
    """The gist with the doubts about it; None where the value is none that can be judged."""
    parsed = parse(value)
    target = _judged(value) if parsed.kind in _WORDS else parsed
    if target is None:
        return None
    gist = Gist(target, category, measure, may_want_less, is_satisfaction, is_cost_category(category))
    return _Seen(gist, _doubts_of(gist))


def _doubts_of(gist: Gist) -> Sequence[str]:
    return [rule_key for rule_key, may_be in _doubts.items() if may_be(gist)]


_NUMBERS = (TargetKind.NUMBER, TargetKind.RANGE)
_WORDS = (TargetKind.TEXT, TargetKind.EMPTY)
_LONGEST = 20


def _judged(value: str) -> Target | None:
    """What a value in words says; None where there is nothing to judge."""
    if _UNFINISHED.search(value) or is_formula(value) or is_empty(value):
        return None
    target = parse(without_markup(value))
    return None if target.kind is TargetKind.EMPTY else target


def _is_satisfaction(name: IndicatorName) -> bool:
    """Whether a row with the name or in the category of satisfaction is about it."""
    wants_less = name.may_want_less and name.direction is Direction.LESS
    return name.measure in _DEGREES and not wants_less


_SATISFACTION_LEVEL2 = "服务对象满意度指标"
_DEGREES = (Measure.SHARE, Measure.OTHER, Measure.PLAIN_NUMBER)
_SATISFACTION = ("满意度", "满意率", "满意程度")
# 【待填】, XX个, #REF!
_UNFINISHED = re.compile("待[填补定完]|请(?:填|输入|选择)|[XxＸ○]{2}|[×＊*]{2}|^#")
