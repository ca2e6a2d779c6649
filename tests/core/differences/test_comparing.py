"""What they changed while the book was open here, told one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.book import (
    Book,
    Checkpoint,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Place,
    Project,
    SubGoal,
)
from core.differences import Difference, Differences, differences, taken_over
from core.edit import SetField
from core.progress import Cancelled
from tests.core.differences.versions import read_anew, says
from tests.core.tables import row, table


@pytest.fixture
def base() -> Book:
    return Book(
        [
            table(number=1, name="示例路面养护"),
            table(number=2, name="示例疫苗冷链"),
            table(number=3, name="示例校医培训"),
        ]
    )


def with_row(project: Project, index: int, **fields: object) -> Project:
    rows = list(project.indicators)
    rows[index] = rows[index]._replace(**fields)  # type: ignore[arg-type]
    return project.with_rows(rows)


def version(book: Book, *sections: Project) -> Book:
    """The book with these values in the place of the sections with their ids."""
    changed = book.copy()
    for section in sections:
        changed.put(section)
    return changed


def found(base: Book, theirs: Book, mine: Book | None = None) -> Differences:
    return differences(base, mine or base.copy(), read_anew(theirs))


def only(base: Book, theirs: Book, mine: Book | None = None) -> Difference:
    (offer,) = found(base, theirs, mine).offers
    return offer


def test_a_changed_cell_is_offered_with_both_texts(base: Book) -> None:
    project = base.projects[1]
    offer = only(base, version(base, with_row(project, 1, value="≥98%")))
    place = Place(project.id, project.indicators[1].id, "value")
    assert offer.proposal == (place, "≥95%", "≥98%", SetField(place, "≥98%"))
    assert (offer.is_conflict, offer.remark) == (False, "")


def test_what_both_changed_is_a_conflict_and_says_what_it_was(base: Book) -> None:
    project = base.projects[0]
    offer = only(
        base,
        version(base, with_row(project, 1, value="≥98%")),
        version(base, with_row(project, 1, value="≥96%")),
    )
    assert offer.proposal[1:3] == ("≥96%", "≥98%")
    assert (offer.is_conflict, offer.remark) == (True, "双方都改了；打开时是“≥95%”")


def test_what_both_changed_alike_is_no_difference(base: Book) -> None:
    changed = version(base, with_row(base.projects[0], 1, value="≥98%"))
    assert found(base, changed, changed.copy()).offers == ()


def test_header_fields_of_every_kind_are_compared(base: Book) -> None:
    old = base.projects[0]
    new = replace(
        old,
        number=7,
        budget="21.00",
        goals=("第一项", "第二项"),
        spending_plan=(Checkpoint("3月底", "25"), Checkpoint("6月底", "50")),
        code="",
    )
    offers = {one.proposal.place.field: one for one in found(base, version(base, new)).offers}
    assert {field: one.proposal[1:3] for field, one in offers.items()} == {
        "number": ("1", "7"),
        "budget": ("20.00", "21.00"),
        "goals": ("全年培训三百人次，学员取得职业资格证书", "第一项\n第二项"),
        "spending_plan": ("", "3月底 25，6月底 50"),
        "code": ("", ""),
    }
    assert offers["code"].remark == "磁盘上的表格有这一栏"


def test_a_row_that_was_renamed_where_it_stands_is_the_same_row(base: Book) -> None:
    renamed = with_row(base.projects[0], 0, level3="参加培训的人数", description="全年参加培训的人次")
    fields = [one.proposal.place.field for one in found(base, version(base, renamed)).offers]
    assert fields == ["level3", "description"]


def test_a_row_that_makes_room_for_another_is_not_that_other(base: Book) -> None:
    project = base.projects[0]
    rows = [row("数量指标", "发放教材", "≥600册"), *project.indicators[1:]]
    offers = found(base, version(base, project.with_rows(rows))).offers
    assert [one.remark for one in offers] == ["对方新增的一行", "对方删除了这一行"]
    assert offers[0].proposal[1:3] == ("", "产出指标 | 数量指标 | 发放教材 | 发放教材的说明 | ≥600册")
    assert offers[1].proposal[1:3] == ("产出指标 | 数量指标 | 培训人数 | 培训人数的说明 | ≥300人次", "")


def test_a_row_that_they_removed_and_i_changed_is_a_conflict(base: Book) -> None:
    project = base.projects[0]
    offer = only(
        base,
        version(base, project.with_rows(project.indicators[1:])),
        version(base, with_row(project, 0, value="≥301人次")),
    )
    assert (offer.is_conflict, offer.remark) == (True, "对方删除了这一行，而您改过它")


def test_a_row_that_i_removed_and_they_changed_comes_back_as_theirs_when_chosen(base: Book) -> None:
    project = base.projects[0]
    mine = version(base, project.with_rows(project.indicators[1:]))
    theirs = version(base, with_row(project, 0, value="≥301人次"))
    offer = only(base, theirs, mine)
    assert (offer.is_conflict, offer.remark) == (True, "您删除了这一行，而对方改过它")
    offer.proposal.edit.apply(mine)
    assert says(mine) == says(theirs)
    assert mine.projects[0].indicators[0].id == project.indicators[0].id


def test_a_row_that_i_removed_and_they_left_alone_is_no_difference(base: Book) -> None:
    project = base.projects[0]
    assert found(base, base, version(base, project.with_rows(project.indicators[1:]))).offers == ()


def test_new_rows_of_one_name_are_one_row_that_both_added(base: Book) -> None:
    project = base.projects[0]
    mine, theirs = (
        version(base, project.with_rows((*project.indicators, row("数量指标", "发放教材", value))))
        for value in ("≥600册", "≥650册")
    )
    offer = only(base, theirs, mine)
    assert offer.proposal[1:3] == ("≥600册", "≥650册")
    assert (offer.is_conflict, offer.remark) == (True, "双方都新增了这一项，内容不同")


def test_a_new_row_stands_behind_its_neighbour_even_where_rows_of_mine_came_between(base: Book) -> None:
    project = base.projects[0]
    first, second, *rest = project.indicators
    theirs = version(base, project.with_rows([first, second, row("质量指标", "考核通过率", "≥90%"), *rest]))
    mine = version(base, project.with_rows([row("数量指标", "发放教材", "≥600册"), first, second, *rest]))
    edit = taken_over(mine, found(base, theirs, mine).offers)
    assert edit is not None
    edit.apply(mine)
    names = [one.level3 for one in mine.projects[0].indicators]
    assert names[:4] == ["发放教材", "培训人数", "培训合格率", "考核通过率"]


def test_another_order_of_rows_is_one_difference(base: Book) -> None:
    project = base.projects[0]
    first, second, *rest = project.indicators
    offer = only(base, version(base, project.with_rows([second, first, *rest])))
    assert offer.proposal.place == Place(project.id, field="indicators")
    assert offer.proposal[1:3] == ("培训人数\n培训合格率", "培训合格率\n培训人数")
    assert offer.remark == "对方调整了行的顺序"


def test_projects_come_go_and_change_places(base: Book) -> None:
    first, _, third = base.projects
    new = table(number=4, name="示例图书更新").with_rows([row("数量指标", "购置图书", "≥800册")])
    differing = found(base, Book([third, first, new]))
    shown = [(one.proposal.before, one.proposal.after, one.remark) for one in differing.offers]
    shown[1] = (shown[1][0].splitlines()[0], *shown[1][1:])
    assert shown == [
        (
            "",
            "4 示例图书更新（1 个指标）\n产出指标 | 数量指标 | 购置图书 | 购置图书的说明 | ≥800册",
            "对方新增的项目",
        ),
        ("2 示例疫苗冷链（6 个指标）", "", "对方删除了这个项目"),
        ("1 示例路面养护\n3 示例校医培训", "3 示例校医培训\n1 示例路面养护", "对方调整了项目的先后顺序"),
    ]
    assert differing.places.project(differing.offers[0].proposal.place.section).name == "示例图书更新"


@pytest.mark.parametrize("header", [{"name": "示例道路养护", "title": "x"}, {"unit_name": "示例市公路局"}])
def test_a_renamed_project_is_the_same_one(base: Book, header: dict[str, str]) -> None:
    offers = found(base, version(base, replace(base.projects[0], **header))).offers  # type: ignore[arg-type]
    assert {one.proposal.place.field for one in offers} == set(header)


def test_a_project_that_was_renamed_and_revised_where_it_stands_is_the_same_one(base: Book) -> None:
    renamed = with_row(replace(base.projects[1], name="示例冷链设备"), 0, value="≥310人次")
    offers = found(base, version(base, renamed)).offers
    assert [one.proposal.place.field for one in offers] == ["name", "value"]


def test_two_projects_of_one_name_are_told_apart_by_their_numbers() -> None:
    base = Book([table(number=1), table(number=2)])
    second = base.projects[1]
    offer = only(base, version(base, with_row(second, 0, value="≥310人次")))
    assert offer.proposal.place.section == second.id


def test_a_project_that_i_removed_and_they_changed_is_a_conflict(base: Book) -> None:
    mine = base.copy()
    mine.remove(base.projects[1].id)
    theirs = version(base, with_row(base.projects[1], 0, value="≥301人次"))
    offer = only(base, theirs, mine)
    assert (offer.is_conflict, offer.remark) == (True, "您删除了这个项目，而对方改过它")
    offer.proposal.edit.apply(mine)
    assert says(mine) == says(theirs)


def test_a_project_that_they_removed_and_i_changed_is_a_conflict(base: Book) -> None:
    theirs = base.copy()
    theirs.remove(base.projects[1].id)
    mine = version(base, with_row(base.projects[1], 0, value="≥301人次"))
    offer = only(base, theirs, mine)
    assert (offer.is_conflict, offer.remark) == (True, "对方删除了这个项目，而您改过它")


def test_department_targets_are_compared_like_tables() -> None:
    goals = [SubGoal(ItemId(n), f"（{n}）分项", f"第{n}项目标", "") for n in (2, 3)]
    targets = DepartmentTargets(ItemId(1), "总目标", tuple(goals), "保障措施")
    base = Book([table()], department=targets)
    changed = replace(targets, overall="新的总目标", sub_goals=(goals[0]._replace(goals="改过的目标"),))
    theirs, mine = Book(base.projects, department=changed), base.copy()
    offers = found(base, theirs, mine).offers
    assert [one.proposal.place.field for one in offers] == ["overall", "goals", None]
    edit = taken_over(mine, offers)
    assert edit is not None
    edit.apply(mine)
    assert says(mine) == says(theirs)


def test_parts_that_only_one_version_has_are_told_and_left_out() -> None:
    with_front = Book([table()], FrontMatter(ItemId(1), "封面"))
    without = Book(with_front.projects)
    assert found(without, with_front).left_out == ("磁盘上的文件新增了“封面与目录”，这一部分不能取用。",)
    assert found(with_front, without).left_out == ("磁盘上的文件里没有“封面与目录”了，您的这一部分会保留。",)


def test_rows_without_any_text_are_known_by_where_they_stand() -> None:
    empty = [Indicator(ItemId(n), "产出指标", "数量指标") for n in (2, 3, 4)]
    base = Book([table().with_rows(empty)])
    project = base.projects[0]
    offer = only(base, version(base, with_row(project, 1, value="≥1个")))
    assert offer.proposal.place == Place(project.id, ItemId(3), "value")


def test_the_comparison_can_be_stopped(base: Book) -> None:
    def stop(done: int, total: int) -> None:
        assert (done, total) == (0, 3)
        raise Cancelled

    with pytest.raises(Cancelled):
        differences(base, base.copy(), read_anew(base), stop)
