"""What is suggested in a cell, and how it follows the book."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Indicator, ItemId, Place, Project
from core.completion import MOST, Completions
from core.edit import Group, InsertProject, RemoveProject, RemoveRow, SetField
from core.library import Entry, Kind, Library
from core.session import Session
from tests.core.random_edits import a_book, edits
from tests.core.tables import row, table

LIBRARY = Library(
    [
        Kind("养护", ("养护",), (Entry("养护", ("产出指标", "质量指标"), "路面合格率", "合格路段÷总路段", "≥97%", "行业标准"),)),
        Kind(
            "培训",
            ("培训",),
            (
                Entry("培训", ("产出指标", "质量指标"), "考核合格率", "合格人数÷考核人数×100%", "≥95%", "历史标准"),
                Entry("培训", ("产出指标", "数量指标"), "送教次数", "下乡送教的次数", "≥{待填}场次", "计划标准"),
                Entry("培训", ("产出指标", "成本指标"), "培训总成本", "支出合计", "≤{预算}", "预算支出标准"),
            ),
        ),
    ]
)  # fmt: skip


class Clerk:
    """Asks for suggestions in the cells of one session."""

    def __init__(self, *projects: Project, library: Library = LIBRARY) -> None:
        self.session = Session(Book(projects))
        self.completions = Completions(self.session, library)

    def offered(self, row: Indicator, field: str, typed: str) -> list[str]:
        section = next(p.id for p in self.session.book.projects if row.id in {one.id for one in p.indicators})
        place = Place(section, row.id, field)
        return [suggestion.text for suggestion in self.completions.suggestions(place, typed)]


def empty_row(level2: str = "质量指标", level3: str = "", **cells: str) -> Indicator:
    return row(level2, level3, "")._replace(description="", **cells)


def quality(*names: str) -> list[Indicator]:
    return [row("质量指标", name, "≥95%") for name in names]


class TestNames:
    def test_the_book_comes_before_the_library_and_the_most_used_first(self) -> None:
        here = empty_row()
        clerk = Clerk(
            table(here),
            table(*quality("考核通过率")),
            table(*quality("考核优良率")),
            table(*quality("考核优良率")),
        )
        assert clerk.offered(here, "level3", "考核") == ["考核优良率", "考核通过率", "考核合格率"]

    def test_names_that_begin_so_come_before_those_that_hold_it(self) -> None:
        here = empty_row()
        clerk = Clerk(
            table(here, without="质量指标"),
            table(*quality("机考合格率", "机考合格率", "合格考场比例"), without="质量指标"),
        )
        assert clerk.offered(here, "level3", "合格") == [
            "合格考场比例",
            "机考合格率",
            "考核合格率",
            "路面合格率",
        ]

    def test_only_names_of_the_category_are_offered(self) -> None:
        here = empty_row("数量指标")
        clerk = Clerk(table(here), table(*quality("考核优良率")))
        assert clerk.offered(here, "level3", "考") == []
        assert clerk.offered(here, "level3", "送") == ["送教次数"]

    def test_what_the_project_has_in_another_row_is_not_offered_again(self) -> None:
        here = empty_row()
        clerk = Clerk(table(here, *quality("考核 合格率", "考核优良率")))
        assert clerk.offered(here, "level3", "考核") == []

    def test_pinyin_initials_find_names(self) -> None:
        here = empty_row()
        assert Clerk(table(here)).offered(here, "level3", "khhgl") == ["考核合格率"]

    def test_entries_of_the_projects_kind_come_first(self) -> None:
        here = empty_row()
        assert Clerk(table(here, without="质量指标")).offered(here, "level3", "")[:2] == [
            "考核合格率",
            "路面合格率",
        ]

    def test_what_is_typed_already_is_not_offered(self) -> None:
        here = empty_row()
        assert Clerk(table(here)).offered(here, "level3", "考核合格率") == []

    def test_there_are_never_too_many(self) -> None:
        here = empty_row()
        clerk = Clerk(table(here), table(*quality(*(f"第{number}项合格率" for number in range(40)))))
        assert len(clerk.offered(here, "level3", "第")) == MOST

    def test_what_is_still_to_be_filled_in_is_not_offered(self) -> None:
        here = empty_row()
        assert Clerk(table(here), table(*quality("考核【待填】率"))).offered(here, "level3", "考核") == [
            "考核合格率"
        ]


class TestDescriptions:
    def test_they_come_from_rows_and_entries_of_the_same_name(self) -> None:
        here = empty_row(level3="考核合格率")
        other = row("质量指标", "考核合格率", "≥95%", description="合格的占比")
        clerk = Clerk(table(here), table(other), table(*quality("路面合格率")))
        assert clerk.offered(here, "description", "合格") == ["合格的占比", "合格人数÷考核人数×100%"]

    def test_a_row_without_a_name_is_offered_none(self) -> None:
        here = empty_row()
        assert Clerk(table(here), table(empty_row())).offered(here, "description", "合") == []


class TestValues:
    def test_values_of_the_same_name_come_first(self) -> None:
        here = empty_row(level3="考核合格率")
        same = row("质量指标", "考核合格率", "≥98%")
        clerk = Clerk(table(here), table(*quality("甲率", "乙率", "丙率")), table(same))
        assert clerk.offered(here, "value", "≥9") == ["≥98%", "≥95%", "≥9%"]

    def test_a_value_is_found_without_its_operator(self) -> None:
        here = empty_row(level3="考核合格率")
        assert "≥95%" in Clerk(table(here)).offered(here, "value", "95")

    def test_the_budget_stands_in_the_librarys_value(self) -> None:
        here = empty_row("成本指标", level3="培训总成本")
        assert Clerk(table(here)).offered(here, "value", "≤")[0] == "≤20.00万元"

    @pytest.mark.parametrize(
        ("name", "typed", "first"),
        [
            ("实训次数", "≥24", "≥24期"),
            ("送教次数", "≥24", "≥24场次"),
            ("别的", "≥24", "≥24人次"),
            ("别的", "≥24 人", "≥24人次"),
            ("别的", "24", "24人次"),
        ],
    )
    def test_after_a_number_the_units_that_fit_are_offered(self, name: str, typed: str, first: str) -> None:
        here = empty_row("数量指标", level3=name)
        clerk = Clerk(table(here), table(row("数量指标", "实训次数", "≥12期")), table())
        assert clerk.offered(here, "value", typed)[0] == first

    def test_the_unit_of_the_value_that_is_written_over_comes_first(self) -> None:
        here = row("数量指标", "教材发放", "≥300套")
        assert Clerk(table(here), table()).offered(here, "value", "≥24")[0] == "≥24套"

    def test_a_name_that_says_what_it_counts_in_is_believed(self) -> None:
        here = empty_row("数量指标", level3="教材册数")
        assert Clerk(table(here), table()).offered(here, "value", "≥24")[0] == "≥24册"

    @pytest.mark.parametrize("typed", ["2026年12", "优2", "≥24人次", "24小时30", "T+1"])
    def test_no_unit_is_offered_behind_what_is_no_bare_number(self, typed: str) -> None:
        here = empty_row("数量指标")
        assert Clerk(table(here)).offered(here, "value", typed) == []

    def test_values_that_wait_for_a_figure_are_not_offered(self) -> None:
        here = empty_row("数量指标", level3="送教次数")
        assert Clerk(table(here, without="数量指标")).offered(here, "value", "≥") == []


class TestBases:
    def test_the_same_names_basis_then_the_books_then_the_librarys(self) -> None:
        here = empty_row(level3="考核合格率", basis="")
        same = row("质量指标", "考核合格率", "≥95%")._replace(basis="经验标准")
        others = [one._replace(basis="部颁标准") for one in quality("甲率", "乙率")]
        assert Clerk(table(here), table(same, *others)).offered(here, "basis", "标准") == [
            "经验标准", "部颁标准", "行业标准", "历史标准", "计划标准", "预算支出标准",
        ]  # fmt: skip


class TestFollowing:
    def test_every_edit_is_known_at_the_next_question(self) -> None:
        here, there = empty_row(), row("质量指标", "甲率", "≥95%")
        other = table(there)
        clerk = Clerk(table(here), other)
        assert clerk.offered(here, "level3", "甲") == ["甲率"]
        clerk.session.apply(SetField(Place(other.id, there.id, "level3"), "甲类占比"), "修改三级指标")
        assert clerk.offered(here, "level3", "甲") == ["甲类占比"]
        clerk.session.apply(RemoveRow(other.id, there.id), "删除指标")
        assert clerk.offered(here, "level3", "甲") == []
        clerk.session.undo()
        assert clerk.offered(here, "level3", "甲") == ["甲类占比"]
        clerk.session.apply(RemoveProject(other.id), "删除项目")
        assert clerk.offered(here, "level3", "甲") == []
        clerk.session.apply(InsertProject(0, table(*quality("甲级比例"))), "新建项目")
        assert clerk.offered(here, "level3", "甲") == ["甲级比例"]

    def test_a_large_book_is_taken_in_little_by_little(self) -> None:
        here = empty_row()
        many = [replace(table(), id=ItemId(10**6 + n), indicators=()) for n in range(1000)]
        last = table(*quality("甲率"))
        clerk = Clerk(table(here), *many, last)
        assert clerk.offered(here, "level3", "甲") == []
        while not clerk.completions.take_in():
            pass
        assert clerk.offered(here, "level3", "甲") == ["甲率"]

    def test_a_change_of_very_many_projects_is_taken_in_little_by_little_too(self) -> None:
        here = empty_row()
        rows = quality(*["甲率"] * 300)
        many = [table(row) for row in rows]
        clerk = Clerk(*many, table(here))
        while not clerk.completions.take_in():
            pass
        rename = Group(
            tuple(
                SetField(Place(project.id, row.id, "level3"), "乙率")
                for project, row in zip(many, rows, strict=True)
            )
        )
        clerk.session.apply(rename, "全部替换")
        while not clerk.completions.take_in():
            pass
        assert (clerk.offered(here, "level3", "甲"), clerk.offered(here, "level3", "乙")) == ([], ["乙率"])

    def test_it_follows_no_longer_once_closed(self) -> None:
        here, there = empty_row(), row("质量指标", "甲率", "≥95%")
        clerk = Clerk(table(here), other := table(there))
        clerk.completions.take_in()
        clerk.completions.close()
        clerk.session.apply(SetField(Place(other.id, there.id, "level3"), "乙率"), "修改三级指标")
        assert clerk.offered(here, "level3", "甲") == ["甲率"]

    @given(st.data())
    def test_after_any_edits_it_says_what_a_new_one_would(self, data: st.DataObject) -> None:
        session = Session(a_book())
        followed = Completions(session, LIBRARY)
        followed.take_in()
        for _ in range(data.draw(st.integers(1, 6))):
            session.apply(data.draw(edits(session.book)), "改")
        fresh = Completions(session, LIBRARY)
        for project in session.book.projects:
            for one in project.indicators:
                for field, typed in (("level3", ""), ("value", "≤"), ("value", "1"), ("description", "")):
                    place = Place(project.id, one.id, field)
                    assert set(followed.suggestions(place, typed)) == set(fresh.suggestions(place, typed))


class TestPlaces:
    def test_there_is_nothing_to_offer_outside_a_tables_rows(self) -> None:
        project = table()
        completions = Completions(Session(Book([project])), LIBRARY)
        for place in (
            Place(project.id, None, "name"),
            Place(project.id, project.indicators[0].id, "level1"),
            Place(project.id, ItemId(99999999), "value"),
            Place(ItemId(99999999), project.indicators[0].id, "value"),
        ):
            assert completions.suggestions(place, "") == []
