"""The rule about 满意度指标: a number in per cent, and one that is worth aiming at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.book import Project
from core.indicator_name import Measure
from core.rules.finding import Criterion, Finding, Severity
from core.rules.names import is_name_repeated
from core.rules.rule import Context, rule
from core.rules.settings import RuleSettings
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows
from core.target import Operator, UnitKind
from core.typography import plain


@rule("satisfaction-target", Severity.ERROR, Criterion.SUITABILITY)
def satisfaction_target(project: Project, context: Context) -> Iterator[Finding]:
    """满意度的指标值是百分数，并且不宜过低。

    满意度 90% 以上得满分，60%～90% 按比例得分，不到 60% 不得分：低于 60% 的目标没有意义，低于 80% 的偏低。
    “满意”“基本满意”不能计分，要写出百分数。

    简称：满意度取值不当
    错误：学员满意度 基本满意
    正确：学员满意度 ≥90%
    依据：财预〔2021〕101号，满意度赋分；最低值可在规则设置中调整。
    """
    for row in doubtful_rows("satisfaction-target", project, context):
        found = _about(row, context.settings)
        if found and not is_name_repeated(row.indicator):
            yield found


_KEY = "satisfaction-target"
_PERCENT = re.compile("[0-9]%|百分之|个百分点")
_SCORE = Measure.PLAIN_NUMBER
_ALL = Decimal(100)


@doubt("satisfaction-target")
def _may_be_low(gist: Gist) -> bool:
    """How low is too low, the office says."""
    percent = gist.target.percent if gist.has_number else None
    return gist.is_satisfaction and (percent is None or percent < _ALL)


def _about(row: ValuedRow, settings: RuleSettings) -> Finding | None:
    if not row.has_number:
        if _PERCENT.search(plain(row.indicator.value)):
            return None  # 满意度达到90%以上, for a number in words is one
        message = f"“{row.title}”的指标值“{row.written}”没有数字，不能计分；请写成百分数，如“≥90%”"
        return row.finding(_KEY, Severity.WARNING, message)
    if row.unit_kind not in (UnitKind.RATIO, None) and row.name.measure is not _SCORE:
        message = f"“{row.title}”的指标值“{row.written}”不是百分数；满意度按百分数计分，请写成如“≥90%”"
        return row.finding(_KEY, Severity.ERROR, message)
    return _about_a_low_target(row, settings)


def _about_a_low_target(row: ValuedRow, settings: RuleSettings) -> Finding | None:
    """Nothing about 0.95, which lacks its unit, or about ≤50%: its operator is wrong, not its number."""
    percent = row.target.percent
    operator = row.target.effective_operator
    if percent is None or percent <= 1 or operator in (Operator.AT_MOST, Operator.BELOW):
        return None
    if percent < settings.satisfaction_floor:
        message = f"“{row.title}”的指标值“{row.written}”低于 {settings.satisfaction_floor}%，达到了也不得分；请提高到 {settings.satisfaction_usual}% 以上"
        return row.finding(_KEY, Severity.WARNING, message)
    if percent < settings.satisfaction_usual:
        message = f"“{row.title}”的指标值“{row.written}”偏低，一般不低于 {settings.satisfaction_usual}%；确需如此请说明理由"
        return row.finding(_KEY, Severity.WARNING, message)
    return None
