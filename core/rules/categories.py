"""The rule about rows that stand in a category which their name and value speak against."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from core.book import Project
from core.edit import Group, SetField
from core.indicator_name import Measure
from core.resources import RESOURCES
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_cell
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows
from core.scheme import Category, Scheme
from core.target import Operator, UnitKind


@rule("wrong-category", Severity.WARNING, Criterion.RELEVANCE)
def wrong_category(project: Project, context: Context) -> Iterator[Finding]:
    """指标放在与它的名称和指标值相符的类别里。

    会指出：数量指标里的比率，成本指标里的数量，成本指标之外的费用，效益指标里等于预算数的金额，满意度指标之外的满意度。
    完成率、覆盖率可以算数量；节约的费用、带动的投入是效益，不指出。

    简称：指标放错类别
    错误：数量指标 / 设备验收合格率 ≥98%
    正确：质量指标 / 设备验收合格率 ≥98%
    依据：财预〔2015〕88号、财预〔2021〕101号的指标分类。
    """
    for row in doubtful_rows("wrong-category", project, context):
        if misfit := misfit_of(row, context):
            yield Finding(
                "wrong-category",
                Severity.WARNING,
                at_cell(project, row.indicator, "level2"),
                misfit.message,
                _moved(row, misfit.certainly, context.scheme) if misfit.certainly else None,
            )


@doubt("wrong-category")
def _may_be_misplaced(gist: Gist) -> bool:
    """No name is one of an expense and of a quantity."""
    level1, target = gist.category[0], gist.target
    if gist.is_satisfaction:
        return level1 != _SATISFACTION[0]
    if gist.is_cost:
        return gist.measure is not _EXPENSE
    if gist.measure is _EXPENSE:
        return target.amount is not None
    is_rate = gist.measure is _SHARE and gist.category == _QUANTITY
    return is_rate or (level1 == _BENEFIT and target.amount is not None)


class Misfit(NamedTuple):
    """Why a row does not fit its category, and where it belongs, if that is beyond doubt."""

    message: str
    certainly: Category | None = None


_SHARE, _EXPENSE = Measure.SHARE, Measure.COST
_COST: Category = ("产出指标", "成本指标")
_QUANTITY: Category = ("产出指标", "数量指标")
_SATISFACTION: Category = ("满意度指标", "服务对象满意度指标")
_BENEFIT = "效益指标"


def misfit_of(row: ValuedRow, context: Context) -> Misfit | None:
    """Why the row does not fit where it stands; None where it may."""
    misfit = _misfit_of(row, context)
    if misfit is None or not context.scheme.knows(row.category):
        return None  # unknown-category says so
    return misfit


def _misfit_of(row: ValuedRow, context: Context) -> Misfit | None:
    level1, level2 = row.category
    if row.is_satisfaction:
        stands_elsewhere = level1 != _SATISFACTION[0]
        message = f"“{row.title}”是满意度，不属于“{level2}”，应归入“满意度指标”"
        return Misfit(message, _SATISFACTION) if stands_elsewhere else None
    if row.is_cost:
        return _quantity_among_costs(row)
    measure = row.name.measure
    if measure is _SHARE and row.category == _QUANTITY:
        return _rate_among_quantities(row)
    if measure is _EXPENSE:
        return _expense_elsewhere(row)
    return _budget_as_benefit(row, context) if level1 == _BENEFIT else None


def _rate_among_quantities(row: ValuedRow) -> Misfit | None:
    name = row.name.text
    if row.unit_kind is not UnitKind.RATIO or _SHARE_OF_WORK.search(name):
        return None
    for level2, words in _RATE_CATEGORIES.items():
        if words.search(name):
            return Misfit(f"“{row.title}”是比率，不是数量，应归入“{level2}”", ("产出指标", level2))
    return Misfit(f"“{row.title}”是比率，不是数量，应归入“质量指标”或“时效指标”；数量指标请填个数、次数等")


def _quantity_among_costs(row: ValuedRow) -> Misfit | None:
    if not _QUANTITY_NAME.search(row.name.text):
        return None
    if row.unit_kind in (UnitKind.MONEY, UnitKind.MONEY_PER, UnitKind.MULTIPLIER):
        message = f"成本指标“{row.title}”的名称是数量，指标值“{row.written}”是金额，请把名称改为相应的费用"
        return Misfit(message)
    is_figure = row.unit_kind in (UnitKind.COUNT, UnitKind.AREA, UnitKind.MEASURE)
    return Misfit(f"“{row.title}”是数量，不是成本，应归入“数量指标”", _QUANTITY if is_figure else None)


def _expense_elsewhere(row: ValuedRow) -> Misfit | None:
    """An expense is a ceiling; what is to be at least so much is an effect."""
    target = row.target
    is_effect = target.operator in (Operator.AT_LEAST, Operator.ABOVE)
    if target.amount is None or is_effect or _NO_EXPENSE.search(row.name.text):
        return None
    level2 = row.category[1]
    return Misfit(f"“{row.title}”是项目的花费，不属于“{level2}”，应归入“成本指标”", _COST)


def _budget_as_benefit(row: ValuedRow, context: Context) -> Misfit | None:
    unit = row.target.unit
    amount = row.target.amount if unit and unit.money_unit else None
    composition = context.cost(row.project) if amount else None
    if not amount or not composition or amount.to(composition.money_unit).value != composition.budget:
        return None
    told = f"“{row.title}”的“{row.written}”就是预算数"
    return Misfit(f"{told}，是花出去的钱，不是产生的效益，请改填资金带来的效果")


def _moved(row: ValuedRow, category: Category, scheme: Scheme) -> Group:
    """The edit that moves the row to the category of the scheme, called as other rows of the table call it."""
    proper = scheme.proper_category(category) or category
    called = (one.category for one in row.project.indicators if scheme.canonical(*one.category) == proper)
    levels = zip(("level1", "level2"), row.indicator.category, next(called, proper), strict=True)
    return Group(
        tuple(
            SetField(at_cell(row.project, row.indicator, field), new)
            for field, old, new in levels
            if old != new
        )
    )


_WORDS: dict[str, Any] = tomllib.loads((RESOURCES / "category-words.toml").read_text("utf-8"))


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(words))


_SHARE_OF_WORK = _any(_WORDS["share_of_work"])
_QUANTITY_NAME = _any(_WORDS["quantity"])
_NO_EXPENSE = _any(_WORDS["no_expense"])
_RATE_CATEGORIES = {level2: _any(words) for level2, words in _WORDS["rate_category"].items()}
