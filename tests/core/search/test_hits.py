"""Looking through sections and books."""

import pytest

from core.book import Indicator, ItemId, Place, Project
from core.progress import Cancelled
from core.search import ALL_PARTS, BadPattern, Part, Query, batches, hit_at, hits, hits_in
from tests.core.search.sections import CLINICS, DEPARTMENT, FRONT, ROADS, book


def test_hits_come_in_document_order_from_everywhere() -> None:
    assert [hit.place for hit in hits(book(), Query("养护"))] == [
        Place(FRONT, ItemId(11), "title"),
        Place(DEPARTMENT, field="overall"),
        Place(DEPARTMENT, field="safeguards"),
        Place(DEPARTMENT, ItemId(21), "goals"),
        Place(DEPARTMENT, ItemId(21), "indicators"),
        Place(ROADS, field="name"),
        Place(ROADS, field="title"),
        Place(ROADS, field="purpose"),
        Place(ROADS, field="goals"),
        Place(ROADS, ItemId(31), "level3"),
        Place(ROADS, ItemId(31), "description"),
        Place(ROADS, ItemId(32), "description"),
    ]


def test_a_hit_says_where_in_the_text_it_is() -> None:
    hit = hit_at(book(), Place(ROADS, ItemId(31), "value"), Query("0公里"))
    assert hit is not None
    assert [hit.text[start:end] for start, end in hit.spans] == ["0公里"]
    assert hit_at(book(), Place(ROADS, ItemId(31), "value"), Query("养护")) is None


def test_goals_are_one_hit_with_a_line_each() -> None:
    hit = hit_at(book(), Place(ROADS, field="goals"), Query("养护"))
    assert hit is not None
    assert hit.text == "养护里程300公里\n道路完好\n养护质量合格"
    assert hit.spans == ((0, 2), (15, 17))


def test_a_whole_cell_is_one_goal_or_one_percentage() -> None:
    whole = Query("道路完好", whole_cell=True)
    assert [hit.place.field for hit in hits(book(), whole)] == ["goals"]
    (plan,) = hits(book(), Query("60", whole_cell=True))
    assert (plan.place, plan.text) == (Place(ROADS, field="spending_plan"), "3月底 30，6月底 60，12月底 100")
    assert [plan.text[start:end] for start, end in plan.spans] == ["60"]


def test_the_labels_of_checkpoints_are_not_searched() -> None:
    assert not [hit for hit in hits(book(), Query("6月底")) if hit.place.field == "spending_plan"]


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (Part.LEVELS, {"level1", "level2"}),
        (Part.LEVEL3, {"level3"}),
        (Part.DESCRIPTION, {"description"}),
        (Part.VALUE, {"value"}),
        (Part.BASIS, {"basis"}),
        (Part.HEADER, {"unit_code", "code", "name", "title", "budget", "spending_plan"}),
        (Part.PURPOSE, {"purpose"}),
        (Part.GOALS, {"goals"}),
        (Part.NARRATIVE, {"text", "title", "overall", "safeguards", "heading", "goals", "indicators"}),
    ],
)
def test_a_search_in_chosen_parts(part: Part, fields: set[str]) -> None:
    anything = Query(".", is_regex=True, parts=frozenset({part}))
    found = list(hits(book(), anything))
    assert {hit.place.field for hit in found} == fields
    assert {hit.place.section in (FRONT, DEPARTMENT) for hit in found} == {part is Part.NARRATIVE}


def test_all_parts_together_find_what_each_finds() -> None:
    count = sum(
        len(list(hits(book(), Query(".", is_regex=True, parts=frozenset({part}))))) for part in ALL_PARTS
    )
    assert len(list(hits(book(), Query(".", is_regex=True)))) == count


def test_nothing_is_found_by_nothing() -> None:
    assert list(hits(book(), Query(""))) == []


def test_a_section_alone() -> None:
    assert {hit.place.section for hit in hits_in(book().section(CLINICS), Query("冷链"))} == {CLINICS}


def test_a_large_section_comes_in_batches() -> None:
    rows = tuple(Indicator(ItemId(100 + n), level3=f"指标{n}") for n in range(1, 1001))
    section = Project(ItemId(1), indicators=rows)
    found = list(batches(section, Query("指标1")))
    assert len(found) > 5
    assert sum(map(len, found)) == len(list(hits_in(section, Query("指标1")))) == 112


def test_a_search_tells_how_far_it_is_and_can_be_stopped() -> None:
    calls = []

    def stop_at_the_third(done: int, total: int) -> None:
        calls.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(hits(book(), Query("养护"), stop_at_the_third))
    assert calls == [(0, 4), (1, 4), (2, 4)]


def test_a_place_that_is_no_field_or_gone_is_an_error() -> None:
    for place in (Place(ROADS), Place(ROADS, ItemId(99), "value"), Place(ItemId(99), field="name")):
        with pytest.raises(LookupError):
            hit_at(book(), place, Query("养护"))


def test_an_expression_that_never_ends_stops_the_search() -> None:
    endless = Query("(?:(?R)|无)*", is_regex=True)
    with pytest.raises(BadPattern, match="太慢"):
        list(hits(book(), endless))
    with pytest.raises(BadPattern, match="太慢"):
        list(batches(book().section(CLINICS), endless))
