"""The rule about 时效指标: their values say by when, how fast or how often."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.book import Project
from core.indicator_name import Measure
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.valued_rows import Gist, doubt, worded_rows
from core.typography import plain


@rule("time-without-target", Severity.WARNING, Criterion.COMPLETENESS)
def time_without_target(project: Project, context: Context) -> Iterator[Finding]:
    """时效指标的指标值要写出时间：期限、时长、频次，或者及时率的百分比。

    “按时完成”“符合要求”说不出早晚，到期无法评判。

    简称：时效没有时间
    错误：完成时间，指标值 符合
    正确：完成时间，指标值 2025年11月底前
    依据：财预〔2015〕88号，绩效指标细化量化的要求。
    """
    example = f"{context.fiscal_year}年12月底前" if context.fiscal_year else "≤5个工作日"
    for row in worded_rows("time-without-target", project, context):
        if not _A_TIME.search(plain(row.indicator.value)):
            message = f"“{row.title}”的指标值“{row.written}”没有写出时间，请填期限或时长，如“{example}”"
            yield row.finding("time-without-target", Severity.WARNING, message)


_NUMERAL = "[0-9一二三四五六七八九十百两半几]"
_A_TIME = re.compile(
    rf"{_NUMERAL}个?半?(?:毫?秒|分钟|分内|小时|时(?!间)|点|天|日|号|工作日|自然日|周|星期|旬|月|季度?|年|学期|学年|期)"
    r"|当[日天周月季年晚场]|[次同]一?[日天周月年]|[即实随]时|每个?[日天周旬月季年场次届]"
    r"|[年月季周旬期]度?[底末初中内]|全年|年前|节前|汛前|[上下]半年|[上中下]旬|[Tt]\+|全天|[0-9.][%‰]"
)


@doubt("time-without-target")
def _may_lack_time(gist: Gist) -> bool:
    """Whether it is about time and in words. A rate or a question without a number is another rule's finding."""
    if not gist.is_worded or gist.measure in (Measure.SHARE, Measure.QUESTION):
        return False
    return gist.category[1] == "时效指标" or gist.measure is Measure.TIME
