"""Replacing what was found."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import ItemId, Place
from core.edit import SetField
from core.progress import Cancelled
from core.proposal import accepted
from core.search import BadPattern, Query, Replacement, hits, replacement_at, replacements
from tests.core.search.sections import ROADS, book


@pytest.mark.parametrize(
    ("looked_for", "template", "options", "text", "expected"),
    [
        ("养护", "维护", {}, "年度养护的里程", "年度维护的里程"),
        ("wifi", "网络", {}, "WiFi与wifi；Wi-Fi", "网络与网络；Wi-Fi"),
        ("%", "％", {"match_width": True}, "95%，90％", "95％，90％"),
        ("的", "", {}, "年度养护的里程", "年度养护里程"),
        ("里", r"$1\1", {}, "里程", r"$1\1程"),
        (r"(\d+)年(\d+)月", "$2月/\\1年", {"is_regex": True}, "2026年6月底", "6月/2026年底"),
        (r"(\d+)", "<$1>", {"is_regex": True}, "第３项", "第<３>项"),
        (r"\d+", "[$0]", {"is_regex": True}, "3月6月", "[3]月[6]月"),
        (r"\d+", "[$&]", {"is_regex": True}, "3月", "[3]月"),
        (r"(\d)", "$12", {"is_regex": True}, "3月", "32月"),
        (r"\d", "$5元$$1", {"is_regex": True}, "3", "$5元$1"),
        (r"\d", r"C:\\a\b", {"is_regex": True}, "3", r"C:\a\b"),
        (r"；", r"\n", {"is_regex": True}, "甲；乙", "甲\n乙"),
        (r"(甲)|(乙)", "[$1$2]", {"is_regex": True}, "甲乙", "[甲][乙]"),
        (r"(?P<数>\d+)元", "$1万元", {"is_regex": True}, "3元", "3万元"),
        (r"(?r)\d", "<$0>", {"is_regex": True}, "3月6月", "<3>月<6>月"),
        ("优", "良", {"whole_cell": True}, "优", "良"),
    ],
)
def test_a_replacement_makes(
    looked_for: str, template: str, options: dict[str, Any], text: str, expected: str
) -> None:
    assert Replacement(Query(looked_for, **options), template).replaced(text) == expected


@given(
    st.text("aA（(文", min_size=1, max_size=2),
    st.text("$1\\x文", max_size=4),
    st.text("aA（(文，", max_size=30),
)
def test_everything_outside_the_hits_stays(looked_for: str, template: str, text: str) -> None:
    query = Query(looked_for)
    pieces, end = [], 0
    for span in query.spans(text):
        pieces.append(text[end : span.start])
        end = span.end
    assert Replacement(query, template).replaced(text) == template.join([*pieces, text[end:]])


def test_all_replacements_are_one_edit_that_undo_takes_back() -> None:
    changed, untouched = book(), book()
    query = Query("养护")
    proposals = replacements(changed, list(hits(changed, query)), Replacement(query, "维护"))
    edit = accepted(proposals)
    assert edit is not None
    inverse = edit.apply(changed)
    assert not list(hits(changed, query))
    assert changed.project(ROADS).goals == ("维护里程300公里", "道路完好", "维护质量合格")
    inverse.apply(changed)
    assert list(changed.sections) == list(untouched.sections)


def test_a_proposal_shows_the_field_before_and_after() -> None:
    proposal = replacement_at(book(), Place(ROADS, field="goals"), Replacement(Query("道路完好"), "路况良好"))
    assert proposal is not None
    assert proposal.before.splitlines()[1] == "道路完好"
    assert proposal.after.splitlines()[1] == "路况良好"
    assert proposal.edit == SetField(proposal.place, ("养护里程300公里", "路况良好", "养护质量合格"))


def test_a_percentage_of_the_plan_is_replaced_and_its_label_kept() -> None:
    query = Query("60", whole_cell=True)
    proposal = replacement_at(book(), Place(ROADS, field="spending_plan"), Replacement(query, "65"))
    assert proposal is not None
    assert proposal.after == "3月底 30，6月底 65，12月底 100"


def test_a_goal_that_becomes_empty_goes() -> None:
    query = Query("道路完好")
    proposal = replacement_at(book(), Place(ROADS, field="goals"), Replacement(query, ""))
    assert proposal is not None
    assert proposal.edit == SetField(proposal.place, ("养护里程300公里", "养护质量合格"))


def test_what_would_stay_the_same_is_not_proposed() -> None:
    query = Query("养护")
    found = list(hits(book(), query))
    assert replacements(book(), found, Replacement(query, "养护")) == []
    assert replacement_at(book(), Place(ROADS, ItemId(31), "value"), Replacement(query, "维护")) is None


def test_a_text_comes_out_as_a_cell_can_carry_it() -> None:
    place = Place(ROADS, ItemId(31), "description")
    proposal = replacement_at(book(), place, Replacement(Query("养护"), "\t维\x07护\n\n"))
    assert proposal is not None
    assert proposal.after == "年度 维护\n的里程"


def test_proposing_tells_how_far_it_is_and_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        if (done, total) == (2, 12):
            raise Cancelled

    query = Query("养护")
    found = list(hits(book(), query))
    with pytest.raises(Cancelled):
        replacements(book(), found, Replacement(query, "维护"), stop)


def test_an_expression_that_never_ends_stops_the_replacing() -> None:
    long = book()
    place = Place(ROADS, ItemId(31), "description")
    SetField(place, "a" * 400 + "!").apply(long)
    found = list(hits(long, Query("!")))
    with pytest.raises(BadPattern, match="太慢"):
        replacements(long, found, Replacement(Query("(a+)+$", is_regex=True), "b"))
