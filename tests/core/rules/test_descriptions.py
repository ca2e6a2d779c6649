"""Descriptions that repeat the target value or the name."""

import pytest

from core.book import Place
from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ("十五时前的凭证当日支付", "十五时前的凭证当日支付。"),
        ("6套", "≥6套"),
        ("6 套", "≥6套"),
        ("98%", "≥98百分比"),
        ("3~5天", "3～5天"),
    ],
)
def test_a_description_that_repeats_the_value_is_a_warning(description: str, value: str) -> None:
    repeated = row("数量指标", "机房模块套数", value, description=description)
    project = table(repeated)
    finding = only_finding(project, "description-equals-value")
    assert (finding.severity, finding.place) == (
        Severity.WARNING,
        Place(project.id, repeated.id, "description"),
    )


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ("不少于6套", "≥7套"),
        ("建成6套", "≥6套"),
        ("6台", "≥6套"),
        ("", ""),
        ("—", "—"),
        ("验收合格的模块", "≥6套"),
    ],
)
def test_a_description_that_says_something_else_is_silent(description: str, value: str) -> None:
    other = row("数量指标", "机房模块套数", value)._replace(description=description)
    assert findings(table(other), "description-equals-value") == []


def test_three_cells_with_the_same_words_are_an_error_of_the_name_alone() -> None:
    project = table(row("质量指标", "完成改造", "完成改造", description="完成改造"))
    assert findings(project, "description-equals-value") == []
    assert findings(project, "name-equals-value")


def repeating(*names: str) -> list:
    return [row("质量指标", name, "≥95%", description=name) for name in names]


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["甲合格率"], "“甲合格率”"),
        (["甲合格率", "乙合格率"], "“甲合格率”、“乙合格率” 2 行"),
        (["甲合格率", "乙合格率", "丙合格率", "丁合格率"], "“甲合格率”、“乙合格率”、“丙合格率”等 4 行"),
    ],
)
def test_descriptions_that_repeat_names_are_one_hint_for_the_project(names: list[str], listed: str) -> None:
    rows = repeating(*names)
    project = table(*rows)
    finding = only_finding(project, "description-equals-name")
    assert finding.severity is Severity.HINT
    assert finding.message == f"{listed}的绩效指标描述照抄了三级指标，建议写明含义、计算方法和数据范围"
    places = [Place(project.id, one.id, "description") for one in rows]
    assert [finding.place, *finding.others] == places


def test_blanks_in_the_name_do_not_hide_the_repetition() -> None:
    project = table(row("质量指标", "债务 偿还率", "≥95%", description="债务偿还率"))
    assert findings(project, "description-equals-name")


def test_descriptions_of_their_own_are_silent() -> None:
    assert findings(table(), "description-equals-name") == []
