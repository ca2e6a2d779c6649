"""What templates say: values in three columns, checkpoints by label, parts of a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Checkpoint, Indicator, ItemId, Project
from core.formats.workbook.mapping import Aspect, FieldText
from core.formats.workbook.template import composed, parts_text, split_value

PROJECT = Project(
    ItemId(1),
    name="甲",
    code="A1",
    goals=("一", "二"),
    spending_plan=(Checkpoint("3月底", "25%"), Checkpoint("6月底", "50%")),
    indicators=(Indicator(ItemId(2), value="≥95%", basis=""),),
)


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("≤ 162.8万元/年", ("≤", " 162.8", "万元/年")),
        (">=3天", (">=", "3", "天")),
        ("12个", ("", "12", "个")),
        ("90%-95%", ("", "90%-95", "%")),
        ("3天以内", ("", "3天以内", "")),
        ("明显提升", ("", "明显提升", "")),
        ("≥良好", ("≥", "良好", "")),
        ("", ("", "", "")),
    ],
)
def test_a_value_is_cut_for_three_columns(value: str, pieces: tuple[str, str, str]) -> None:
    assert split_value(value) == pieces


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"[≥≤=><＝]? ?[0-9]{1,4}(\.[0-9])? ?(个|%|万元/人|％|月)?(以上)?", fullmatch=True),
    )
)
def test_the_pieces_of_a_value_joined_are_the_value(value: str) -> None:
    assert "".join(split_value(value)) == value


def said(value: str, aspect: Aspect, item: str | None = None) -> str:
    row = Indicator(ItemId(3), value=value)
    return composed((FieldText("value", item, aspect),), PROJECT, row, 1)


@pytest.mark.parametrize(
    ("value", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("12个", "=", "12", "个"),
        ("明显提升", "定性", "", ""),
        ("90%-95%", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_beside_the_whole_value_stands_what_it_means(
    value: str, operator: str, number: str, unit: str
) -> None:
    assert said(value, Aspect.STATED_OPERATOR) == operator
    assert said(value, Aspect.STATED_NUMBER) == number
    assert said(value, Aspect.STATED_UNIT) == unit


def test_a_column_has_its_own_word_for_none() -> None:
    assert said("明显提升", Aspect.OPERATOR, "定性") == "定性"
    assert said("12", Aspect.OPERATOR, "定性") == ""
    assert said("明显提升", Aspect.UNIT, "/") == "/"
    assert said("", Aspect.UNIT, "/") == ""


def test_texts_and_fields_make_a_cell() -> None:
    template = ("项目：", FieldText("code"), "-", FieldText("name"), "（", FieldText("position"), "）")
    assert composed(template, PROJECT, None, 7) == "项目：A1-甲（7）"


def test_a_number_brings_its_point_along() -> None:
    template = (FieldText("number", aspect="."), FieldText("name"))
    assert composed(template, PROJECT, None, 1) == "甲"
    assert composed(template, Project(ItemId(1), number=3, name="甲"), None, 1) == "3.甲"


def test_goals_are_numbered_as_their_cell_does() -> None:
    assert composed((FieldText("goals", aspect="{}、"),), PROJECT, None, 1) == "1、一\n2、二"


def test_a_checkpoint_is_known_by_place_or_by_label() -> None:
    assert composed((FieldText("spending_plan", 1, Aspect.LABEL),), PROJECT, None, 1) == "6月底"
    assert composed((FieldText("spending_plan", 1, Aspect.PERCENT),), PROJECT, None, 1) == "50%"
    assert composed((FieldText("spending_plan", "3月底", Aspect.PERCENT),), PROJECT, None, 1) == "25%"
    assert composed((FieldText("spending_plan", "9月底", Aspect.PERCENT),), PROJECT, None, 1) == ""


def test_the_parts_of_a_table_name_its_checkpoints_where_they_are_not_those_of_all() -> None:
    assert parts_text(PROJECT, "3月底、6月底") == "项目编码、资金支出计划、指标值确定依据"
    assert (
        parts_text(PROJECT, "3月底、6月底、9月底") == "项目编码、资金支出计划（3月底、6月底）、指标值确定依据"
    )
    assert parts_text(Project(ItemId(1)), "3月底") == ""
