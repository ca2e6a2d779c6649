"""What is printed of a project, of 部门整体绩效目标 and of a title page."""

from __future__ import annotations

from dataclasses import replace

from core.book import Checkpoint, ContentsEntry, DepartmentTargets, FrontMatter, ItemId, SubGoal
from core.paper.form import Form, Look
from core.paper.narrative_form import department_form, front_form
from core.paper.project_form import project_form
from tests.core.tables import table


def texts(form: Form) -> list[str]:
    return [cell.text for row in form.rows for cell in row.cells]


def test_the_parts_of_a_table_stand_in_the_order_of_a_published_one() -> None:
    shown = texts(project_form(table()))
    parts = ["1.示例市职业技能培训经费绩效目标表", "990101 示例市人力资源中心", "项目名称", "其中：财政资金"]
    parts += ["用于职业技能培训的师资、场地和教材", "1.全年培训三百人次，学员取得职业资格证书", "指标值"]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)


def test_parts_that_a_table_does_not_have_are_not_printed() -> None:
    shown = texts(project_form(table()))
    assert not {"项目编码", "指标值确定依据"} & set(shown)


def test_code_spending_plan_and_basis_are_printed_where_there_are_such() -> None:
    plan = (Checkpoint("6月底", "50%"), Checkpoint("12月底", "100%"))
    project = table(code="99010826P00010001", spending_plan=plan)
    project = replace(project, indicators=tuple(one._replace(basis="历史标准") for one in project.indicators))
    form = project_form(project)
    assert {"项目编码", "99010826P00010001", "6月底", "50%", "指标值确定依据", "历史标准"} <= set(texts(form))
    assert "资金支出计划（%）" in [tall.cell.text for tall in form.tall_cells]


def test_cells_of_a_row_fill_the_width_together_with_the_tall_ones() -> None:
    form = project_form(table())
    for number, row in enumerate(form.rows):
        widths = [cell.width for cell in row.cells]
        widths += [tall.cell.width for tall in form.tall_cells if tall.first <= number <= tall.last]
        assert abs(sum(widths) - 1) < 1e-9, number


def test_neighbours_of_one_category_share_a_cell() -> None:
    tall = {one.cell.text: one.last - one.first + 1 for one in project_form(table()).tall_cells}
    assert (tall["产出指标"], tall["数量指标"], tall["预算规模及资金用途"]) == (4, 1, 3)


def test_an_empty_table_has_all_its_labels() -> None:
    shown = project_form(replace(table(), goals=(), indicators=(), spending_plan=()))
    assert "资金支出计划（%）" in [tall.cell.text for tall in shown.tall_cells]
    assert "一级指标" in texts(shown)


def test_department_targets_are_chapters_of_text() -> None:
    goal = SubGoal(ItemId(2), "（一）公路养护", "路况良好", "绩效指标：优良率≥95%")
    form = department_form(DepartmentTargets(ItemId(1), "保障出行。\n服务群众。", (goal,), "加强领导。"))
    assert texts(form) == [
        "部门整体绩效目标",
        "一、总体绩效目标",
        "　　保障出行。",
        "　　服务群众。",
        "二、分项绩效目标",
        "（一）公路养护",
        "　　绩效目标：路况良好",
        "　　绩效指标：优良率≥95%",
        "三、工作保障措施",
        "　　加强领导。",
    ]


def test_the_title_page_is_followed_by_its_contents_list() -> None:
    entries = (ContentsEntry(ItemId(2), 1, "公路养护绩效目标表"), ContentsEntry(ItemId(3), None, "附注"))
    form = front_form(FrontMatter(ItemId(1), "示例市公路中心\n\n2026年绩效目标", entries))
    assert texts(form) == ["示例市公路中心", "2026年绩效目标", "目录", "1.公路养护绩效目标表", "附注"]
    assert form.rows[0].cells[0].look is Look.TITLE_PAGE
