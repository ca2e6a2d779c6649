"""Rows of tables that become new indicators."""

import pytest

from core.book import Book, Indicator, ItemId
from core.clipboard.html_table import parse_html_table
from core.clipboard.pasting import PasteKind, PastePlan, plan_paste, plan_rows
from tests.core.clipboard.documents import EXCEL
from tests.core.clipboard.targets import (
    COST,
    QUALITY,
    QUANTITY,
    SCHEME,
    TABLE,
    a_book,
    pasted,
    plan,
    shown,
    tree,
    two_rows,
)

ALL = ("level1", "level2", "level3", "description", "value")


@pytest.fixture
def book() -> Book:
    return two_rows()


def new_rows(plan: PastePlan) -> list[str]:
    """What comes to the two rows of the book."""
    return [line for line in pasted(plan) if line not in shown(plan.book)]


class TestWhereRowsGo:
    def test_a_table_from_excel_becomes_rows_in_their_categories(self, book: Book) -> None:
        block = parse_html_table(EXCEL)
        assert block is not None
        rows = plan_paste(book, tree(book), block, SCHEME)
        assert rows.kind is PasteKind.ROWS
        assert rows.problems == []
        assert rows.added == 3
        assert pasted(rows) == [
            "数量指标|清淤长度|丈量|≥9公里",
            "数量指标|清淤河道长度|按竣工图\n逐段丈量|≥12.5公里",
            "数量指标|清运淤泥数量|a<b & c|≥3,000吨",
            "质量指标|合格率||≥95%",
            "质量指标|验收  合格率||95%",
        ]

    def test_rows_of_the_current_category_go_below_the_current_row(self) -> None:
        book = a_book((QUANTITY, "甲", "", "1"), (QUANTITY, "乙", "", "2"))
        rows = plan(book, tree(book), "产出指标|数量指标|丙|3\n|质量指标|丁|4")
        assert [line.split("|")[1] for line in pasted(rows)] == ["甲", "丙", "乙", "丁"]

    def test_a_new_category_begins_where_the_order_of_the_scheme_wants_it(self, book: Book) -> None:
        rows = plan(
            book, tree(book), "效益指标|社会效益指标|丙|3\n产出指标|时效指标|丁|4\n产出指标|成本指标|戊|5万元"
        )
        assert [line.split("|")[1] for line in pasted(rows)] == ["清淤长度", "合格率", "丁", "戊", "丙"]

    def test_levels_are_spelled_as_the_table_does(self) -> None:
        book = a_book((("满意度指标", "服务对象满意度"), "甲", "", "≥90%"))
        rows = plan(book, tree(book), "满意度|服务对象满意度指标|乙|≥95%\n效益|社会效益|丙|≥3人")
        edit = rows.edit()
        assert edit is not None
        edit.apply(book)
        levels = {row.level3: row[1:3] for row in book.project(TABLE).indicators}
        assert levels["乙"] == ("满意度指标", "服务对象满意度")
        assert levels["丙"] == ("效益", "社会效益")

    def test_the_rows_of_a_new_form_are_filled_first(self) -> None:
        book = a_book((QUANTITY, "", "", ""), (QUALITY, "", "", ""), (COST, "养护费", "", "≤3万元"))
        rows = plan(book, tree(book), "产出指标|数量指标|甲|1个\n||乙|2个\n|成本指标|管护费|≤2万元")
        assert pasted(rows) == ["数量指标|甲||1个", "数量指标|乙||2个", "质量指标|||", "成本指标|养护费||≤3万元", "成本指标|管护费||≤2万元"]  # fmt: skip
        assert (rows.added, rows.filled) == (2, 2)

    def test_only_level_2_or_only_level_1_tells_the_other(self, book: Book) -> None:
        two = plan(book, tree(book), "社会效益|丙|≥3人\n生态效益指标|丁|≥4人")
        one = plan(book, tree(book), "满意度指标|丙|≥90%\n产出指标|丁|4个\n产出指标|戊|4个")
        for rows, levels in ((two, ["效益指标", "效益指标"]), (one, ["产出指标", "产出指标", "满意度指标"])):
            edit = rows.edit()
            assert edit is not None
            inverse = edit.apply(book)
            assert [row.level1 for row in book.project(TABLE).indicators[2:]] == levels
            inverse.apply(book)

    def test_rows_without_levels_belong_to_the_current_category(self, book: Book) -> None:
        rows = plan(book, tree(book, row=1), "三级指标|指标值\n丙|≥98%")
        assert new_rows(rows) == ["质量指标|丙||≥98%"]
        nowhere = plan(book, tree(book, row=1, category=None), "三级指标|指标值\n丙|≥98%")
        assert nowhere.problems == ["没有哪一列是一级指标或二级指标，新指标将不属于任何一类。"]


class TestHowRowsAreRead:
    @pytest.mark.parametrize(
        ("text", "columns"),
        [
            ("产出指标|数量指标|甲", (*ALL[:3],)),
            ("产出指标|数量指标|甲|3个", (*ALL[:3], "value")),
            ("产出指标|数量指标|甲|按时完成", (*ALL[:3], "value")),
            ("产出指标|数量指标|甲|说明|3个", ALL),
            ("产出指标|数量指标|甲||3个", ALL),
            ("产出指标|数量指标|甲|说明|有效保障", ALL),
            ("产出指标|数量指标|甲|3个|计划标准", (*ALL[:3], "value", None)),
            ("绩效指标|产出指标|数量指标|甲|说明|3个", (None, *ALL)),
            ("1|产出指标|数量指标|甲|3个\n2|||乙|4个", (None, *ALL[:3], "value")),
            ("产出指标|数量指标|甲|说明|≥|3|个", (*ALL[:4], "operator", "value", "measure")),
            ("产出指标|数量指标|甲|≥|3|个|10", (*ALL[:3], "operator", "value", "measure", None)),
            ("产出指标|数量指标|甲|说明|≥3个|10", (*ALL, None)),
        ],
    )
    def test_columns_are_told_by_what_stands_in_them(
        self, book: Book, text: str, columns: tuple[str | None, ...]
    ) -> None:
        assert plan(book, tree(book), text).columns == columns

    @pytest.mark.parametrize(
        "titles",
        [
            "一级指标|二级指标|三级指标|绩效指标描述|指标值",
            "一级指标|二级指标|指标名称|指标解释|年度指标值",
            "* 一级|二级|三级|公式或说明|目标值",
        ],
    )
    def test_columns_are_told_by_their_titles(self, book: Book, titles: str) -> None:
        rows = plan(book, tree(book), f"{titles}\n产出指标|数量指标|丙|优|良")
        assert rows.columns == ALL
        assert new_rows(rows) == ["数量指标|丙|优|良"]

    @pytest.mark.parametrize(
        ("cells", "value"),
        [("≥|95|%", "≥95%"), ("定性|优|", "优"), ("=|3|个", "=3个"), ("≤|≤3万元|万元", "≤3万元")],
    )
    def test_a_value_in_pieces_is_joined(self, book: Book, cells: str, value: str) -> None:
        titles = "一级指标|二级指标|三级指标|计算符号|指标值|计量单位"
        assert new_rows(plan(book, tree(book), f"{titles}\n产出指标|数量指标|丙|{cells}")) == [
            f"数量指标|丙||{value}"
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "产出指标|数量指标|丙|3\n||丁|4",
            "产出指标|数量指标|丙|3\n|||\n产出指标|数量指标|丁|4",
            "产出指标|||\n|数量指标||\n||丙|3\n||丁|4",
            "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|丙|3\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|丁|4",
        ],
    )
    def test_blank_levels_continue_and_empty_rows_and_titles_are_none(self, book: Book, text: str) -> None:
        rows = plan(book, tree(book), text)
        assert rows.problems == []
        assert new_rows(rows) == ["数量指标|丙||3", "数量指标|丁||4"]

    def test_a_category_without_a_row_gets_an_empty_one(self, book: Book) -> None:
        rows = plan(book, tree(book), "产出指标|时效指标||\n|成本指标|丙|3万元")
        assert new_rows(rows) == ["时效指标|||", "成本指标|丙||3万元"]


class TestWhatWouldBeLost:
    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            (
                "一级指标|二级指标|三级指标|指标值|权重\n产出指标|数量指标|丙|3|10",
                ["“权重”一列不会粘贴。"],
            ),
            (
                "产出指标|数量指标|丙|3个|10\n||丁|4个|10\n合计|||7个|20",
                ["第 5 列（“10”等）不会粘贴。", "第 3 行（“合计”等）不是指标，不会粘贴。"],
            ),
            (
                "一级指标|二级指标|三级指标|指标值|设定依据\n产出指标|数量指标|丙|3|计划标准",
                ["这个项目的表没有“指标值确定依据”一栏。", "“设定依据”一列不会粘贴。"],
            ),
            (
                "项目名称|示例清淤||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|丙|3\n项目名称|示例养护||"
                "\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|丁|4",
                ["第 1、4 行（“项目名称”等）不是指标，不会粘贴。"],
            ),
            (
                "一级指标|二级指标|指标值\n产出指标|数量指标|3",
                ["没有哪一列是“三级指标”，新指标将没有名称。"],
            ),
            (
                "一级指标|二级指标|三级指标|计算符号\n产出指标|数量指标|丙|≥",
                ["没有哪一列是“指标值”，“计算符号”一列不会粘贴。"],
            ),
            (
                "一级指标|二级指标|三级指标|指标值|计算符号|数值|计量单位\n产出指标|数量指标|丙|3个|≥|4|个",
                ["第 2 行：3个 与分列的符号、数值、单位不一致。"],
            ),
        ],
    )  # fmt: skip
    def test_it_is_said(self, book: Book, text: str, problems: list[str]) -> None:
        assert plan(book, tree(book), text).problems == problems

    def test_many_columns_are_counted(self, book: Book) -> None:
        rows = plan(book, tree(book), "产出指标|数量指标|丙|说明|3个" + "|附注" * 9)
        assert rows.problems[-1] == "另有 4 列不会粘贴。"

    def test_another_choice_of_columns_settles_it(self, book: Book) -> None:
        rows = plan(book, tree(book), "产出指标|数量指标|丙|3个|共三个")
        assert rows.problems
        chosen = rows.with_columns(("level1", "level2", "level3", "value", "description"))
        assert chosen.problems == []
        assert new_rows(chosen) == ["数量指标|丙|共三个|3个"]
        assert "basis" not in chosen.fields

    def test_the_preview_knows_which_cells_are_pasted(self, book: Book) -> None:
        rows = plan(book, tree(book), "一级指标|二级指标|三级指标|权重\n产出指标|数量指标|丙|10")
        assert [[rows.is_pasted(row, column) for column in (2, 3)] for row in (0, 1)] == [
            [False, False],
            [True, False],
        ]


class TestRowsOfThisProgram:
    def test_they_keep_their_texts(self) -> None:
        book = a_book((QUANTITY, "甲", "", "1"), basis="计划标准")
        row = Indicator(ItemId(99), "产出指标", "质量指标", " 丙 ", "10", "优\t良", None)
        rows = plan_rows(book, tree(book), [row], SCHEME)
        assert rows.problems == []
        edit = rows.edit()
        assert edit is not None
        edit.apply(book)
        new = book.project(TABLE).indicators[1]
        assert new == row._replace(id=new.id, basis="")
        assert new.id != row.id

    def test_a_basis_that_the_table_has_no_column_for_is_a_problem(self, book: Book) -> None:
        row = Indicator(ItemId(99), "产出指标", "质量指标", "丙", "", "优", "计划标准")
        rows = plan_rows(book, tree(book), [row], SCHEME)
        assert rows.problems == ["这个项目的表没有“指标值确定依据”一栏，剪贴板里的不会粘贴。"]
        assert new_rows(rows) == ["质量指标|丙||优"]

    def test_over_cells_they_are_a_block(self, book: Book) -> None:
        row = Indicator(ItemId(99), "产出指标", "质量指标", "丙", "", "优")
        over = plan_rows(book, tree(book), [row], SCHEME).as_kind(PasteKind.CELLS)
        assert pasted(over) == ["数量指标|丙||优", "质量指标|合格率||≥95%"]
