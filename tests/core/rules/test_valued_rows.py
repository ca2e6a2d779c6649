"""Which rows rules on target values look at, and what they know about them."""

import pytest

from core.rules import Context
from core.rules.registry import project_rules
from core.rules.valued_rows import _doubts, doubtful_rows, doubting_rules, has_doubt, valued_rows
from core.scheme import schemes
from core.target import TargetKind
from tests.core.tables import row, table

CONTEXT = Context(schemes()["2015"])


def rows_of(*rows: object) -> list:
    project = table(indicators=rows)
    return list(valued_rows(project, CONTEXT))


@pytest.mark.parametrize(
    "value", ["", "  ", "—", "/", "【待填】", "≥【待填】%", "XX个", "=SUM(C2:C4)", "#REF!"]
)
def test_what_other_rules_report_has_no_value_to_judge(value: str) -> None:
    assert rows_of(row("质量指标", "路面验收合格率", value)) == []


@pytest.mark.parametrize("value", ["<p>≥95%</p>", "≥95%&nbsp;"])
def test_markup_around_a_value_is_looked_through(value: str) -> None:
    (judged,) = rows_of(row("质量指标", "路面验收合格率", value))
    assert judged.target.kind is TargetKind.NUMBER
    assert judged.written == value


@pytest.mark.parametrize(
    ("level2", "name", "is_satisfaction"),
    [
        ("服务对象满意度指标", "沿线居民", True),
        ("满意度", "沿线居民满意度", True),
        ("社会效益指标", "沿线居民满意率", True),
        ("服务对象满意度指标", "居民投诉率", False),
        ("服务对象满意度指标", "收到表扬信数量", False),
        ("社会效益指标", "沿线居民出行", False),
    ],
)
def test_a_row_about_satisfaction_is_known_by_name_or_category(
    level2: str, name: str, is_satisfaction: bool
) -> None:
    (judged,) = rows_of(row(level2, name, "≥95%"))
    assert judged.is_satisfaction is is_satisfaction


def test_a_long_value_is_cut_short_for_messages() -> None:
    (judged,) = rows_of(row("质量指标", "路灯照明效果", "照明效果好" * 10))
    assert judged.written == "照明效果好" * 4 + "…"


def test_an_edited_project_is_read_anew_and_the_same_one_is_not() -> None:
    first = table()
    rows = valued_rows(first, CONTEXT)
    assert valued_rows(first, CONTEXT) is rows
    changed = first.with_rows(one._replace(value="≥50%") for one in first.indicators)
    assert {one.written for one in valued_rows(changed, CONTEXT)} == {"≥50%"}


def test_every_doubt_is_that_of_a_rule() -> None:
    assert set(_doubts) < {rule.key for rule in project_rules()}
    assert has_doubt("direction")
    assert not has_doubt("cost-over-budget")


def test_rules_doubt_single_rows_of_a_project() -> None:
    turned = row("质量指标", "设备故障率", "≥5%")
    project = table(turned, row("质量指标", "设备完好率", "≥95%"))
    assert "direction" in doubting_rules(project, CONTEXT)
    assert [one.indicator for one in doubtful_rows("direction", project, CONTEXT)] == [turned]
    assert "direction" not in doubting_rules(table(), CONTEXT)
    assert doubtful_rows("direction", table(), CONTEXT) == ()
