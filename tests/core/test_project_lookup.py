"""Finding a project by what a user types."""

import pytest

from core.book import Book
from core.project_lookup import Emphasis, ProjectLookup
from core.search import Span
from tests.core.tables import table


def lookup(*names: str) -> ProjectLookup:
    """Projects with these names, numbered from 1, of the units 990101, 990102, …"""
    projects = [
        table(number=n, name=name, unit_code=f"99010{n}", unit_name=f"示例单位{n}")
        for n, name in enumerate(names, 1)
    ]
    return ProjectLookup(Book(projects))


def names(lookup: ProjectLookup, typed: str) -> list[str]:
    return [entry.name for entry in lookup.find(typed)]


def test_nothing_typed_lists_all_in_document_order() -> None:
    for typed in ("", "  "):
        assert names(lookup("道路养护", "疫苗冷链"), typed) == ["道路养护", "疫苗冷链"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2", ["疫苗冷链"]),
        ("990103", ["政务大厅运维"]),
        ("９９０１０３", ["政务大厅运维"]),
        ("9901", ["道路养护", "疫苗冷链", "政务大厅运维"]),
        ("大厅", ["政务大厅运维"]),
        ("zwdt", ["政务大厅运维"]),
        ("ZWDT", ["政务大厅运维"]),
        ("zdw", ["政务大厅运维"]),
        ("政运", ["政务大厅运维"]),
        ("维运", []),
        ("xyz", []),
    ],
)
def test_a_project_is_found_by(typed: str, expected: list[str]) -> None:
    assert names(lookup("道路养护", "疫苗冷链", "政务大厅运维"), typed) == expected


def test_a_project_is_found_by_the_beginning_of_its_own_code() -> None:
    book = Book([table(name="道路养护"), table(name="疫苗冷链", code="99010226P00000000001X")])
    assert names(ProjectLookup(book), "99010226p") == ["疫苗冷链"]


def test_the_best_come_first_and_equals_stay_in_document_order() -> None:
    by_every_way = lookup("二3甲", "3号路", "路灯", "3号桥", "第三 路 3 乙")
    assert names(by_every_way, "3") == ["路灯", "二3甲", "3号路", "3号桥", "第三 路 3 乙"]
    by_name_or_initials = lookup("大理厅", "大厅", "dt大典堂", "dt")
    assert names(by_name_or_initials, "dt") == ["dt大典堂", "dt", "大厅", "大理厅"]


def test_a_project_without_a_number_is_found_by_its_place() -> None:
    book = Book([table(name="道路养护", number=None), table(name="疫苗冷链", number=None)])
    assert names(ProjectLookup(book), "2") == ["疫苗冷链"]


@pytest.mark.parametrize(
    ("typed", "field", "spans"),
    [
        ("1", "number", (Span(0, 1),)),
        ("9901", "unit_code", (Span(0, 4),)),
        ("大厅", "name", (Span(2, 4),)),
        ("WIFI", "name", (Span(6, 10),)),
        ("zwdt", "name", (Span(0, 4),)),
        ("zy", "name", (Span(0, 1), Span(4, 5))),
        ("政厅", "name", (Span(0, 1), Span(3, 4))),
    ],
)
def test_what_was_found_is_emphasised(typed: str, field: str, spans: tuple[Span, ...]) -> None:
    projects = lookup("政务大厅运维ＷｉＦｉ")
    (entry,) = projects.find(typed)
    assert projects.emphasis(entry, typed) == Emphasis(field, spans)


def test_nothing_typed_emphasises_nothing() -> None:
    projects = lookup("政务大厅")
    assert projects.emphasis(projects.find("")[0], "") is None


def test_a_name_is_shown_in_one_line() -> None:
    assert names(lookup("政务\n大厅 "), "") == ["政务 大厅"]
