"""Rules about level-3 names: a name says what is measured, not under which category and not how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from core.book import Indicator, Project
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.sameness import likely_repetitions, say_the_same, shortened
from core.rules.texts import at_cell, is_empty, row_names
from core.scheme import schemes


@rule("name-is-category", Severity.ERROR, Criterion.RELEVANCE)
def name_is_category(project: Project, context: Context) -> Iterator[Finding]:
    """三级指标写具体的指标名称，不照抄一级、二级指标的名称。

    带编号的（社会效益指标1）也一样；“满意度”“服务对象满意度”本身可以衡量，不在此列。

    简称：名称照抄类别
    错误：二级指标 社会效益指标，三级指标 社会效益指标
    正确：二级指标 社会效益指标，三级指标 消费投诉下降率
    依据：财预〔2021〕101号，指标名称内涵清晰、概括恰当。
    """
    categories, names = _category_names(), row_names(project, context)
    if categories.isdisjoint([name.rstrip(_NUMERALS) for name in names]):
        return
    for indicator, name in zip(project.indicators, names, strict=True):
        if name.rstrip(_NUMERALS) in categories:
            yield Finding(
                "name-is-category",
                Severity.ERROR,
                at_cell(project, indicator, "level3"),
                f"三级指标“{name}”是指标类别的名称，请写明具体衡量什么",
            )


@rule("name-equals-value", Severity.ERROR, Criterion.RELEVANCE)
def name_equals_value(project: Project, context: Context) -> Iterator[Finding]:
    """三级指标写衡量什么，指标值写要达到多少，两格不能写同样的话。

    简称：指标值照抄名称
    错误：三级指标 完成系统改造，指标值 完成系统改造
    正确：三级指标 系统改造功能验收通过率，指标值 100%
    依据：财预〔2015〕88号，绩效指标细化量化的要求。
    """
    for indicator in likely_repetitions(project, context, "value", "level3"):
        if is_name_repeated(indicator):
            yield Finding(
                "name-equals-value",
                Severity.ERROR,
                at_cell(project, indicator, "value"),
                f"指标值照抄了三级指标“{shortened(indicator.level3)}”，请写明要达到的数量或程度",
            )


def is_name_repeated(indicator: Indicator) -> bool:
    """Whether the target value only repeats the level-3 name."""
    return say_the_same(indicator.value, indicator.level3) and not is_empty(indicator.value)


_NUMERALS = "0123456789一二三四五六七八九十"
_MEASURABLE = "满意"


@cache
def _category_names() -> frozenset[str]:
    """All level-1 and level-2 names of either regime, with and without 指标; of those about satisfaction, which can
    be measured as they are, only the full form."""
    full = {
        name
        for scheme in schemes().values()
        for names in scheme.levels.items()
        for name in (names[0], *names[1])
    }
    short = {name.removesuffix("指标") for name in full}
    return frozenset(
        full | {"效果指标", "环境效益指标"} | {name for name in short if _MEASURABLE not in name}
    )
