"""Rows in a category that their name and value speak against."""

import pytest

from core.book import Indicator, Place
from core.rules import Severity
from tests.core.tables import after, findings, only_finding, row, table

COST, QUANTITY, QUALITY, TIME = "成本指标", "数量指标", "质量指标", "时效指标"


@pytest.mark.parametrize(
    ("misplaced", "proper"),
    [
        (row(QUANTITY, "设备验收合格率", "≥98%"), ("产出指标", QUALITY)),
        (row(QUANTITY, "补贴发放及时率", "≥98%"), ("产出指标", TIME)),
        (row(COST, "购置设备数量", "≥3台"), ("产出指标", QUANTITY)),
        (row(COST, "维修面积（室内）", "≥300平方米"), ("产出指标", QUANTITY)),
        (row("经济效益指标", "平台运维费用", "≤20万元", "效益指标"), ("产出指标", COST)),
        (row(QUANTITY, "教材印刷费", "≤20万元"), ("产出指标", COST)),
        (row("社会效益指标", "群众满意度", "≥90%", "效益指标"), ("满意度指标", "服务对象满意度指标")),
    ],
    ids=lambda value: value.name if isinstance(value, Indicator) else "",
)
def test_a_row_that_certainly_belongs_elsewhere_is_moved_by_the_fix(
    misplaced: Indicator, proper: tuple[str, str]
) -> None:
    project = table(misplaced)
    finding = only_finding(project, "wrong-category")
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(project.id, misplaced.id, "level2"))
    mended = after(finding.fix, project)
    assert mended.indicators[-1].category == proper
    assert findings(mended, "wrong-category") == []


@pytest.mark.parametrize(
    ("misplaced", "message"),
    [
        (
            row(COST, "部门评价数量", "≤26万元"),
            "成本指标“部门评价数量”的名称是数量，指标值“≤26万元”是金额，请把名称改为相应的费用",
        ),
        (
            row(QUANTITY, "利息偿还率", "100%"),
            "“利息偿还率”是比率，不是数量，应归入“质量指标”或“时效指标”；数量指标请填个数、次数等",
        ),
        (
            row("社会效益指标", "化解债务金额", "20万元", "效益指标"),
            "“化解债务金额”的“20万元”就是预算数，是花出去的钱，不是产生的效益，请改填资金带来的效果",
        ),
    ],
)
def test_what_only_its_author_can_put_right_has_no_fix(misplaced: Indicator, message: str) -> None:
    finding = only_finding(table(misplaced), "wrong-category")
    assert (finding.message, finding.fix) == (message, None)


@pytest.mark.parametrize(
    "sound",
    [
        row(QUANTITY, "年度任务完成率", "≥98%"),
        row(QUANTITY, "参保对象覆盖率", "≥98%"),
        row(QUANTITY, "设备巡检频率", "≥2次/月"),
        row(QUANTITY, "代理业务资金规模", "≥300亿元"),
        row(QUALITY, "设备验收合格率", "≥98%"),
        row(COST, "每人次培训费", "≤300元/人次"),
        row(COST, "成本控制数", "≤20万元"),
        row(COST, "成本节约率", "≥5%"),
        row("经济效益指标", "节约办公费用", "20万元", "效益指标"),
        row("经济效益指标", "企业融资成本", "≤5000万元", "效益指标"),
        row("经济效益指标", "带动社会支出", "≥5000万元", "效益指标"),
        row("经济效益指标", "净利润", "≥30亿元", "效益指标"),
        row("服务对象满意度指标", "学员满意度", "≥90%", "满意度指标"),
        row("进度指标", "设备购置费用", "≤20万元"),
    ],
    ids=lambda indicator: indicator.name,
)
def test_rows_that_are_where_they_may_be_are_silent(sound: Indicator) -> None:
    assert findings(table(sound), "wrong-category") == []


def test_in_the_new_regime_an_expense_goes_to_the_economic_costs() -> None:
    project = table(row(QUANTITY, "教材印刷费", "≤20万元"), without=COST)
    finding = only_finding(project, "wrong-category", scheme="2021")
    assert after(finding.fix, project).indicators[-1].category == ("成本指标", "经济成本指标")


def test_a_moved_row_takes_the_names_that_the_table_uses() -> None:
    short = row("时效", "课程开课及时率", "≥90%", "产出")
    project = table(short, row(QUANTITY, "补贴发放及时率", "≥98%"), without=TIME)
    finding = only_finding(project, "wrong-category")
    assert after(finding.fix, project).indicators[-1].category == ("产出", "时效")
