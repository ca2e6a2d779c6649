"""Goals that say too little, or only what the money is spent on."""

from dataclasses import replace

import pytest

from core.book import Book, Place
from core.rules import Context, Findings, Severity
from core.rules.settings import DEFAULTS
from core.scheme import schemes
from tests.core.tables import findings, only_finding, table


@pytest.mark.parametrize("goal", ["及时下达", "债券利息。", "<p>完成任务</p>", "保 障 运 转"])
def test_a_goal_of_a_few_characters_is_a_warning(goal: str) -> None:
    project = table(goals=("全年培训三百人次，学员取得证书", goal))
    finding = only_finding(project, "goal-too-short")
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(project.id, None, "goals"))
    assert "不足 8 个字" in finding.message


def test_several_short_goals_are_one_finding() -> None:
    message = only_finding(table(goals=("及时下达", "足额拨付")), "goal-too-short").message
    assert message == "绩效目标“及时下达”、“足额拨付”不足 8 个字，请写清做什么、做多少、达到什么效果"


@pytest.mark.parametrize("goals", [("保障项目还本付息",), ("",), ("—",), ("目标内容1",), ()])
def test_long_enough_missing_and_placeholder_goals_are_silent(goals: tuple[str, ...]) -> None:
    assert findings(table(goals=goals), "goal-too-short") == []


def test_an_office_says_how_short_is_too_short() -> None:
    context = Context(schemes()["2015"], replace(DEFAULTS, shortest_goal=4))
    found = Findings(Book([table(goals=("及时下达",))]), context)
    assert "goal-too-short" not in [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("purpose", "goals"),
    [
        ("建设全市统一的数据平台", ("建设全市统一的数据平台",)),
        ("建设全市统一的数据平台。", ("<p>建设全市统一的数据平台</p>",)),
        ("建设数据平台；培训管理人员。", ("建设数据平台", "培训管理人员")),
    ],
)
def test_goals_that_are_the_purpose_word_for_word_are_a_hint(purpose: str, goals: tuple[str, ...]) -> None:
    project = table(purpose=purpose, goals=goals)
    finding = only_finding(project, "goal-restates-purpose")
    assert (finding.severity, finding.place) == (Severity.HINT, Place(project.id, None, "goals"))
    assert finding.message == "绩效目标与资金用途完全相同，建议写明资金花出去要达到的效果"


def test_the_goal_that_restates_is_quoted_where_there_are_others() -> None:
    project = table(
        purpose="建设全市统一的数据平台", goals=("建设全市统一的数据平台", "接入十二个部门的数据")
    )
    assert only_finding(project, "goal-restates-purpose").message.startswith(
        "绩效目标“建设全市统一的数据平台”与"
    )


@pytest.mark.parametrize(
    ("purpose", "goals"),
    [
        ("用于建设数据平台", ("年内建成数据平台",)),
        ("", ("",)),
        ("—", ("—",)),
        ("债券利息", ("债券利息",)),
    ],
)
def test_goals_of_their_own_empty_and_too_short_ones_are_silent(purpose: str, goals: tuple[str, ...]) -> None:
    assert findings(table(purpose=purpose, goals=goals), "goal-restates-purpose") == []
