"""Which fiscal year a book is of."""

from __future__ import annotations

import pytest

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Place
from core.years.fiscal_year import Evidence, fiscal_year
from tests.core.tables import row, table


def test_the_title_page_decides() -> None:
    front = FrontMatter(ItemId(1), "示例单位\n项目支出绩效目标表\n（2026年）")
    late = table(row("时效指标", "完工时间", "2027年12月底前"), name="2025年示例结转项目")
    found = fiscal_year(Book([late], front))
    assert found == (2026, (Evidence(Place(ItemId(1), field="text"), "2026年"),))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"name": "2026年度示例专项"}, "2026年度示例专项"),
        ({"code": "99010826P00041210001K"}, "99010826P00041210001K"),
        ({"code": "99010826R000000019951"}, "99010826R000000019951"),
        ({"purpose": "用于2026年维护"}, "2026年维护"),
        ({"goals": ("6月底前验收", "2026年完成维护")}, "2026年完成维护"),
    ],
)
def test_a_project_s_texts_and_code_name_the_year(header: dict[str, str], words: str) -> None:
    found = fiscal_year(Book([table(**header)]))
    assert found is not None
    assert found.year == 2026
    assert [evidence.words for evidence in found.evidence] == [words]


def test_deadlines_name_the_year() -> None:
    found = fiscal_year(Book([table(row("时效指标", "完工时间", "2026.12.31前"))]))
    assert found is not None
    assert found.year == 2026


def test_the_department_targets_name_the_year() -> None:
    found = fiscal_year(Book([], department=DepartmentTargets(ItemId(1), overall="2026年，统筹资金")))
    assert found is not None
    assert found.year == 2026


def test_the_weightiest_evidence_comes_first_and_only_a_little_of_it() -> None:
    projects = [
        table(
            row("时效指标", "完工时间", "2026年12月底前"), name="2026年示例专项", code="99010826P00041210001K"
        )
        for _ in range(3)
    ]
    found = fiscal_year(Book(projects))
    assert found is not None
    assert [evidence.place.field for evidence in found.evidence] == ["name", "name", "name", "code", "code"]


@pytest.mark.parametrize(
    "header",
    [
        {"name": "示例平台建设项目-2025年一般债券"},
        {"name": "示例平台建设项目-2025一般债"},
        {"purpose": "按示例办法（2025年修订）执行"},
        {"purpose": "落实《2025年示例要点》"},
        {"purpose": "2021—2025年规划项目"},
        {"code": "2025"},
        {"purpose": "维护20250平方米"},
        {},
    ],
)
def test_years_of_bonds_laws_and_plans_say_nothing(header: dict[str, str]) -> None:
    assert fiscal_year(Book([table(**header)])) is None


def test_an_empty_book_has_no_year() -> None:
    assert fiscal_year(Book()) is None


def test_most_projects_outweigh_one_that_is_carried_over() -> None:
    book = Book([table(name="2025年示例专项"), table(name="2026年示例专项"), table(name="2026年示例运维")])
    found = fiscal_year(book)
    assert found is not None
    assert found.year == 2026
