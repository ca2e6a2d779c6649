"""Rules about 绩效指标描述: it defines the row, and repeats neither its name nor its target value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.book import Indicator, Project
from core.rules.finding import Criterion, Finding, Severity
from core.rules.names import is_name_repeated
from core.rules.rule import Context, rule
from core.rules.sameness import likely_repetitions, say_the_same, shortened
from core.rules.texts import at_cell, is_empty
from core.target import Target, parse


@rule("description-equals-value", Severity.WARNING, Criterion.COMPLETENESS)
def description_equals_value(project: Project, context: Context) -> Iterator[Finding]:
    """绩效指标描述写指标的含义，不照抄指标值。

    只比指标值少了计算符号的，也是照抄。

    简称：描述照抄指标值
    错误：三级指标 微模块套数，绩效指标描述 6套，指标值 ≥6套
    正确：三级指标 微模块套数，绩效指标描述 年内建成并验收的机房微模块套数，指标值 ≥6套
    依据：财预〔2021〕101号，指标解释的填写要求。
    """
    likely = likely_repetitions(project, context, "description", "value")  # of most projects none
    for indicator in project.indicators:
        if len(indicator.description) > len(indicator.value) and indicator not in likely:
            continue  # as most are
        if _repeats_value(indicator) and not is_name_repeated(indicator):
            yield Finding(
                "description-equals-value",
                Severity.WARNING,
                at_cell(project, indicator, "description"),
                f"“{shortened(indicator.name)}”的绩效指标描述照抄了指标值“{shortened(indicator.value)}”，"
                "请写明这个指标衡量什么、怎样计算",
            )


@rule("description-equals-name", Severity.HINT, Criterion.COMPLETENESS)
def description_equals_name(project: Project, context: Context) -> Iterator[Finding]:
    """绩效指标描述写指标的含义、计算方法和数据范围，不照抄三级指标的名称。

    这种情况很普遍，所以每个项目只提示一次，并说明有多少行。

    简称：描述照抄名称
    错误：三级指标 培训合格率，绩效指标描述 培训合格率
    正确：三级指标 培训合格率，绩效指标描述 考核合格人数÷参加培训人数×100%
    依据：财预〔2021〕101号，指标解释的填写要求。
    """
    likely = likely_repetitions(project, context, "description", "level3")
    rows = [indicator for indicator in likely if _repeats_name(indicator)]
    if rows:
        yield Finding(
            "description-equals-name",
            Severity.HINT,
            at_cell(project, rows[0], "description"),
            f"{_listed(rows)}的绩效指标描述照抄了三级指标，建议写明含义、计算方法和数据范围",
            others=tuple([at_cell(project, row, "description") for row in rows[1:]]),
        )


_NAMED = 3
"""How many rows a grouped message names."""


def _repeats_value(indicator: Indicator) -> bool:
    description, value = indicator.description, indicator.value
    if say_the_same(description, value):
        return not is_empty(description)
    if not description or len(description) > len(value):
        return False
    target = parse(value)
    if target.number is None:
        return False
    bare = parse(description)
    return _figure(bare) == _figure(target) and not bare.rest


def _figure(target: Target) -> tuple[object, ...]:
    """What a target value says but for its operator."""
    unit = target.unit and (target.unit.preferred or target.unit.text)
    return target.kind, target.number, target.upper, unit


def _repeats_name(indicator: Indicator) -> bool:
    return say_the_same(indicator.description, indicator.level3) and not is_empty(indicator.level3)


def _listed(rows: Sequence[Indicator]) -> str:
    named = "、".join(f"“{shortened(row.name)}”" for row in rows[:_NAMED])
    if len(rows) > _NAMED:
        return f"{named}等 {len(rows)} 行"
    return f"{named} {len(rows)} 行" if len(rows) > 1 else named
