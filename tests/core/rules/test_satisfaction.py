"""满意度指标: the rule satisfaction-target."""

from decimal import Decimal

import pytest

from core.book import Book
from core.rules import Context, Findings, Severity
from core.rules.settings import RuleSettings
from core.scheme import schemes
from tests.core.tables import findings, only_finding, row, table

LEVEL2 = "服务对象满意度指标"


@pytest.mark.parametrize(
    ("name", "value", "severity", "says"),
    [
        ("沿线居民满意度", "基本满意", Severity.WARNING, "没有数字，不能计分"),
        ("沿线居民", "对路灯照明的评价", Severity.WARNING, "没有数字，不能计分"),
        ("沿线居民满意度", "≥95人", Severity.ERROR, "不是百分数"),
        ("沿线居民满意度", "≥95分", Severity.ERROR, "不是百分数"),
        ("沿线居民满意度", "≥50%", Severity.WARNING, "低于 60%，达到了也不得分；请提高到 80% 以上"),
        ("沿线居民满意度", "≥75 %", Severity.WARNING, "偏低，一般不低于 80%"),
        ("沿线居民满意度", "≥7成", Severity.ERROR, "不是百分数"),
    ],
)
def test_a_satisfaction_that_cannot_be_scored_or_is_low_is_told(
    name: str, value: str, severity: Severity, says: str
) -> None:
    project = table(row(LEVEL2, name, value, "满意度指标"))
    finding = only_finding(project, "satisfaction-target")
    assert (finding.severity, finding.place.row) == (severity, project.indicators[-1].id)
    assert says in finding.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("沿线居民满意度", "≥80%"),
        ("沿线居民满意度", "100%"),
        ("沿线居民满意度", "≥950‰"),
        ("沿线居民满意度", "居民满意度达到90%以上"),
        ("沿线居民满意度", ""),
        ("沿线居民满意度", "【待填】"),
        ("满意度调查得分", "≥90分"),
        ("群众投诉次数", "≤3次"),
        ("群众投诉率", "≤2%"),
        ("收到表扬信数量", "≥5封"),
    ],
)
def test_what_can_be_scored_is_silent(name: str, value: str) -> None:
    assert findings(table(row(LEVEL2, name, value, "满意度指标")), "satisfaction-target") == []


def test_a_repeated_name_is_told_once() -> None:
    project = table(row(LEVEL2, "沿线居民满意度", "沿线居民满意度", "满意度指标"))
    assert only_finding(project, "name-equals-value")
    assert findings(project, "satisfaction-target") == []


def test_a_satisfaction_is_known_by_its_name_in_other_categories_too() -> None:
    assert only_finding(table(row("社会效益指标", "居民满意度", "满意")), "satisfaction-target")


@pytest.mark.parametrize("level2", ["满意度指标", "社会公众满意度指标", "服务对象满 意度指标"])
def test_other_spellings_of_the_category_are_the_same(level2: str) -> None:
    assert only_finding(table(row(level2, "沿线居民", "满意", "满意度指标")), "satisfaction-target")


def test_text_without_a_number_is_reported_by_no_other_rule() -> None:
    project = table(row(LEVEL2, "沿线居民满意率", "较满意", "满意度指标"))
    assert findings(project, "rate-without-number") == []
    assert findings(project, "ungradeable-value") == []


def test_an_office_sets_the_floor_and_what_is_usual() -> None:
    project = table(row(LEVEL2, "沿线居民满意度", "≥85%", "满意度指标"))
    settings = RuleSettings(satisfaction_floor=70, satisfaction_usual=90)
    found = Findings(Book([project]), Context(schemes()["2015"], settings))
    (finding,) = [one for one in found if one.rule == "satisfaction-target"]
    assert "一般不低于 90%" in finding.message
    assert Decimal(85) < settings.satisfaction_usual
