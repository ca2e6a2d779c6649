"""What a target table must have: filled cells, mandatory categories, categories the scheme knows."""

import pytest

from core.book import Indicator, Place
from core.rules import Severity
from core.wording import squeezed
from tests.core.tables import after, findings, only_finding, row, sound_rows, table


def test_a_sound_table_has_no_findings_about_completeness() -> None:
    for rule in ("required-empty", "missing-category", "unknown-category"):
        assert findings(table(), rule) == []


# -- required-empty ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "field", "message"),
    [
        ({"name": ""}, "name", "项目名称没有填写"),
        ({"budget": " "}, "budget", "预算数没有填写"),
        ({"budget": "—"}, "budget", "预算数没有填写"),
        ({"goals": ()}, "goals", "绩效目标没有填写"),
        ({"goals": ("", " ")}, "goals", "绩效目标没有填写"),
        ({"goals": ("完成培训", "")}, "goals", "第 2 条绩效目标是空的"),
        ({"indicators": ()}, None, "这个项目还没有绩效指标，请至少按指标体系各填一行"),
    ],
)
def test_an_empty_header_field_is_an_error(header: dict, field: str | None, message: str) -> None:
    project = table(**header)
    finding = only_finding(project, "required-empty")
    assert finding.severity is Severity.ERROR
    assert (finding.place, finding.message) == (Place(project.id, None, field), message)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"value": ""}, "value", "“购置设备数量”的指标值没有填写"),
        ({"value": "/"}, "value", "“购置设备数量”的指标值没有填写"),
        ({"level3": ""}, "level3", "三级指标没有填写"),
        ({"level3": "", "value": ""}, "level3", "三级指标、指标值没有填写"),
        ({"level2": ""}, "level2", "“购置设备数量”的二级指标没有填写"),
    ],
)
def test_an_empty_indicator_cell_is_an_error_at_its_row(changes: dict, field: str, message: str) -> None:
    wrong = row("数量指标", "购置设备数量", "≥3台")._replace(**changes)
    project = table(wrong)
    finding = only_finding(project, "required-empty")
    assert (finding.place, finding.message) == (Place(project.id, wrong.id, field), message)


def test_a_value_of_zero_is_filled() -> None:
    assert findings(table(row("质量指标", "安全事故数", "0起")), "required-empty") == []


def test_an_empty_level_name_that_follows_from_the_other_is_filled_in() -> None:
    project = table(row("质量指标", "设备验收合格率", "≥98%", level1=""))
    mended = after(only_finding(project, "required-empty").fix, project)
    assert mended.indicators[-1].category == ("产出指标", "质量指标")


def test_empty_goals_between_others_are_taken_out() -> None:
    project = table(goals=("完成培训", " ", "发放证书"))
    assert after(only_finding(project, "required-empty").fix, project).goals == ("完成培训", "发放证书")


# -- missing-category --------------------------------------------------------------------------------------


@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "时效指标", "成本指标"])
def test_a_missing_mandatory_level2_is_an_error_of_the_whole_project(level2: str) -> None:
    project = table(without=level2)
    finding = only_finding(project, "missing-category")
    assert finding.place == Place(project.id)
    assert finding.message == f"“产出指标”下缺少{level2}，请至少各补一个指标"


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ({"效益指标"}, "缺少效益指标，请至少补一个指标"),
        ({"产出指标"}, "缺少产出指标（数量指标、质量指标、时效指标、成本指标），请至少各补一个指标"),
    ],
)
def test_a_level1_without_any_row_is_one_finding(left_out: set[str], message: str) -> None:
    rows = tuple(one for one in sound_rows() if one.level1 not in left_out)
    assert only_finding(table(indicators=rows), "missing-category").message == message


@pytest.mark.parametrize("level2", ["成本指标", "时效指标", "服务对象满意度指标"])
def test_the_new_regime_does_not_ask_every_project_for(level2: str) -> None:
    assert findings(table(without=level2), "missing-category", scheme="2021") == []


def test_an_alias_is_the_category_it_stands_for() -> None:
    project = table(row("时效", "设备按期到货率", "≥98%"), without="时效指标")
    assert findings(project, "missing-category") == []


def test_a_misplaced_row_is_not_missing_as_well() -> None:
    project = table(row("质量指标", "设备验收合格率", "≥98%", "效益指标"), without="质量指标")
    assert findings(project, "missing-category") == []
    assert len(findings(project, "unknown-category")) == 1


# -- unknown-category --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level1", "level2", "scheme", "proper"),
    [
        ("效益指标", "质量指标", "2015", ("产出指标", "质量指标")),
        ("项目产出", "数量指标", "2015", ("产出指标", "数量指标")),
        ("产出指标", "经济成本指标", "2015", ("产出指标", "成本指标")),
        ("产出指标", "社会 效益指标", "2015", ("效益指标", "社会效益指标")),
        ("成本指标", "社会成本指标", "2015", ("产出指标", "成本指标")),
    ],
)
def test_a_misplaced_category_is_moved_by_the_fix(
    level1: str, level2: str, scheme: str, proper: tuple[str, str]
) -> None:
    project = table(row(level2, "设备验收合格率", "≥98%", level1))
    finding = only_finding(project, "unknown-category", scheme)
    assert finding.severity is Severity.WARNING
    assert f"应归入“{proper[0]} / {proper[1]}”" in finding.message
    mended = after(finding.fix, project)
    assert mended.indicators[-1].category == proper
    assert findings(mended, "unknown-category", scheme) == []


def test_old_cost_rows_in_a_new_book_move_to_the_economic_costs() -> None:
    project = table()
    mended = after(only_finding(project, "unknown-category", "2021").fix, project)
    assert ("成本指标", "经济成本指标") in [one.category for one in mended.indicators]


def test_an_unknown_level2_lists_the_known_ones_and_has_no_fix() -> None:
    finding = only_finding(table(row("进度指标", "设备到货率", "≥98%")), "unknown-category")
    assert finding.fix is None
    assert "“产出指标”下可用：数量指标、质量指标、时效指标、成本指标" in finding.message


def test_an_unknown_level1_lists_the_known_ones() -> None:
    finding = only_finding(table(row("其他指标", "设备到货率", "≥98%", "管理指标")), "unknown-category")
    assert finding.place.field == "level1"
    assert "可用：产出指标、效益指标、满意度指标" in finding.message


def test_rows_of_one_unknown_category_are_one_finding_and_one_fix() -> None:
    rows = [row("质量指标", f"第{n}批设备合格率", "≥98%", "效益指标") for n in (1, 2, 3)]
    project = table(*rows)
    finding = only_finding(project, "unknown-category")
    assert finding.place.row == rows[0].id
    assert "（3 行）" in finding.message
    assert {one.category for one in after(finding.fix, project).indicators[-3:]} == {("产出指标", "质量指标")}


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("产出", "时效"),
        ("效果指标", "环境效益指标"),
        ("满意度指标", "满意度指标"),
        ("效益 指标", "可持续影响"),
    ],
)
def test_aliases_and_blanks_are_no_unknown_categories(level1: str, level2: str) -> None:
    known: Indicator = row(level2, "按期完成率", "≥98%", level1)
    assert squeezed(known.level1)
    assert findings(table(known), "unknown-category") == []
