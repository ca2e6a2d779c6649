"""The rule about shares that cannot be: more than everything, less than nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.book import Project
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows
from core.target import Operator, Target, UnitKind


@rule("percent-out-of-range", Severity.ERROR, Criterion.FEASIBILITY)
def percent_out_of_range(project: Project, context: Context) -> Iterator[Finding]:
    """合格率、覆盖率、满意度等比率在 0 到 100% 之间。

    增长率、充足率、拨备覆盖率、投资回报率等可以超过 100%，不在此列；完成率、执行率超过 100% 时只作提醒。

    简称：比率超出范围
    错误：学员满意度 ≥855%
    正确：学员满意度 ≥85%
    依据：财预〔2015〕88号，可行性审核（实现可能性）。
    """
    for row in doubtful_rows("percent-out-of-range", project, context):
        lowest, highest = _ends(row.target)
        if highest is None or lowest is None or row.may_exceed is True:
            continue
        if lowest < 0 or (lowest == 0 and row.target.effective_operator is Operator.BELOW):
            yield row.finding(_KEY, Severity.ERROR, f"“{row.written}”低于 0，比率不会小于 0；请核对数字")
        elif highest > _ALL or (highest == _ALL and row.target.effective_operator is Operator.ABOVE):
            yield _about_more_than_all(row, highest)


_KEY = "percent-out-of-range"
_ALL = Decimal(100)
_RATIO = UnitKind.RATIO


@doubt("percent-out-of-range")
def _may_be_out_of_range(gist: Gist) -> bool:
    if not gist.has_number or not gist.is_share:
        return False
    lowest, highest = _ends(gist.target)
    return highest is not None and lowest is not None and not (lowest > 0 and highest < _ALL)


def _ends(target: Target) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest share that the value allows by its numbers, in per cent."""
    lowest = _percent(target, target.number)
    return lowest, _percent(target, target.upper) if target.upper else lowest


def _percent(target: Target, number: Decimal | None) -> Decimal | None:
    """The number in per cent; without a unit it is taken for one, as in ≥855."""
    unit = target.unit
    if number is None or (unit and unit.kind is not _RATIO) or target.rest:
        return None
    return number * unit.percent if unit and unit.percent is not None else number * 1


def _about_more_than_all(row: ValuedRow, percent: Decimal) -> Finding:
    if row.may_exceed is None and percent <= 2 * _ALL:
        message = f"“{row.title}”的指标值“{row.written}”超过 100%；如确是超额完成，请在描述中说明，否则请改正"
        return row.finding(_KEY, Severity.WARNING, message)
    message = f"“{row.title}”的指标值“{row.written}”超过 100%，不可能达到；请核对是否多写了数字或小数点"
    return row.finding(_KEY, Severity.ERROR, message)
