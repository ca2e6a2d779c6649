"""What real files do to the dialect "cells", one thing at a time; the book stays the same."""

import pytest

from core.book import Place
from core.edit import SetField
from core.formats.text.layout import write_text
from tests.core.formats.reading import book_of, layout_of, projects_json
from tests.core.formats.tables import CELLS

PLAIN = projects_json(book_of(CELLS))

HARMLESS = {
    "a blank line inside a row": ("\t≥12个\n\t年初计划", "\t≥12个\n\n\t年初计划"),
    "two blank lines between rows": ("\t年初计划\n\n", "\t年初计划\n\n\n"),
    "a separator line of one blank": ("\t年初计划\n\n", "\t年初计划\n \n"),
    "the next table right behind the last row": ("\t问卷\n\n\n2.食堂", "\t问卷\n2.食堂"),
    "a heading that starts with a blank": ("\t问卷\n\n\n2.食堂", "\t问卷\n 2.食堂"),
    "a bookmark in front of the second heading": ("2.食堂设备", "[bookmark: _Toc_9_2]2.食堂设备"),
    "a bookmark inside a name": ("\t社区食堂补贴\n", "\t社区[bookmark: _Hlk7]食堂补贴\n"),
    "a bookmark in front of a value": ("\t≥12个", "\t[bookmark: OLE_LINK1]≥12个"),
    "runs of tabs after a text": ("\t食堂数量\n", "\t食堂数量\t\t\t\t\n"),
    "runs of tabs after a goal": ("1.开办社区食堂\n", "1.开办社区食堂\t\t\t\n\n"),
    "blank lines between goals": ("1.开办社区食堂\n2.", "1.开办社区食堂\n\n\n\n2."),
    "the unit line behind a blank": ("\t410002示例", " \t410002示例"),
    "a leading blank in a cell": ("\t≥12个", "\t ≥12个"),
    "level 1 repeated on every row": ("\t\n\t成本指标", "\t产出指标\n\t成本指标"),
    "blanks inside a level name": ("\t社会效益指标", "\t社会效益指 标"),
    "blanks inside a label": ("\t预算规模及资金用途", "\t预算规模及 资金用途"),
    "no blank line after the column titles": ("\t指标值确定依据\n\n", "\t指标值确定依据\n"),
    "a wrapped cell": ("\t正常运营的社区食堂", "\t正常运营的\n社区食堂"),
    "a wrapped cell with a blank line in it": ("\t正常运营的社区食堂", "\t正常运营的\n\n社区食堂"),
    "a wrapped heading": ("2.食堂设备更新绩效目标表", "2.食堂设备\n更新绩效目标表"),
    "a wrapped goal": ("2.补贴老年人用餐", "2.补贴老年人\n用餐"),
    "no newline at the end of the file": ("\t100%\n\n\n", "\t100%"),
    "a half-width colon at the money unit": ("\t单位：元", "\t单位:元"),
}


@pytest.mark.parametrize("oddity", HARMLESS)
def test_an_oddity_leaves_the_book_as_it_is(oddity: str) -> None:
    plain, odd = HARMLESS[oddity]
    assert CELLS.count(plain) >= 1
    source = CELLS.replace(plain, odd, 1)
    assert projects_json(book_of(source)) == PLAIN
    assert layout_of(source).unrecognised == ()


@pytest.mark.parametrize("oddity", HARMLESS)
def test_an_oddity_survives_saving(oddity: str) -> None:
    source = CELLS.replace(*HARMLESS[oddity], 1)
    book, layout = book_of(source), layout_of(source)
    assert write_text(book, layout).source == source


def test_a_table_without_a_heading_begins_with_its_unit_line() -> None:
    source = CELLS.replace("\n\n2.食堂设备更新绩效目标表\n", "\n")
    second = projects_json(book_of(source))[1]
    assert second == {**PLAIN[1], "number": None, "title": ""}


def test_a_heading_may_lack_its_number_or_its_suffix() -> None:
    without_number = book_of(CELLS.replace("2.食堂设备更新绩效", "食堂设备更新绩效")).projects[1]
    assert (without_number.number, without_number.title) == (None, "食堂设备更新绩效目标表")
    without_suffix = book_of(CELLS.replace("更新绩效目标表", "更新")).projects[1]
    assert (without_suffix.number, without_suffix.title) == (2, "食堂设备更新")


@pytest.mark.parametrize(
    "name", ["（2）食堂设备更新", "食堂设备更新（2700万）", "食堂设备更新（一期", "2026年食堂设备更新"]
)
def test_a_name_may_look_like_a_number_or_have_odd_brackets(name: str) -> None:
    second = book_of(CELLS.replace("食堂设备更新", name)).projects[1]
    assert (second.number, second.title, second.name) == (2, f"{name}绩效目标表", name)


def test_a_level_3_name_may_be_a_category() -> None:
    row = book_of(CELLS.replace("\t设备合格率", "\t质量指标")).projects[1].indicators[1]
    assert row.level3 == "质量指标"


def test_a_level_2_may_stand_in_two_blocks_and_the_order_is_kept() -> None:
    row = "\n\t\n\t数量指标\n\t又一数量\n\t又一\n\t1个\n"
    book = book_of(CELLS.replace("\t100%\n", "\t100%\n" + row))
    assert [row.level2 for row in book.projects[1].indicators] == ["数量指标", "质量指标", "数量指标"]


def test_an_empty_level_2_under_an_empty_level_1_continues_the_row_above() -> None:
    source = CELLS.replace("\t\n\t成本指标", "\t\n\t")
    assert book_of(source).projects[0].indicators[1].category == ("产出指标", "数量指标")


def test_a_truncated_row_is_loaded_as_far_as_it_goes() -> None:
    book = book_of(CELLS.replace("\t设备合格率\n\t验收合格的设备\n\t100%\n\n\n", ""))
    last = book.projects[1].indicators[-1]
    assert (last.level2, last.level3, last.value) == ("质量指标", "", "")


def test_a_short_row_in_the_middle_does_not_shift_the_rows_after_it() -> None:
    rows = book_of(CELLS.replace("\t≥12个\n\t年初计划\n", "\t≥12个\n")).projects[0].indicators
    assert [row.basis for row in rows] == ["", "预算标准", "历史标准", "问卷"]
    assert rows[1].level3 == "补贴总成本"


def test_a_superfluous_cell_is_kept_as_unrecognised() -> None:
    source = CELLS.replace("\t年初计划\n", "\t年初计划\n\t多出来的一格\n")
    assert projects_json(book_of(source)) == PLAIN
    assert [part.text for part in layout_of(source).unrecognised] == ["多出来的一格"]


def test_a_table_may_have_a_column_more() -> None:
    wide = CELLS.replace("\t指标值确定依据\n", "\t指标值确定依据\n\t备注\n")
    for basis in ("年初计划", "预算标准", "历史标准", "问卷"):
        wide = wide.replace(f"\t{basis}\n", f"\t{basis}\n\t见附件\n")
    assert projects_json(book_of(wide)) == PLAIN
    assert [part.text for part in layout_of(wide).unrecognised] == ["备注", *["见附件"] * 4]


def test_an_unknown_label_is_kept_with_its_line() -> None:
    source = CELLS.replace("\t绩效目标\n\t1.更新设备", "\t项目负责人\n\t张三\n\n\t绩效目标\n\t1.更新设备")
    assert projects_json(book_of(source)) == PLAIN
    unrecognised = layout_of(source).unrecognised
    assert [part.text for part in unrecognised] == ["项目负责人", "张三"]
    line = source.split("\n").index("\t项目负责人") + 1
    assert unrecognised[0].place == f"第 {line} 行"


def test_a_note_behind_a_table_is_kept_as_unrecognised() -> None:
    source = CELLS + "注：本表由财政局汇总。\n"
    assert projects_json(book_of(source)) == PLAIN
    assert [part.text for part in layout_of(source).unrecognised] == ["注：本表由财政局汇总。"]


def test_a_table_that_ends_after_its_name_is_loaded() -> None:
    source = CELLS[: CELLS.index("\t预算规模及资金用途", CELLS.index("2.食堂设备"))]
    second = book_of(source).projects[1]
    assert (second.name, second.budget, second.indicators) == ("食堂设备更新", "", ())


def test_the_value_of_other_funds_may_be_missing() -> None:
    source = CELLS.replace("\t其他资金\n\t\n\n\t\n\t更新厨房设备", "\t其他资金\n\n\t\n\t更新厨房设备")
    assert projects_json(book_of(source)) == PLAIN


def test_a_decimal_at_the_start_of_a_line_is_no_goal_number() -> None:
    goals = book_of(CELLS.replace("2.补贴老年人用餐", "2.5万名老年人受益")).projects[0].goals
    assert goals == ("开办社区食堂\n2.5万名老年人受益",)


def test_a_goal_may_begin_with_a_year() -> None:
    assert book_of(CELLS.replace("1.更新", "1.2026年更新")).projects[1].goals == ("2026年更新设备",)


def test_what_is_unrecognised_is_known_with_its_line_after_saving_too() -> None:
    source = CELLS + "注：本表由财政局汇总。\n"
    book, layout = book_of(source), layout_of(source)
    project = book.projects[0]
    SetField(Place(project.id, None, "purpose"), "两行\n用途").apply(book)
    saved = write_text(book, layout)
    assert saved.unrecognised == layout_of(saved.source).unrecognised
    lines = source.count("\n")
    assert [layout.unrecognised[0].place, saved.unrecognised[0].place] == [
        f"第 {lines} 行",
        f"第 {lines + 1} 行",
    ]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("示例区养老服务中心", ("", "示例区养老服务中心")),
        ("410002", ("410002", "")),
        ("410002003示例区养老服务中心", ("410002003", "示例区养老服务中心")),
    ],
)
def test_a_unit_may_lack_its_code_or_its_name_or_have_a_longer_code(line: str, unit: tuple[str, str]) -> None:
    second = book_of(CELLS.replace("410002示例区养老服务中心", line)).projects[1]
    assert (second.unit_code, second.unit_name) == unit
    assert (second.number, second.title) == (2, "食堂设备更新绩效目标表")
