"""The pages of several sections, and which of them are wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, DepartmentTargets, FrontMatter, ItemId
from core.paper.page_range import NoSuchPages, check_range, page_numbers
from core.paper.paper import Paper
from core.paper.printout import Printout, sections_to_print
from core.progress import Cancelled
from tests.core.paper.test_pages import fit, long_table, said
from tests.core.tables import table


def book() -> Book:
    return Book(
        [table(name="甲项目"), long_table(), table(name="丙项目")],
        FrontMatter(ItemId(1), "示例市2026年绩效目标"),
        DepartmentTargets(ItemId(2), "保障出行。"),
    )


def test_the_whole_book_is_printed_in_the_order_of_the_file() -> None:
    whole = book()
    printout = Printout(sections_to_print(whole), Paper(), fit)
    assert "示例市2026年绩效目标" in said(printout.page(1))
    assert "部门整体绩效目标" in said(printout.page(2))
    assert "甲项目" in said(printout.page(3))
    assert "丙项目" in said(printout.page(printout.page_count))


def test_chosen_projects_are_printed_without_the_rest() -> None:
    whole = book()
    ids = whole.project_ids
    printout = Printout(sections_to_print(whole, [ids[2], ids[0]]), Paper(), fit)
    assert printout.page_count == 2
    assert "甲项目" in said(printout.page(1))


def test_a_title_page_without_text_is_not_printed() -> None:
    blank = Book([table()], FrontMatter(ItemId(1), "\n"))
    assert Printout(sections_to_print(blank), Paper(), fit).page_count == 1


def test_pages_are_asked_for_in_any_order() -> None:
    printout = Printout(sections_to_print(book()), Paper(), fit)
    backwards = {number: printout.page(number) for number in range(printout.page_count, 0, -1)}
    assert all(printout.page(number) == page for number, page in backwards.items())
    for number in (0, printout.page_count + 1):
        with pytest.raises(LookupError):
            printout.page(number)


def test_counting_the_pages_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        Printout(sections_to_print(book()), Paper(), fit, stop)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("2", [2]),
        ("2-4", [2, 3, 4]),
        ("２－４，7、1", [1, 2, 3, 4, 7]),
        ("6-", [6, 7, 8]),
        ("-2", [1, 2]),
        ("7-20", [7, 8]),
        ("3至5", [3, 4, 5]),
    ],
)
def test_a_page_range_is_read_as_people_write_it(text: str, numbers: list[int]) -> None:
    assert page_numbers(text, 8) == numbers
    check_range(text)


@pytest.mark.parametrize("text", ["第二页", "5-3", "0", "1,,2", "-", "1-2-3"])
def test_a_text_that_is_no_page_range_is_answered_with_an_example(text: str) -> None:
    for read in (check_range, lambda wrong: page_numbers(wrong, 8)):
        with pytest.raises(NoSuchPages, match=r"页码范围"):
            read(text)


def test_pages_behind_the_last_one_alone_are_an_error() -> None:
    with pytest.raises(NoSuchPages, match="一共只有 8 页"):
        page_numbers("9-12", 8)


@given(st.text(alphabet="0123456789-,～至 页", max_size=12), st.integers(1, 50))
def test_whatever_is_typed_gives_pages_that_exist_or_an_error(text: str, count: int) -> None:
    try:
        numbers = page_numbers(text, count)
    except NoSuchPages:
        return
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(1, count + 1))
    assert numbers
