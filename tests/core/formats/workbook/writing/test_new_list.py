"""A book as a new workbook with a row per indicator (list), looked at with openpyxl."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from core.book import Book, Checkpoint, Indicator, ItemId, Project
from core.formats.workbook.titles import INDICATOR_COLUMNS, PROJECT_COLUMNS, WorkbookKind
from core.formats.workbook.writing.new_workbook import TextTooLong, new_workbook
from core.scheme import schemes
from tests.core.formats.workbook.writing.test_new_form import DEPARTMENT, FRONT, FULL, PLAN, PROJECT, ROWS

SECOND = replace(FULL, id=ItemId(2), number=None, indicators=FULL.indicators[:2])


def list_of(*projects: Project, **parts: object) -> Workbook:
    book = Book(projects, **parts)  # type: ignore[arg-type]
    return load_workbook(BytesIO(new_workbook(book, WorkbookKind.LIST)))


def column(book: Workbook, sheet: str, title: str) -> list[object]:
    """What stands below a column title."""
    titles = [cell.value for cell in book[sheet][1]]
    return [cell.value for cell in next(book[sheet].iter_cols(titles.index(title) + 1, min_row=2))]


def test_projects_and_indicators_come_first_and_have_a_row_each() -> None:
    book = list_of(PROJECT, SECOND, front=FRONT, department=DEPARTMENT)
    assert book.sheetnames == ["项目", "指标", "封面", "部门整体"]
    assert [cell.value for cell in book["项目"][1]][: len(PROJECT_COLUMNS)] == [*PROJECT_COLUMNS.values()]
    assert [cell.value for cell in book["指标"][1]] == [*INDICATOR_COLUMNS.values()]
    assert column(book, "项目", "序号") == [1, 2]
    assert column(book, "指标", "序号") == [1, 1, 1, 1, 1, 2, 2]


def test_a_project_says_all_its_fields_in_one_row() -> None:
    book = list_of(PROJECT)
    assert [cell.value for cell in book["项目"][2]] == [
        1,
        3,
        "食堂补贴绩效目标表",
        "410001",
        "示例区民政局",
        "万元",
        None,
        "食堂补贴",
        120,
        100.5,
        "待定",
        "补贴食堂",
        "1.开办食堂\n2.补贴用餐",
        None,
    ]


def test_names_and_levels_stand_in_full_on_every_row() -> None:
    book = list_of(PROJECT, SECOND)
    assert column(book, "指标", "项目名称") == ["食堂补贴"] * 7
    assert column(book, "指标", "项目编码") == [None] * 5 + ["41000126P00010000001A"] * 2
    assert column(book, "指标", "一级指标")[:3] == ["产出指标"] * 3
    assert column(book, "指标", "二级指标")[:3] == ["数量指标", "数量指标", "成本指标"]
    assert column(book, "指标", "指标值确定依据") == [None] * 5 + ["年初计划"] * 2


def test_the_basis_has_a_column_only_where_a_table_has_one() -> None:
    assert "指标值确定依据" not in [cell.value for cell in list_of(PROJECT)["指标"][1]]


@pytest.mark.parametrize(
    ("value", "operator", "number", "unit"),
    [
        ("≥95%", "≥", 95, "%"),
        ("3.50万元", "=", 3.5, "万元"),
        ("12", "=", 12, None),
        ("≤95元/个", "≤", 95, "元/个"),
        ("≥1,200人", "≥", 1200, "人"),
        ("有效保障", "定性", None, None),
        ("90%-95%", None, None, None),
        ("2026年9月底前", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_plain_number_is_said_once_more_in_three_columns(
    value: str, operator: str | None, number: float | None, unit: str | None
) -> None:
    book = list_of(replace(PROJECT, indicators=(ROWS[0]._replace(value=value),)))
    said = [column(book, "指标", title)[0] for title in ("计算符号", "数值", "计量单位")]
    assert said == [operator, number, unit]


def test_a_value_is_a_number_where_it_is_nothing_else() -> None:
    book = list_of(PROJECT)
    assert column(book, "指标", "指标值") == [12, "≥5000人次", "≤120万元", 0.05, "1个"]
    assert column(book, "指标", "数值") == [12, 5000, 120, 5, 1]


def test_every_checkpoint_of_the_book_has_a_column() -> None:
    other = (Checkpoint("3月底", "25%"), Checkpoint("12月底", ""))
    third = replace(SECOND, id=ItemId(3), spending_plan=other)
    book = list_of(FULL, PROJECT, third)
    titles = [cell.value for cell in book["项目"][1]][len(PROJECT_COLUMNS) :]
    assert titles == ["资金支出计划：6月底", "资金支出计划：12月底", "资金支出计划：3月底"]
    assert [column(book, "项目", title) for title in titles] == [
        [0.5, None, None],
        [1, None, None],
        [None, None, 0.25],
    ]


def test_a_project_says_which_parts_its_table_has() -> None:
    others = replace(SECOND, id=ItemId(3), code=None, spending_plan=(*PLAN, Checkpoint("3月底", "")))
    plain = replace(PROJECT, id=ItemId(4), spending_plan=())
    assert column(list_of(FULL, PROJECT), "项目", "表内栏目") == [
        "项目编码、资金支出计划、指标值确定依据",
        None,
    ]
    assert column(list_of(FULL, others, plain), "项目", "表内栏目") == [
        "项目编码、资金支出计划（6月底、12月底）、指标值确定依据",
        "资金支出计划、指标值确定依据",
        "资金支出计划（）",
    ]


def test_codes_are_texts_and_amounts_are_numbers_that_look_as_written() -> None:
    sheet = list_of(replace(FULL, code="2026"))["项目"]
    assert (sheet["D2"].value, sheet["D2"].number_format) == ("410001", "@")
    assert (sheet["G2"].value, sheet["G2"].number_format) == ("2026", "@")
    assert (sheet["I2"].value, sheet["I2"].number_format) == (120, "0.00")


def test_titles_stand_out_stay_in_view_and_filter() -> None:
    book = list_of(PROJECT, SECOND)
    projects, indicators = book["项目"], book["指标"]
    assert (projects.freeze_panes, indicators.freeze_panes) == ("A2", "D2")
    assert (projects.auto_filter.ref, indicators.auto_filter.ref) == ("A1:P3", "A1:L8")
    title = indicators["A1"]
    assert title.font.bold
    assert (title.fill.fill_type, title.alignment.horizontal, title.border.left.style) == (
        "solid",
        "center",
        "thin",
    )


@pytest.mark.parametrize(("level2", "key"), [("成本指标", "2015"), ("经济成本指标", "2021")])
def test_levels_are_offered_by_the_scheme_that_the_book_follows(level2: str, key: str) -> None:
    scheme = schemes()[key]
    sheet = list_of(replace(PROJECT, indicators=(ROWS[0]._replace(level2=level2),)))["指标"]
    first, second = sheet.data_validations.dataValidation
    assert (str(first.sqref), str(second.sqref)) == ("D2:D1002", "E2:E1002")
    assert first.formula1 == '"' + ",".join(scheme.level1_names) + '"'
    assert {name for names in scheme.levels.values() for name in names} == set(
        second.formula1.strip('"').split(",")
    )
    assert max(len(first.formula1), len(second.formula1)) <= 257
    assert {(offer.type, offer.errorStyle) for offer in (first, second)} == {("list", "warning")}
    assert not first.showDropDown


def test_a_list_prints_on_a4_across_with_its_titles_on_every_page() -> None:
    for sheet in list_of(PROJECT).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$1:$1"


def test_a_list_may_have_no_rows() -> None:
    book = list_of(replace(PROJECT, indicators=()))
    assert book["指标"].max_row == 1
    assert book["指标"].auto_filter.ref == "A1:K1"


def test_a_formula_in_a_text_stays_a_text() -> None:
    row = Indicator(ItemId(2), "=1", "\t=2", "+3", "-甲", "=4", "@5")
    plan = (Checkpoint("=1", "=2"),)
    spoilt = replace(PROJECT, name="=1+1", code="=A1", budget="=A1", spending_plan=plan, indicators=(row,))
    for sheet in list_of(spoilt):
        types = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
        assert types <= {"s", "n"}


def test_goals_may_be_too_long_for_the_one_cell_that_holds_them() -> None:
    goals = Book([replace(PROJECT, goals=("长" * 20_000, "长" * 20_000), purpose="长" * 30_000)])
    new_workbook(goals, WorkbookKind.FORM)
    with pytest.raises(TextTooLong) as raised:
        new_workbook(goals, WorkbookKind.LIST)
    assert (raised.value.section.id, raised.value.field) == (1, "goals")


def test_the_same_book_gives_the_same_bytes() -> None:
    book = Book([FULL, PROJECT.with_field("id", 3)], FRONT, DEPARTMENT)
    for kind in WorkbookKind:
        assert new_workbook(book, kind) == new_workbook(book, kind)
