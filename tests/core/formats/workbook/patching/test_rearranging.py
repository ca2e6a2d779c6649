"""Owned items come into another order; what stands between them stays."""

from hypothesis import given
from hypothesis import strategies as st

from core.formats.workbook.patching.rearranging import rearranged


def test_an_item_that_moves_takes_nothing_with_it() -> None:
    assert rearranged("titleA-B=C.", "ABC", "BCA") == list("title-B=CA.")


def test_a_new_item_comes_right_after_the_one_it_follows() -> None:
    assert rearranged("tA-B", "AB", "AxB") == list("tAx-B")


def test_a_new_first_item_comes_before_what_was_the_first() -> None:
    assert rearranged("tA-B", "AB", "xAB") == list("txA-B")


def test_items_that_replace_all_others_stand_in_their_place() -> None:
    assert rearranged("tA-B.", "AB", "xy") == list("txy-.")


def test_the_first_items_of_all_come_below_their_title() -> None:
    assert rearranged("ut.", "", "xy", below="t") == list("utxy.")


@given(st.lists(st.integers(0, 9), unique=True), st.data())
def test_wanted_items_stand_in_their_order_and_others_in_theirs(
    owned: list[int], data: st.DataObject
) -> None:
    wanted = data.draw(st.permutations([*owned, 20, 21]))[: data.draw(st.integers(0, len(owned) + 2))]
    others = data.draw(st.lists(st.integers(30, 39), unique=True))
    places = data.draw(st.permutations([True] * len(owned) + [False] * len(others)))
    mine, theirs = iter(owned), iter(others)
    items = [100, *(next(mine) if own else next(theirs) for own in places)]
    result = rearranged(items, owned, wanted, below=100)
    assert [item for item in result if item < 30] == list(wanted)
    assert [item for item in result if item >= 30] == [100, *others]
