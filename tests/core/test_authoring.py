"""Edits that a user asks for by name, seen by what they make of a book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arrangement import Direction, category_of, rearranged
from core.authoring import (
    clean_cell,
    delete_project,
    delete_rows,
    duplicate_project,
    duplicate_rows,
    move_rows,
    move_rows_beside,
    move_rows_to,
    new_indicator,
    new_indicator_in,
    new_project,
    new_sub_goal,
    rename_level1,
    rename_level2,
    rename_project,
)
from core.book import Book, Checkpoint, DepartmentTargets, Indicator, ItemId, Project, SubGoal
from core.edit import Edit
from core.scheme import schemes

SCHEME = schemes()["2015"]
UP, DOWN = Direction.UP, Direction.DOWN
TABLE = ItemId(1)
QUANTITY, QUALITY, COST = ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "成本指标")
SATISFACTION = ("满意度指标", "服务对象满意度指标")


def a_book(*rows: tuple[str, str, str], basis: str | None = None, **fields: object) -> Book:
    """A book of one project (id 1) whose rows (level 1, level 2, level 3) have the ids 11, 12, …"""
    indicators = tuple(Indicator(ItemId(11 + n), *row, basis=basis) for n, row in enumerate(rows))
    return Book([Project(TABLE, indicators=indicators, **fields)])  # type: ignore[arg-type]


@pytest.fixture
def book() -> Book:
    return a_book(
        (*QUANTITY, "清淤河道长度"),
        (*QUANTITY, "清运淤泥数量"),
        (*QUALITY, "验收合格率"),
        (*COST, "清淤费用"),
    )


@pytest.fixture
def interleaved() -> Book:
    """数量指标 stands in two blocks."""
    return a_book((*QUANTITY, "甲"), (*QUALITY, "乙"), (*QUANTITY, "丙"), (*COST, "丁"))


def names(book: Book) -> str:
    return " ".join(row.level3 or "…" for row in book.project(TABLE).indicators)


def level2(book: Book, level3: str) -> str:
    return next(row.level2 for row in book.project(TABLE).indicators if row.level3 == level3)


def row_id(book: Book, level3: str) -> ItemId:
    return next(row.id for row in book.project(TABLE).indicators if row.level3 == level3)


def apply(book: Book, edit: Edit | None) -> Edit:
    assert edit is not None
    return edit.apply(book)


class TestNewRows:
    def test_a_new_row_stands_below_its_neighbour_in_the_same_category(self, book: Book) -> None:
        apply(book, new_indicator(book, TABLE, ItemId(11)))
        assert names(book) == "清淤河道长度 … 清运淤泥数量 验收合格率 清淤费用"
        assert category_of(book.project(TABLE).indicators[1], SCHEME) == QUANTITY

    @pytest.mark.parametrize("basis", ["历史标准", None])
    def test_a_new_row_has_the_column_basis_where_its_neighbours_have_it(self, basis: str | None) -> None:
        book = a_book((*QUANTITY, "甲"), basis=basis)
        assert new_indicator(book, TABLE, ItemId(11)).row.basis == ("" if basis else None)  # type: ignore[union-attr]

    def test_a_row_for_a_category_goes_to_its_end(self, book: Book) -> None:
        apply(book, new_indicator_in(book, TABLE, QUANTITY, SCHEME))
        assert names(book) == "清淤河道长度 清运淤泥数量 … 验收合格率 清淤费用"

    def test_a_new_category_begins_where_the_order_of_the_scheme_wants_it(self, book: Book) -> None:
        apply(book, new_indicator_in(book, TABLE, ("产出指标", "时效指标"), SCHEME))
        assert names(book) == "清淤河道长度 清运淤泥数量 验收合格率 … 清淤费用"

    def test_an_unknown_category_goes_to_the_end_of_its_level_1_group(self, book: Book) -> None:
        apply(book, new_indicator_in(book, TABLE, SATISFACTION, SCHEME))
        apply(book, new_indicator_in(book, TABLE, ("产出指标", "安全指标"), SCHEME))
        assert [row.level2 for row in book.project(TABLE).indicators][-2:] == [
            "安全指标",
            "服务对象满意度指标",
        ]

    def test_the_first_row_of_an_empty_table_follows_the_book_in_its_columns(self) -> None:
        book = Book([Project(TABLE), Project(ItemId(2), indicators=(Indicator(ItemId(3), basis="合同"),))])
        apply(book, new_indicator_in(book, TABLE, QUANTITY, SCHEME))
        assert book.project(TABLE).indicators[0].basis == ""

    def test_copies_stand_below_the_last_row_of_their_category(self, book: Book) -> None:
        chosen = [row_id(book, name) for name in ("清淤河道长度", "清运淤泥数量", "验收合格率")]
        apply(book, duplicate_rows(book, TABLE, chosen, SCHEME))
        assert names(book) == (
            "清淤河道长度 清运淤泥数量 清淤河道长度 清运淤泥数量 验收合格率 验收合格率 清淤费用"
        )
        ids = [row.id for row in book.project(TABLE).indicators]
        assert len(set(ids)) == len(ids)

    def test_rows_are_deleted_in_one_step(self, book: Book) -> None:
        inverse = apply(book, delete_rows(book, TABLE, [ItemId(11), ItemId(13)]))
        assert names(book) == "清运淤泥数量 清淤费用"
        inverse.apply(book)
        assert names(book) == "清淤河道长度 清运淤泥数量 验收合格率 清淤费用"

    def test_no_rows_are_no_edit(self, book: Book) -> None:
        assert delete_rows(book, TABLE, []) is None
        assert duplicate_rows(book, TABLE, [], SCHEME) is None


class TestMovingRows:
    def move(self, book: Book, direction: Direction, *level3: str) -> None:
        chosen = [row_id(book, name) for name in level3]
        apply(book, move_rows(book, TABLE, chosen, direction, SCHEME))

    def test_a_row_moves_within_its_category(self, book: Book) -> None:
        self.move(book, UP, "清运淤泥数量")
        assert names(book) == "清运淤泥数量 清淤河道长度 验收合格率 清淤费用"

    def test_a_row_at_the_edge_goes_on_into_the_next_category_and_takes_its_levels(self, book: Book) -> None:
        self.move(book, DOWN, "清运淤泥数量")
        assert names(book) == "清淤河道长度 清运淤泥数量 验收合格率 清淤费用"
        assert level2(book, "清运淤泥数量") == "质量指标"
        self.move(book, UP, "清运淤泥数量")
        assert level2(book, "清运淤泥数量") == "数量指标"

    def test_levels_are_taken_over_as_the_table_writes_them(self) -> None:
        book = a_book((*QUANTITY, "甲"), ("满意度指标", "服务对象满 意度指标", "乙"))
        self.move(book, DOWN, "甲")
        assert level2(book, "甲") == "服务对象满 意度指标"

    def test_blocks_of_a_category_stay_where_they_are(self, interleaved: Book) -> None:
        self.move(interleaved, DOWN, "甲")
        assert names(interleaved) == "丙 乙 甲 丁"

    def test_a_row_enters_the_next_category_of_the_tree_not_of_the_file(self, interleaved: Book) -> None:
        self.move(interleaved, DOWN, "丙")
        assert level2(interleaved, "丙") == "质量指标"
        assert names(interleaved) == "甲 丙 乙 丁"

    def test_rows_move_together(self, book: Book) -> None:
        self.move(book, DOWN, "清淤河道长度", "清运淤泥数量")
        assert {level2(book, name) for name in ("清淤河道长度", "清运淤泥数量")} == {"质量指标"}
        assert names(book) == "清淤河道长度 清运淤泥数量 验收合格率 清淤费用"

    @pytest.mark.parametrize(("direction", "level3"), [(UP, "清淤河道长度"), (DOWN, "清淤费用")])
    def test_nothing_moves_out_of_the_table(self, book: Book, direction: Direction, level3: str) -> None:
        assert move_rows(book, TABLE, [row_id(book, level3)], direction, SCHEME) is None

    def test_rows_at_the_edge_do_not_pass_each_other(self, book: Book) -> None:
        assert move_rows(book, TABLE, [ItemId(11), ItemId(12)], UP, SCHEME) is None

    def test_a_row_goes_to_another_category_by_name(self, book: Book) -> None:
        apply(book, move_rows_to(book, TABLE, [ItemId(11)], QUALITY, SCHEME))
        assert names(book) == "清运淤泥数量 验收合格率 清淤河道长度 清淤费用"
        assert level2(book, "清淤河道长度") == "质量指标"

    def test_a_category_that_the_table_lacks_begins_with_the_rows_moved_there(self, book: Book) -> None:
        apply(book, move_rows_to(book, TABLE, [ItemId(11), ItemId(12)], SATISFACTION, SCHEME))
        assert names(book) == "验收合格率 清淤费用 清淤河道长度 清运淤泥数量"

    def test_rows_that_are_in_the_category_stay(self, book: Book) -> None:
        assert move_rows_to(book, TABLE, [ItemId(11)], QUANTITY, SCHEME) is None

    @given(st.permutations([11, 12, 13, 14, 15, 16]), st.sets(st.integers(11, 16)))
    def test_every_order_can_be_reached_and_left(self, order: list[int], moving: set[int]) -> None:
        book = a_book(*((*QUANTITY, name) for name in "甲乙丙丁戊己"))
        before = book.project(TABLE)
        wanted = tuple(before.row(ItemId(number)) for number in order)
        edit = rearranged(before, wanted, {ItemId(number) for number in moving})  # type: ignore[arg-type]
        if edit is not None:
            inverse = edit.apply(book)
            assert book.project(TABLE).indicators == wanted
            inverse.apply(book)
        else:
            assert before.indicators == wanted
        assert book.project(TABLE) == before


class TestMovingRowsBesideOthers:
    @pytest.mark.parametrize(
        ("moving", "anchor", "below", "then"),
        [
            (["清运淤泥数量"], "清淤费用", True, "清淤河道长度 验收合格率 清淤费用 清运淤泥数量"),
            (["清淤费用"], "清淤河道长度", False, "清淤费用 清淤河道长度 清运淤泥数量 验收合格率"),
            (
                ["清淤河道长度", "清淤费用"],
                "验收合格率",
                True,
                "清运淤泥数量 验收合格率 清淤河道长度 清淤费用",
            ),
            (
                ["清淤费用", "清淤河道长度"],
                "清淤费用",
                False,
                "清运淤泥数量 验收合格率 清淤河道长度 清淤费用",
            ),
        ],
    )
    def test_rows_go_beside_the_anchor_in_the_order_of_the_tree(
        self, book: Book, moving: list[str], anchor: str, below: bool, then: str
    ) -> None:
        category = level2(book, anchor)
        chosen = [row_id(book, name) for name in moving]
        inverse = apply(
            book, move_rows_beside(book, TABLE, chosen, row_id(book, anchor), SCHEME, below=below)
        )
        assert names(book) == then
        assert {level2(book, name) for name in moving} == {category}
        inverse.apply(book)
        assert names(book) == "清淤河道长度 清运淤泥数量 验收合格率 清淤费用"

    def test_rows_dropped_where_they_stand_are_no_edit(self, book: Book) -> None:
        first, second = row_id(book, "清淤河道长度"), row_id(book, "清运淤泥数量")
        assert move_rows_beside(book, TABLE, [first], first, SCHEME, below=True) is None
        assert move_rows_beside(book, TABLE, [first], second, SCHEME, below=False) is None


class TestRenamingGroups:
    def test_a_level_2_group_is_renamed_in_all_its_blocks(self, interleaved: Book) -> None:
        apply(interleaved, rename_level2(interleaved, TABLE, QUANTITY, "产出数量指标", SCHEME))
        assert [level2(interleaved, name) for name in "甲乙丙"] == [
            "产出数量指标",
            "质量指标",
            "产出数量指标",
        ]

    def test_a_level_1_group_is_renamed_as_a_whole(self, book: Book) -> None:
        inverse = apply(book, rename_level1(book, TABLE, "产出指标", "项目产出", SCHEME))
        assert {row.level1 for row in book.project(TABLE).indicators} == {"项目产出"}
        inverse.apply(book)
        assert {row.level1 for row in book.project(TABLE).indicators} == {"产出指标"}

    def test_the_same_name_is_no_edit(self, book: Book) -> None:
        assert rename_level2(book, TABLE, COST, "成本指标", SCHEME) is None


class TestProjects:
    def test_a_new_project_is_the_empty_form_of_the_scheme(self) -> None:
        edit = new_project(Book(), SCHEME)
        assert [(row.level1, row.level2) for row in edit.project.indicators] == list(SCHEME.empty_rows)
        assert edit.project.number == 1

    def test_a_new_project_takes_unit_and_columns_from_the_project_above(self) -> None:
        plan = (Checkpoint("6月底", "50%"), Checkpoint("12月底", "100%"))
        book = a_book(
            (*QUANTITY, "甲"),
            basis="合同",
            unit_code="900101",
            unit_name="示例市水务局",
            money_unit="元",
            code="90010126P00000000001A",
            spending_plan=plan,
        )
        project = new_project(book, SCHEME, after=TABLE).project
        assert (project.unit_code, project.unit_name, project.money_unit) == ("900101", "示例市水务局", "元")
        assert (project.code, project.has_basis) == ("", True)
        assert project.spending_plan == (Checkpoint("6月底", ""), Checkpoint("12月底", ""))

    def test_the_first_project_is_as_the_office_wants_it(self) -> None:
        project = new_project(Book(), SCHEME, money_unit="元", checkpoints=("6月底", "10月底")).project
        assert project.money_unit == "元"
        assert project.spending_plan == (Checkpoint("6月底", ""), Checkpoint("10月底", ""))
        assert new_project(Book(), SCHEME).project.spending_plan is None

    @pytest.mark.parametrize("plan", [None, (Checkpoint("9月底", "100%"),)])
    def test_a_book_that_shows_its_form_is_followed_rather_than_the_office(
        self, plan: tuple[Checkpoint, ...] | None
    ) -> None:
        book = a_book(money_unit="亿元", spending_plan=plan)
        project = new_project(book, SCHEME, money_unit="元", checkpoints=("10月底",)).project
        assert project.money_unit == "亿元"
        assert project.spending_plan == (plan and (Checkpoint("9月底", ""),))

    def test_a_new_project_gets_the_next_free_number_of_a_numbered_book(self) -> None:
        numbered = Book([Project(ItemId(1), number=7), Project(ItemId(2), number=3)])
        assert new_project(numbered, SCHEME, after=ItemId(1)).project.number == 8
        assert new_project(Book([Project(ItemId(1))]), SCHEME).project.number is None

    def test_a_copy_stands_below_its_original_with_ids_of_its_own(self, book: Book) -> None:
        edit = duplicate_project(book, TABLE)
        edit.apply(book)
        original, copy = book.projects
        assert [row[1:] for row in copy.indicators] == [row[1:] for row in original.indicators]
        assert {row.id for row in copy.indicators}.isdisjoint(row.id for row in original.indicators)

    def test_a_project_is_deleted_and_comes_back_whole(self, book: Book) -> None:
        before = book.project(TABLE)
        inverse = delete_project(book, TABLE).apply(book)
        assert book.projects == []
        inverse.apply(book)
        assert book.projects == [before]

    def test_the_heading_follows_the_name(self) -> None:
        book = a_book(name="河道清淤", title="河道清淤绩效目标表")
        apply(book, rename_project(book, TABLE, "河道清淤（二期）"))
        assert book.project(TABLE).title == "河道清淤（二期）绩效目标表"

    @pytest.mark.parametrize("title", ["", "内河清淤绩效目标表"])
    def test_a_heading_that_differs_from_the_name_stays(self, title: str) -> None:
        book = a_book(name="河道清淤", title=title)
        apply(book, rename_project(book, TABLE, "河道清淤（二期）"))
        assert book.project(TABLE).title == title

    def test_the_first_name_of_a_new_project_is_its_heading_too(self) -> None:
        book = Book()
        edit = new_project(book, SCHEME)
        edit.apply(book)
        apply(book, rename_project(book, edit.project.id, "图书馆数字资源"))
        assert book.project(edit.project.id).title == "图书馆数字资源绩效目标表"


@pytest.mark.parametrize(
    ("present", "heading"), [(0, "（一）"), (9, "（十）"), (11, "（十二）"), (20, "（二十一）")]
)
def test_a_new_sub_goal_has_the_next_numeral(present: int, heading: str) -> None:
    targets = DepartmentTargets(ItemId(1), sub_goals=tuple(SubGoal(ItemId(2 + n)) for n in range(present)))
    edit = new_sub_goal(Book(department=targets), targets)
    assert edit.index == present
    assert isinstance(edit.row, SubGoal)
    assert edit.row.heading == heading


class TestCleanCell:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("≥95%", "≥95%"),
            (" 优", " 优"),
            ("两列\t一格", "两列 一格"),
            ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
            ("第一行\n\n \n第二行\n", "第一行\n第二行"),
            ("响铃\x07与\x00零", "响铃与零"),
            ("竖向\x0b制表", "竖向\n制表"),
            ("半个\ud83d字", "半个字"),
            (" \t ", ""),
        ],
    )
    def test_what_a_text_table_cannot_carry_goes(self, typed: str, kept: str) -> None:
        assert clean_cell(typed) == kept

    @given(st.text())
    def test_cleaning_twice_is_cleaning_once(self, text: str) -> None:
        cleaned = clean_cell(text)
        assert clean_cell(cleaned) == cleaned
        assert not set("\t\r\x00") & set(cleaned)
