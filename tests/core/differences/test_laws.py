"""What holds for the differences of any two versions of a book."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, ItemId
from core.differences import differences, rebased, taken_over
from core.differences.ordering import moves, with_added
from core.place_titles import place_title
from tests.core.differences.versions import edited, read_anew, says, two_versions
from tests.core.random_edits import a_book


@given(st.data())
def test_all_differences_of_what_only_they_changed_give_their_book(data: st.DataObject) -> None:
    base = data.draw(edited(a_book(), most=2))
    mine, theirs = base.copy(), read_anew(data.draw(edited(base, most=8)))
    found = differences(base, mine, theirs)
    assert not any(one.is_conflict for one in found.offers)
    edit = taken_over(mine, found.offers)
    if edit is not None:
        edit.apply(mine)
    assert says(mine) == says(theirs)


@given(st.data())
def test_where_they_changed_nothing_there_is_no_difference(data: st.DataObject) -> None:
    base = data.draw(edited(a_book()))
    mine = data.draw(edited(base, most=8))
    assert differences(base, mine, read_anew(base)).offers == ()


@given(st.data())
def test_where_both_say_the_same_there_is_no_difference(data: st.DataObject) -> None:
    base = a_book()
    mine = data.draw(edited(base, most=3))
    assert differences(base, mine, read_anew(mine)).offers == ()


@given(two_versions(), st.data())
def test_any_choice_of_differences_fits_and_can_be_taken_back(
    versions: tuple[Book, Book, Book], data: st.DataObject
) -> None:
    base, mine, theirs = versions
    before = says(mine)
    found = differences(base, mine, theirs)
    assert says(mine) == before, "looking changes nothing"
    chosen = [one for one in found.offers if data.draw(st.booleans())]
    edit = taken_over(mine, chosen)
    assert (edit is None) == (not chosen)
    if edit is not None:
        edit.apply(mine).apply(mine)
        assert says(mine) == before


@given(two_versions())
def test_each_difference_can_be_taken_over_alone_and_changes_something(
    versions: tuple[Book, Book, Book],
) -> None:
    base, mine, theirs = versions
    before = says(mine)
    for one in differences(base, mine, theirs).offers:
        inverse = one.proposal.edit.apply(mine)
        alone = says(mine)
        assert alone != before
        inverse.apply(mine)
        edit = taken_over(mine, [one])
        assert edit is not None
        inverse = edit.apply(mine)
        assert says(mine) == alone
        inverse.apply(mine)


@given(two_versions())
def test_what_only_i_changed_stays(versions: tuple[Book, Book, Book]) -> None:
    base, mine, theirs = versions
    edit = taken_over(mine, [one for one in differences(base, mine, theirs).offers if not one.is_conflict])
    merged = mine.copy()
    if edit is not None:
        edit.apply(merged)
    for project in mine.projects:
        old = {row.id: row for row in base.project(project.id).indicators} if project.id in base else {}
        for row in project.indicators:
            if row != old.get(row.id):
                kept = merged.project(project.id).row(row.id)
                changed = [
                    name for name in row._fields if getattr(row, name) != getattr(old.get(row.id), name, None)
                ]
                assert [getattr(kept, name) for name in changed] == [getattr(row, name) for name in changed]


@given(two_versions())
def test_every_place_of_an_offer_can_be_named(versions: tuple[Book, Book, Book]) -> None:
    found = differences(*versions)
    for one in found.offers:
        assert place_title(found.places, one.proposal.place)


@given(st.data())
def test_a_rebased_book_says_what_was_wanted_and_leaves_alone_what_agrees(data: st.DataObject) -> None:
    onto = read_anew(data.draw(edited(a_book())))
    wanted = data.draw(edited(a_book()))
    found = rebased(wanted, onto)
    assert says(found.book) == says(wanted)
    assert found.left_out == ()
    kept = {id(project) for project in onto.projects}
    agreeing = [one for one in says(wanted) if one in says(onto)]
    if len(set(agreeing)) == len(agreeing) == len(says(wanted)):
        assert all(id(project) in kept for project in found.book.projects)


IDS = st.lists(st.integers(1, 12), unique=True, max_size=12).map(lambda ids: [ItemId(one) for one in ids])


@given(IDS, st.randoms(use_true_random=False))
def test_moves_lead_to_the_wanted_order(now: list[ItemId], random: object) -> None:
    wanted = list(now)
    random.shuffle(wanted)  # type: ignore[attr-defined]
    order = list(now)
    steps = list(moves(now, wanted))
    for item, to in steps:
        order.remove(item)
        order.insert(to, item)
    assert order == wanted
    assert len(steps) < max(len(now), 1)
    assert bool(steps) == (now != wanted)


@given(IDS, IDS)
def test_added_items_stand_behind_their_neighbours(mine: list[ItemId], order: list[ItemId]) -> None:
    added = set(order) - set(mine)
    merged = with_added(mine, order, added)
    assert [item for item in merged if item not in added] == mine
    assert [item for item in merged if item in added] == [item for item in order if item in added] or (
        [item for item in order if item in mine] != [item for item in mine if item in order]
    )
    assert {*merged} == {*mine, *added}
