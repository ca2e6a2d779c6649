"""Saving an edited book: only the edited cell's characters change, and taking the edit back gives the old bytes."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.book import Book, Indicator, Place, Project
from core.edit import Edit, InsertProject, InsertRow, MoveProject, MoveRow, RemoveProject, RemoveRow, SetField
from core.formats import load
from core.formats.carrying import NotCarried
from core.formats.text.layout import TextLayout, write_text
from tests.core.formats.reading import book_of, layout_of, projects_json
from tests.core.formats.tables import CELLS, ROWS
from tests.real_tables import BOOKS, FOLDER, text_file
from tests.samples import SAMPLES

FILES = [*SAMPLES, *([text_file(book) for book in BOOKS] if FOLDER.is_dir() else [])]
CELL_FIELDS = ("level2", "level3", "description", "value")
HEADER_FIELDS = ("title", "unit_name", "name", "budget", "fiscal_funds", "other_funds", "purpose")

cell_text = st.text("甲乙丙指标率≥≤0123456789.%（）年月底 ab", min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and not text[0].isdigit()
)


class Opened(NamedTuple):
    book: Book
    layout: TextLayout


def opened(path: Path) -> Opened:
    """A book of its own for every example; the values in it are shared, for they never change."""
    book, layout = read_once(path)
    return Opened(Book(book.projects, book.front, book.department), layout)


@cache
def read_once(path: Path) -> Opened:
    book, layout = load(path)
    assert isinstance(layout, TextLayout)
    return Opened(book, layout)


def changed_span(before: str, after: str) -> tuple[str, str]:
    """What is left of both texts when their common beginning and end are taken away."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


def picked_place(data: st.DataObject, book: Book) -> Place:
    project = data.draw(st.sampled_from(book.projects))
    if project.indicators and data.draw(st.booleans()):
        row = data.draw(st.sampled_from(project.indicators))
        return Place(project.id, row.id, data.draw(st.sampled_from(CELL_FIELDS)))
    fields = [name for name in HEADER_FIELDS if getattr(project, name) or name == "other_funds"]
    return Place(project.id, None, data.draw(st.sampled_from(fields)))


def current(book: Book, place: Place) -> str:
    section = book.section(place.section)
    return str(getattr(section.row(place.row) if place.row else section, place.field or ""))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=60)
@given(data=st.data())
def test_an_edit_of_a_cell_changes_only_its_characters(path: Path, data: st.DataObject) -> None:
    book, layout = opened(path)
    place = picked_place(data, book)
    old, new = current(book, place), data.draw(cell_text)
    inverse = SetField(place, new).apply(book)
    was, now = changed_span(layout.source, write_text(book, layout).source)
    joined = was.replace("\n", "")  # a wrapped cell's lines are one text
    assert joined in old.replace("\n", "") or (not old and not was.strip())
    assert now.strip() in f"\t{new}"
    inverse.apply(book)
    assert write_text(book, layout).source == layout.source


def random_edit(data: st.DataObject, book: Book) -> Edit:
    project = data.draw(st.sampled_from(book.projects))
    count = len(project.indicators)
    kinds = ["set", "insert row", "insert project", "move project"]
    kinds += ["remove row", "move row"] * (count > 0) + ["remove project"] * (len(book.project_ids) > 1)
    match data.draw(st.sampled_from(kinds)):
        case "insert row":
            basis = "计划标准" if project.has_basis else None
            level2 = data.draw(st.sampled_from(["数量指标", "质量指标", "成本指标"]))
            row = Indicator(book.new_id(), "产出指标", level2, data.draw(cell_text), "说明", "1个", basis)
            return InsertRow(project.id, data.draw(st.integers(0, count)), row)
        case "remove row":
            return RemoveRow(project.id, data.draw(st.sampled_from(project.indicators)).id)
        case "move row":
            row_id = data.draw(st.sampled_from(project.indicators)).id
            return MoveRow(project.id, row_id, data.draw(st.integers(0, count - 1)))
        case "insert project":
            row = Indicator(book.new_id(), "产出指标", "数量指标", data.draw(cell_text), "说明", "1个")
            new = Project(
                book.new_id(),
                99,
                "新项目绩效目标表",
                "410009",
                "示例区某局",
                name="新项目",
                indicators=(row,),
            )
            return InsertProject(data.draw(st.integers(0, len(book.project_ids))), new)
        case "remove project":
            return RemoveProject(project.id)
        case "move project":
            return MoveProject(project.id, data.draw(st.integers(0, len(book.project_ids) - 1)))
        case _:
            return SetField(picked_place(data, book), data.draw(cell_text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=40)
@given(data=st.data())
def test_any_edits_read_back_as_the_book_that_was_saved(path: Path, data: st.DataObject) -> None:
    book, layout = opened(path)
    inverses = [random_edit(data, book).apply(book) for _ in range(data.draw(st.integers(1, 6)))]
    written = write_text(book, layout).source
    assert projects_json(book_of(written)) == projects_json(book)
    for inverse in reversed(inverses):
        inverse.apply(book)
    assert write_text(book, layout).source == layout.source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=20)
@given(data=st.data())
def test_the_other_tables_stay_byte_for_byte(path: Path, data: st.DataObject) -> None:
    book, layout = opened(path)
    project = data.draw(st.sampled_from(book.projects))
    row = data.draw(st.sampled_from(project.indicators))
    RemoveRow(project.id, row.id).apply(book)
    after = write_text(book, layout)
    for other in book.projects:
        if other.id != project.id:
            was, now = layout.blocks[other.id], after.blocks[other.id]
            assert layout.source[was.start : was.end] == after.source[now.start : now.end]


def saved_after(source: str, *edits: Edit) -> str:
    book, layout = book_of(source), layout_of(source)
    for edit in edits:
        edit.apply(book)
    return write_text(book, layout).source


def first_project(source: str) -> Project:
    return book_of(source).projects[0]


def test_a_bookmark_inside_a_name_stays_when_the_name_changes() -> None:
    source = CELLS.replace("\t社区食堂补贴\n", "\t社区[bookmark: _Hlk7]食堂补贴\n")
    saved = saved_after(source, SetField(Place(first_project(source).id, None, "name"), "邻里食堂补贴"))
    assert "\t[bookmark: _Hlk7]邻里食堂补贴\n" in saved
    assert book_of(saved).projects[0].name == "邻里食堂补贴"


def test_tabs_behind_a_text_stay_when_the_text_changes() -> None:
    source = CELLS.replace("\t食堂数量\n", "\t食堂数量\t\t\t\n")
    project = first_project(source)
    saved = saved_after(source, SetField(Place(project.id, project.indicators[0].id, "level3"), "网点数量"))
    assert saved == source.replace("食堂数量", "网点数量")


def test_other_funds_get_a_cell_where_the_row_had_none() -> None:
    saved = saved_after(ROWS, SetField(Place(first_project(ROWS).id, None, "other_funds"), "5.00"))
    assert saved == ROWS.replace("其他资金\n\t采购", "其他资金\t5.00\n\t采购")


def test_a_level_of_a_merged_row_is_written_out_when_it_changes() -> None:
    project = first_project(CELLS)
    saved = saved_after(CELLS, SetField(Place(project.id, project.indicators[1].id, "level1"), "成本指标"))
    assert saved == CELLS.replace("\t\n\t成本指标", "\t成本指标\n\t成本指标", 1)


def test_the_row_below_keeps_its_level_when_the_one_it_was_merged_with_changes() -> None:
    project = first_project(CELLS)
    saved = saved_after(CELLS, SetField(Place(project.id, project.indicators[0].id, "level1"), "成本指标"))
    rows = book_of(saved).projects[0].indicators
    assert [row.level1 for row in rows[:2]] == ["成本指标", "产出指标"]


def test_a_new_row_looks_as_the_dialect_writes_it() -> None:
    project = first_project(CELLS)
    row = Indicator(project.id, "产出指标", "数量指标", "用餐人次", "全年用餐", "≥9000人次", "年初计划")
    saved = saved_after(CELLS, InsertRow(project.id, 1, row))
    new = "\t\n\t数量指标\n\t用餐人次\n\t全年用餐\n\t≥9000人次\n\t年初计划\n\n"
    at = CELLS.index("\t\n\t成本指标")
    assert saved == CELLS[:at] + new + CELLS[at:]


def test_goals_can_be_added_changed_and_removed() -> None:
    place = Place(first_project(CELLS).id, None, "goals")
    added = saved_after(CELLS, SetField(place, ("开办社区食堂", "补贴老年人用餐", "培训厨师")))
    assert added == CELLS.replace("2.补贴老年人用餐", "2.补贴老年人用餐\n3.培训厨师")
    assert saved_after(CELLS, SetField(place, ("开办社区食堂",))) == CELLS.replace("\n2.补贴老年人用餐", "")
    assert saved_after(CELLS, SetField(place, ("开食堂", "补贴老年人用餐"))) == CELLS.replace(
        "开办社区食堂", "开食堂"
    )
    assert book_of(saved_after(CELLS, SetField(place, ()))).projects[0].goals == ()


def test_a_tag_before_a_goal_number_stays_or_goes_as_the_text_says() -> None:
    source = ROWS.replace("1. 采购电子期刊 2. 开通远程访问", "<p>1. 采购</p> <p>2. 开通</p>")
    place = Place(first_project(source).id, None, "goals")
    assert saved_after(source, SetField(place, ("<p>采买</p>", "<p>开通</p>"))) == source.replace(
        "1. 采购</p>", "1. 采买</p>"
    )
    assert "绩效目标\t1. 采购 2. 开通\t" in saved_after(source, SetField(place, ("采购", "开通")))


def test_a_checkpoint_of_the_spending_plan_changes_alone() -> None:
    project = first_project(CELLS)
    assert project.spending_plan is not None
    plan = tuple(
        point._replace(percent="75%") if not point.percent else point for point in project.spending_plan
    )
    saved = saved_after(CELLS, SetField(Place(project.id, None, "spending_plan"), plan))
    assert saved == CELLS.replace("\t50%\n\t \n", "\t50%\n\t75%\n")


def test_a_table_gets_a_project_code_and_a_heading_that_it_had_not() -> None:
    source = CELLS.replace("2.食堂设备更新绩效目标表\n", "")
    second = book_of(source).projects[1].id
    edits = [
        SetField(Place(second, None, "code"), "X1"),
        SetField(Place(second, None, "title"), "食堂绩效目标表"),
    ]
    again = book_of(saved_after(source, *edits)).projects[1]
    assert (again.code, again.title) == ("X1", "食堂绩效目标表")


@pytest.mark.parametrize(
    "source",
    [CELLS.replace("2.食堂设备更新绩效目标表\n", ""), ROWS.replace("2. 馆舍照明改造绩效目标表\n\n", "", 1)],
)
def test_a_number_without_a_heading_stays_out_of_the_file(source: str) -> None:
    second = book_of(source).projects[1]
    assert saved_after(source, SetField(Place(second.id, None, "number"), 2)) == source


def test_rows_come_into_a_table_that_had_none() -> None:
    source = CELLS[: CELLS.index("\t一级指标", CELLS.index("2.食堂设备"))]
    project = book_of(source).projects[1]
    assert project.indicators == ()
    row = Indicator(project.id, "产出指标", "数量指标", "设备数量", "更新", "5台")
    again = book_of(saved_after(source, InsertRow(project.id, 0, row))).projects[1]
    assert [row[1:] for row in again.indicators] == [row[1:]]


def test_a_basis_gives_the_table_its_sixth_column() -> None:
    project = book_of(CELLS).projects[1]
    row = project.indicators[0]
    saved = saved_after(CELLS, SetField(Place(project.id, row.id, "basis"), "行业标准"))
    assert [row.basis for row in book_of(saved).projects[1].indicators] == ["行业标准", ""]


def test_the_narrative_is_edited_in_its_place() -> None:
    path = next(path for path in SAMPLES if "部门整体" in path.name)
    book, layout = opened(path)
    department = book.department
    assert department is not None
    goal = department.sub_goals[1]
    inverse = SetField(Place(department.id, goal.id, "goals"), "完成全年任务。").apply(book)
    assert write_text(book, layout).source == layout.source.replace(goal.goals, "完成全年任务。")
    inverse.apply(book)
    inverse = RemoveRow(department.id, goal.id).apply(book)
    again = book_of(write_text(book, layout).source).department
    assert again is not None
    assert [row[1:] for row in again.sub_goals] == [
        row[1:] for row in department.sub_goals if row.id != goal.id
    ]
    inverse.apply(book)
    assert write_text(book, layout).source == layout.source


@pytest.mark.parametrize(
    ("source", "text"),
    [(ROWS, "甲\t乙"), (CELLS, "甲\n\n乙"), (CELLS, " "), (CELLS, "甲\n乙绩效目标表\n\t410001某局")],
)
def test_what_a_text_table_cannot_carry_is_refused(source: str, text: str) -> None:
    book, layout = book_of(source), layout_of(source)
    project = book.projects[0]
    SetField(Place(project.id, project.indicators[-1].id, "value"), text).apply(book)
    with pytest.raises(NotCarried) as refusal:
        write_text(book, layout)
    assert refusal.value.section.id == project.id
