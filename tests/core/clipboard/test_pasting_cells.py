"""Blocks that go over cells."""

import pytest

from core.book import Book
from core.clipboard.html_table import parse_html_table
from core.clipboard.pasting import PasteKind, plan_paste
from tests.core.clipboard.targets import (
    QUANTITY,
    SCHEME,
    TABLE,
    a_block,
    a_book,
    grid,
    pasted,
    plan,
    shown,
    tree,
    two_rows,
)


@pytest.fixture
def book() -> Book:
    return two_rows()


class TestWhatFits:
    def test_a_block_goes_over_the_cells_from_the_current_one_on(self, book: Book) -> None:
        over = plan(book, tree(book, field="description"), "按图丈量|≥12公里\n抽检|≥98%")
        assert over.kind is PasteKind.CELLS
        assert over.problems == []
        assert pasted(over) == ["数量指标|清淤长度|按图丈量|≥12公里", "质量指标|合格率|抽检|≥98%"]

    def test_the_titles_of_groups_are_passed_over(self, book: Book) -> None:
        assert pasted(plan(book, tree(book, field="value"), "3\n4")) == [
            "数量指标|清淤长度|丈量|3",
            "质量指标|合格率||4",
        ]

    def test_what_is_overwritten_filled_and_added_is_counted(self, book: Book) -> None:
        over = plan(book, tree(book), "甲|丈量|1\n乙|抽检|2\n丙||3")
        assert (over.overwritten, over.filled, over.added) == (4, 1, 1)

    def test_empty_cells_of_the_block_empty_theirs(self, book: Book) -> None:
        assert pasted(plan(book, tree(book), "甲||1")) == ["数量指标|甲||1", "质量指标|合格率||≥95%"]

    def test_texts_are_cleaned_as_typed_ones_are(self, book: Book) -> None:
        block = parse_html_table("<table><tr><td>甲<br><br>乙&#9;丙</td></tr></table>")
        assert block is not None
        assert pasted(plan_paste(book, tree(book), block, SCHEME))[0] == "数量指标|甲\n乙 丙|丈量|≥9公里"

    def test_what_is_there_already_is_no_change(self, book: Book) -> None:
        assert plan(book, tree(book), "清淤长度|丈量|≥9公里\n合格率||≥95%").edit() is None

    @pytest.mark.parametrize(
        ("text", "selected", "after"),
        [
            ("甲", (3, 2), ["甲|甲|≥9公里", "甲|甲|≥95%"]),
            ("甲|乙", (3, 1), ["甲|乙|≥9公里", "甲|乙|≥95%"]),
            ("甲\n乙", (1, 2), ["甲|甲|≥9公里", "乙|乙|≥95%"]),
            ("甲|乙", (3, 3), ["甲|乙|≥9公里", "合格率||≥95%"]),
            ("甲|乙|丙", (3, 2), ["甲|乙|丙", "合格率||≥95%"]),
        ],
    )
    def test_a_block_fills_a_range_that_is_a_multiple_of_it(
        self, book: Book, text: str, selected: tuple[int, int], after: list[str]
    ) -> None:
        """The range of three rows has a group's title in the middle."""
        assert [
            line.partition("|")[2] for line in pasted(plan(book, tree(book, selected=selected), text))
        ] == after


class TestWhatIsLongerOrWider:
    def test_rows_beyond_the_table_become_new_ones_of_the_category(self, book: Book) -> None:
        over = plan(book, tree(book, row=1), "甲||1\n\n乙|说明|2")
        assert over.problems == []
        assert pasted(over) == ["数量指标|清淤长度|丈量|≥9公里", "质量指标|甲||1", "质量指标|乙|说明|2"]

    def test_new_rows_stand_at_the_end_of_a_category_that_does_not_end_the_table(self, book: Book) -> None:
        over = plan(book, tree(book), "甲\n乙\n丙")
        assert pasted(over) == ["数量指标|甲|丈量|≥9公里", "数量指标|丙||", "质量指标|乙||≥95%"]

    def test_a_table_with_basis_gives_new_rows_one(self) -> None:
        book = a_book((QUANTITY, "甲", "", "1"), basis="计划标准")
        edit = plan(book, tree(book, field="basis"), "历史标准\n行业标准").edit()
        assert edit is not None
        edit.apply(book)
        assert [row.basis for row in book.project(TABLE).indicators] == ["历史标准", "行业标准"]

    def test_columns_beyond_the_last_cell_are_a_problem(self, book: Book) -> None:
        over = plan(book, tree(book, field="value"), "3|历史标准\n4|")
        assert over.problems == ["第 2 列（“历史标准”等）不会粘贴。"]
        assert over.columns == ("value", None)
        assert plan(book, tree(book, field="value"), "3|\n4|").problems == []

    def test_the_user_says_where_columns_go(self, book: Book) -> None:
        over = plan(book, tree(book, field="value"), "河道长度|实测|≥10公里").with_columns(
            ("level3", "description", "value")
        )
        assert over.problems == []
        assert pasted(over)[0] == "数量指标|河道长度|实测|≥10公里"

    @pytest.mark.parametrize("columns", [("value",), ("value", "value"), ("level1", "value")])
    def test_columns_that_cannot_be_are_refused(self, book: Book, columns: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="no columns"):
            plan(book, tree(book), "甲|乙").with_columns(columns)

    def test_nothing_is_added_where_nobody_says_which_category(self, book: Book) -> None:
        over = plan(book, tree(book, category=None), "甲\n乙\n丙")
        assert over.problems == ["不知道新指标属于哪一类，剪贴板的第 3 行不会粘贴。"]
        assert over.added == 0


class TestGridOfAllIndicators:
    def test_rows_beyond_the_grid_are_a_problem(self, book: Book) -> None:
        over = plan(book, grid(book, "level3", "value"), "甲\n乙\n丙\n\n丁")
        assert over.problems == ["从这里往下只有 2 行，剪贴板的第 3、5 行不会粘贴。"]
        assert over.kinds == (PasteKind.CELLS,)
        with pytest.raises(ValueError, match="not possible"):
            over.as_kind(PasteKind.ROWS)

    def test_merged_levels_go_over_every_row_that_they_cover(self, book: Book) -> None:
        html = "<table><tr><td rowspan=2>效益指标<td rowspan=2>社会效益指标<td>甲<td>1<tr><td>乙<td>2</table>"
        block = parse_html_table(html)
        assert block is not None
        over = plan_paste(book, grid(book, "level1", "level2", "level3", "description"), block, SCHEME)
        assert over.problems == []
        assert pasted(over) == ["社会效益指标|甲|1|≥9公里", "社会效益指标|乙|2|≥95%"]

    def test_a_row_with_levels_fills_the_rows_of_a_range(self, book: Book) -> None:
        target = grid(book, "level1", "level2", "level3", selected=(2, 3))
        over = plan(book, target, "效益指标|社会效益指标|甲")
        assert pasted(over) == ["社会效益指标|甲|丈量|≥9公里", "社会效益指标|甲||≥95%"]

    def test_level_names_never_go_into_other_columns(self, book: Book) -> None:
        over = plan(book, grid(book, "level3", "description", "value"), "产出指标|数量指标|甲|乙|3")
        assert over.columns == (None, None, "level3", "description", "value")
        assert len(over.problems) == 2

    def test_titles_say_where_columns_go_and_are_not_pasted(self, book: Book) -> None:
        over = plan(book, grid(book, "level3", "description", "value"), "指标值|三级指标\n3|甲")
        assert pasted(over) == ["数量指标|甲|丈量|3", "质量指标|合格率||≥95%"]

    def test_cells_that_take_no_text_are_a_problem(self, book: Book) -> None:
        target = grid(book, "level3", "basis")
        closed = [[line[0], None] for line in target.cells[:1]] + [*target.cells[1:]]
        over = plan(book, target._replace(cells=closed), "甲|历史标准\n乙|")
        assert over.problems == ["第 1 行有内容对着不能填写的单元格，不会粘贴。"]


class TestKinds:
    def test_cells_can_be_inserted_as_rows_instead(self, book: Book) -> None:
        rows = plan(book, tree(book), "甲|说明|1").as_kind(PasteKind.ROWS)
        assert rows.columns == ("level3", "description", "value")
        assert pasted(rows) == [
            "数量指标|清淤长度|丈量|≥9公里",
            "数量指标|甲|说明|1",
            "质量指标|合格率||≥95%",
        ]
        assert rows.as_kind(PasteKind.CELLS).columns == ("level3", "description", "value")

    def test_a_project_without_rows_gets_rows(self) -> None:
        book = a_book()
        rows = plan(book, tree(book), "甲|说明|1\n乙|说明|2")
        assert rows.kind is PasteKind.ROWS
        assert pasted(rows) == ["数量指标|甲|说明|1", "数量指标|乙|说明|2"]

    def test_a_plan_changes_nothing_by_itself(self, book: Book) -> None:
        before = shown(book)
        over = plan(book, tree(book), "甲\n乙\n丙")
        assert over.block == a_block("甲\n乙\n丙")
        assert shown(book) == before
