"""Level-3 names that are no names of indicators."""

import pytest

from core.book import Place
from core.rules import Severity
from tests.core.tables import findings, only_finding, row, table


@pytest.mark.parametrize(
    "name", ["社会效益指标", "质量 指标", "经济成本指标", "社会效益", "数量指标2", "时效指标一"]
)
def test_the_name_of_a_category_is_no_name_of_an_indicator(name: str) -> None:
    wrong = row("质量指标", name, "≥95%")
    project = table(wrong)
    finding = only_finding(project, "name-is-category")
    assert (finding.severity, finding.place) == (Severity.ERROR, Place(project.id, wrong.id, "level3"))


def test_the_message_says_what_to_write_instead() -> None:
    message = only_finding(table(row("社会效益指标", "社会效益指标", "≥95%")), "name-is-category").message
    assert message == "三级指标“社会效益指标”是指标类别的名称，请写明具体衡量什么"


@pytest.mark.parametrize("name", ["满意度", "服务对象满意度", "设备质量合格率", "生态效益补偿面积", ""])
def test_a_name_that_can_be_measured_is_one(name: str) -> None:
    assert findings(table(row("质量指标", name, "≥95%")), "name-is-category") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("完成系统改造", "完成系统改造"),
        ("完成系统改造", "完成系统改造。"),
        ("完成系统 改造", "“完成系统改造”"),
        ("学员满意度较高", "<p>学员满意度较高</p>"),
    ],
)
def test_a_value_that_repeats_the_name_is_an_error(name: str, value: str) -> None:
    repeated = row("质量指标", name, value)
    project = table(repeated)
    finding = only_finding(project, "name-equals-value")
    assert (finding.severity, finding.place) == (Severity.ERROR, Place(project.id, repeated.id, "value"))


@pytest.mark.parametrize(("name", "value"), [("完成系统改造", "完成系统改造验收"), ("", ""), ("—", "—")])
def test_a_value_of_its_own_or_none_at_all_is_silent(name: str, value: str) -> None:
    assert findings(table(row("质量指标", name, value)), "name-equals-value") == []
