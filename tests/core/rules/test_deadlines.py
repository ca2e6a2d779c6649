"""Deadlines that lie in another year than the book's, and deadlines that name none."""

import pytest

from core.book import Book, Indicator, Place, Project
from core.rules import Context, Finding, Findings, Severity
from core.scheme import schemes
from tests.core.tables import after, row, table


def found(project: Project, rule: str, fiscal_year: int | None = 2026) -> list[Finding]:
    context = Context(schemes()["2015"], fiscal_year=fiscal_year)
    return [finding for finding in Findings(Book([project]), context) if finding.rule == rule]


def due(value: str, name: str = "设备交付时间", description: str = "设备安装完毕并验收的日期") -> Indicator:
    return row("时效指标", name, value, description=description)


# -- deadline-outside-year ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written", "mended"),
    [
        ("2025年12月底前", "2025年12月底前", "2026年12月底前"),
        ("≤2025年6月30日", "2025年6月30日", "≤2026年6月30日"),
        ("2025.09月前完工", "2025.09月前", "2026.09月前完工"),
        ("2025 年年底完成", "2025年年底", "2026 年年底完成"),
        ("２０２５年１２月底前", "2025年12月底前", "２０２６年１２月底前"),
        ("2025年", "2025年", "2026年"),
        ("2025年9月底前完成上级下达的任务", "2025年9月底前", "2026年9月底前完成上级下达的任务"),
        ("2025年3月底前开工，2025年11月底前完工", "2025年11月底前", "2026年3月底前开工，2026年11月底前完工"),
    ],
)
def test_a_value_with_last_years_deadline_is_an_error_and_moves_to_the_same_day(
    value: str, written: str, mended: str
) -> None:
    stale = due(value)
    project = table(stale)
    (finding,) = found(project, "deadline-outside-year")
    assert (finding.severity, finding.place) == (Severity.ERROR, Place(project.id, stale.id, "value"))
    assert finding.message == f"指标值的期限“{written}”早于本年度（2026 年），请改为 2026 年内的时间"
    assert after(finding.fix, project).indicators[-1].value == mended


@pytest.mark.parametrize("value", ["2023年12月底前", "2024年10月至2025年3月"])
def test_a_deadline_whose_place_in_the_year_is_not_certain_has_no_fix(value: str) -> None:
    (finding,) = found(table(due(value)), "deadline-outside-year")
    assert finding.fix is None


@pytest.mark.parametrize(
    "value",
    [
        "2026年12月底前",
        "2027年3月底前",
        "2025年10月底前完成招标，2026年8月底前竣工",
        "2025年10月至2026年3月",
        "2025—2026学年",
        "20254平方米",
        "≥2025万次",
        "符合HJ 1238-2021",
        "按2025年印发的标准验收",
        "2025年一般债券利息",
        "自2025年起持续运行",
        "12月底前",
    ],
)
def test_years_that_are_no_stale_deadline_are_silent(value: str) -> None:
    assert found(table(due(value)), "deadline-outside-year") == []


def test_nobody_knows_what_is_stale_in_a_book_without_a_year() -> None:
    assert found(table(due("2025年12月底前")), "deadline-outside-year", fiscal_year=None) == []


@pytest.mark.parametrize("field", ["level3", "description"])
def test_a_stale_deadline_beside_the_value_is_a_warning(field: str) -> None:
    stale = due("≥30%")._replace(**{field: "2025年底前完成全部工作量的三成"})
    project = table(stale)
    (finding,) = found(project, "deadline-outside-year")
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(project.id, stale.id, field))
    assert finding.fix is None


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("goals", {"goals": ("全年培训三百人次以上", "2025年10月底前完成平台上线")}),
        ("purpose", {"purpose": "用于平台开发，2025年底前完成"}),
    ],
)
def test_a_stale_deadline_in_goals_or_purpose_is_a_warning(field: str, header: dict) -> None:
    project = table(**header)
    (finding,) = found(project, "deadline-outside-year")
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(project.id, None, field))


@pytest.mark.parametrize(
    "text",
    [
        "2025年底前建成的老旧小区",
        "支付2025年12月底前验收的平台尾款",
        "截至2025年12月底前累计培训人数",
        "2025年底前已签约的农户数",
        "2015年底前建设小区的户数",
    ],
)
def test_what_was_by_then_is_no_deadline(text: str) -> None:
    assert found(table(due("≥30%", description=text), purpose=text), "deadline-outside-year") == []


def test_a_row_with_a_stale_value_is_reported_once_and_mended_as_a_whole() -> None:
    project = table(due("2025年9月底前完成", "2025年9月底前完成交付", "2025年9月底前设备全部交付"))
    (finding,) = found(project, "deadline-outside-year")
    mended = after(finding.fix, project)
    assert "2026年9月底前" in mended.indicators[-1].level3
    assert found(mended, "deadline-outside-year") == []


# -- deadline-vague ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "mended"),
    [
        ("12月底前", "2026年12月底前"),
        ("≤12月底", "≤2026年12月底"),
        ("年底完成", "2026年底完成"),
        ("上半年", "2026年上半年"),
        ("12月", "2026年12月"),
    ],
)
def test_a_deadline_without_a_year_is_a_hint_and_gets_the_books_year(value: str, mended: str) -> None:
    project = table(due(value))
    (finding,) = found(project, "deadline-vague")
    assert finding.severity is Severity.HINT
    assert f"如“{mended}”" in finding.message
    assert after(finding.fix, project).indicators[-1].value == mended
    assert found(after(finding.fix, project), "deadline-vague") == []


def test_december_and_twelve_months_are_told_apart_by_the_user() -> None:
    (finding,) = found(table(due("12月", name="设备租赁周期")), "deadline-vague")
    assert finding.message == (
        "“12月”没有写年份，也可能是12个月：是期限请写明年份，如“2026年12月”，是时长请写“12个月”"
    )
    assert finding.fix is None


def test_without_the_books_year_there_is_nothing_to_offer() -> None:
    (finding,) = found(table(due("12月底前")), "deadline-vague", fiscal_year=None)
    assert finding.message == "期限“12月底前”没有写年份，请写明"
    assert finding.fix is None


@pytest.mark.parametrize(
    "value", ["2026年12月底前", "全年", "当年12月底前", "≤12月", "12个月", "每年12月底前", ""]
)
def test_clear_times_are_not_vague(value: str) -> None:
    assert found(table(due(value)), "deadline-vague") == []
