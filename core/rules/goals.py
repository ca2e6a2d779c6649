"""Rules about 绩效目标: goals say what is to be achieved, in more words than a catchword and in others than 资金用途."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.book import Project
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.sameness import said, say_the_same, shortened
from core.rules.texts import at_header, is_empty
from core.rules.wording import placeholder_text


@rule("goal-too-short", Severity.WARNING, Criterion.COMPLETENESS)
def goal_too_short(project: Project, context: Context) -> Iterator[Finding]:
    """绩效目标要写清做什么、达到什么效果，几个字说不清楚。

    不足 8 个字（标点不算，字数可在规则设置里改）的绩效目标会被指出来。

    简称：绩效目标过短
    错误：绩效目标 及时下达
    正确：绩效目标 12 月底前将全年应付利息及时足额下达，保障政府信用
    依据：财预〔2015〕88号，绩效目标指向明确、具体细化的要求。
    """
    short = _too_short(project, context)
    if short:
        shortest = context.settings.shortest_goal
        quoted = "、".join(f"“{shortened(goal)}”" for goal in short)
        yield Finding(
            "goal-too-short",
            Severity.WARNING,
            at_header(project, "goals"),
            f"绩效目标{quoted}不足 {shortest} 个字，请写清做什么、做多少、达到什么效果",
        )


@rule("goal-restates-purpose", Severity.HINT, Criterion.RELEVANCE)
def goal_restates_purpose(project: Project, context: Context) -> Iterator[Finding]:
    """绩效目标写要达到的效果，不照抄资金用途。

    简称：目标照抄用途
    错误：资金用途 建设数据平台，绩效目标 建设数据平台
    正确：资金用途 建设数据平台，绩效目标 年内建成数据平台并接入 12 个部门，数据查询时间缩短一半
    依据：财预〔2015〕88号，绩效目标反映预期产出和效果的要求。
    """
    goals, purpose = project.goals, project.purpose
    same = [goal for goal in goals if say_the_same(goal, purpose)]
    if not same and not (len(goals) > 1 and say_the_same("".join(goals), purpose)):
        return
    if not is_empty(purpose) and not set(same) & set(_too_short(project, context)):
        which = f"“{shortened(same[0])}”" if len(goals) > len(same) > 0 else ""
        yield Finding(
            "goal-restates-purpose",
            Severity.HINT,
            at_header(project, "goals"),
            f"绩效目标{which}与资金用途完全相同，建议写明资金花出去要达到的效果",
        )


def _too_short(project: Project, context: Context) -> Sequence[str]:
    """The goals that say too little; empty ones and placeholders are other rules' findings."""
    shortest = context.settings.shortest_goal
    short = [goal for goal in project.goals if _says_less(goal, shortest) and not is_empty(goal)]
    return short if short and not _are_unfilled(project, context) else []


def _are_unfilled(project: Project, context: Context) -> bool:
    return any(finding.place.field == "goals" for finding in placeholder_text(project, context))


def _says_less(goal: str, shortest: int) -> bool:
    return not _plainly_as_long(shortest).match(goal) and len(said(goal)) < shortest


@cache
def _plainly_as_long(characters: int) -> re.Pattern[str]:
    """Matches what has so many Chinese characters before any sign that mark-up begins with."""
    return re.compile(rf"(?:[^\u4e00-\u9fff<&\[]*+[\u4e00-\u9fff]){{{characters}}}")
