"""What real files do to the dialect "rows", one thing at a time; the book stays the same."""

import pytest

from core.formats.text.layout import write_text
from tests.core.formats.reading import book_of, layout_of, projects_json
from tests.core.formats.tables import ROWS

PLAIN = projects_json(book_of(ROWS))

HARMLESS = {
    "a heading over two lines": (
        "1. 数字资源采购绩效目标表\n\n520001",
        "1. 数字资源\n采购绩效目标表\n\n520001",
    ),
    "the last heading over two lines": (
        "2. 馆舍照明改造绩效目标表\n\n520001",
        "2. 馆舍照明\n改造绩效目标表\n\n520001",
    ),
    "the value of other funds missing": ("其他资金\n\t采购", "其他资金\t\n\t采购"),
    "trailing tabs missing": ("\t≥300 种\t\n", "\t≥300 种\n"),
    "more trailing tabs": ("\t≥300 种\t\n", "\t≥300 种\t\t\t\n"),
    "a table a field wider": (
        "描述\t指标值\t\n产出指标\t数量指标\t期刊种数\t采购的期刊\t≥300 种\t\n",
        "描述\t指标值\t\t\n产出指标\t数量指标\t期刊种数\t采购的期刊\t≥300 种\t\t\n",
    ),
    "blanks inside a level name": ("\t服务对象满意度指标", "\t服务对象满 意度指标"),
    "a wrapped description": ("\t采购的期刊\t", "\t采购的\n期刊\t"),
    "a wrapped value": ("\t≥300 种\t\n", "\t≥300\n 种\t\n"),
    "a wrapped purpose": ("\t采购电子期刊\t\t\t\t\n", "\t采购电子\n期刊\t\t\t\t\n"),
    "a wrapped level name": ("\n\t成本指标\t", "\n\t成本\n指标\t"),
    "a label broken over two lines": ("预算规模及 资金用途\t预算数\t80", "预算规模及\n资金用途\t预算数\t80"),
    "level 1 repeated": ("\n\t成本指标", "\n产出指标\t成本指标"),
    "a blank line between rows": ("\n\t成本指标", "\n\n\t成本指标"),
    "paragraph tags around the goals": (
        "1. 采购电子期刊 2. 开通远程访问",
        "<p>1. 采购电子期刊</p> <p>2. 开通远程访问</p>",
    ),
}


@pytest.mark.parametrize("oddity", HARMLESS)
def test_an_oddity_leaves_the_book_as_it_is(oddity: str) -> None:
    plain, odd = HARMLESS[oddity]
    assert ROWS.count(plain) >= 1
    source = ROWS.replace(plain, odd, 1)
    assert projects_json(book_of(source)) == PLAIN
    assert layout_of(source).unrecognised == ()


@pytest.mark.parametrize("oddity", HARMLESS)
def test_an_oddity_survives_saving(oddity: str) -> None:
    source = ROWS.replace(*HARMLESS[oddity], 1)
    assert write_text(book_of(source), layout_of(source)).source == source


def test_the_contents_list_is_no_table_but_is_kept() -> None:
    front = book_of(ROWS).front
    assert front is not None
    assert front.text == "示例市图书馆\n项目支出绩效目标表\n（2026年）"
    assert [(entry.number, entry.title) for entry in front.contents] == [
        (1, "数字资源采购绩效目标表"),
        (2, "馆舍照明改造绩效目标表"),
    ]


def test_goals_split_only_at_the_next_number_expected() -> None:
    goals = "1. 达到 2.5 倍（3. 另列） 2. 完成 4. 项"
    assert book_of(ROWS.replace("1. 完成改造", goals)).projects[1].goals == (
        "达到 2.5 倍（3. 另列）",
        "完成 4. 项",
    )


def test_a_numbered_list_in_another_cell_is_not_split() -> None:
    row = book_of(ROWS.replace("\t更换的灯具\t", "\t1. 筒灯 2. 灯带\t")).projects[1].indicators[0]
    assert row.description == "1. 筒灯 2. 灯带"


def test_comparison_signs_are_no_tags() -> None:
    row = book_of(ROWS.replace("500 盏", "<500 盏")).projects[1].indicators[0]
    assert row.value == "<500 盏"


def test_tags_are_part_of_the_goals_as_written() -> None:
    source = ROWS.replace("1. 完成改造", "<p>1. 完成改造</p>")
    assert book_of(source).projects[1].goals == ("<p>完成改造</p>",)
    assert projects_json(book_of(source)) == PLAIN


def test_a_value_beside_its_column_is_found() -> None:
    row = book_of(ROWS.replace("\t≥300 种\t\n", "\t\t≥300 种\n")).projects[0].indicators[0]
    assert row.value == "≥300 种"


def test_a_truncated_row_is_loaded_as_far_as_it_goes() -> None:
    rows = book_of(ROWS.replace("\t改造完成\t\t2026 年 9 月底前\n", "")).projects[1].indicators
    assert (rows[-1].level3, rows[-1].value) == ("完成时间", "")


def test_a_page_number_is_kept_as_unrecognised() -> None:
    source = ROWS.replace("\n\t成本指标", "\n- 3 -\n\t成本指标")
    assert projects_json(book_of(source)) == PLAIN
    assert [part.text for part in layout_of(source).unrecognised] == ["- 3 -"]


def test_a_table_without_heading_begins_with_its_unit_line() -> None:
    source = ROWS.replace("\n2. 馆舍照明改造绩效目标表\n\n520001", "\n520001")
    assert projects_json(book_of(source))[1] == {**PLAIN[1], "number": None, "title": ""}


def test_codes_and_spending_plans_are_read_in_rows_as_well() -> None:
    plan = "资金支出计划（%）\t3月底\t6月底\n\t40%\t100%\n"
    source = ROWS.replace("项目名称\t馆舍", "项目编码\tX1\t\t\t\t\n项目名称\t馆舍").replace(
        "绩效目标\t1. 完成", plan + "绩效目标\t1. 完成"
    )
    second = book_of(source).projects[1]
    assert second.code == "X1"
    assert second.spending_plan == (("3月底", "40%"), ("6月底", "100%"))


def test_a_unit_may_lack_its_code() -> None:
    second = book_of(
        ROWS.replace(
            "表\n\n520001 示例市图书馆\n\n单位：万元\n\n项目名称\t馆舍",
            "表\n\n示例市图书馆\n\n单位：万元\n\n项目名称\t馆舍",
        )
    ).projects[1]
    assert (second.unit_code, second.unit_name) == ("", "示例市图书馆")
    assert (second.number, second.title) == (2, "馆舍照明改造绩效目标表")
