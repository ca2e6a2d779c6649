"""Where rows go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.address import LAST_ROW
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap, Rows, Scattered
from tests.core.spreadsheet.patching.row_models import DEPTH, order_after, row_plans

BELOW = DEPTH + 6
ROWS = st.tuples(st.integers(1, BELOW), st.integers(1, BELOW)).map(sorted)


@given(row_plans())
def test_every_row_is_where_the_plan_says(plan):
    rows, order = RowMap(plan), order_after(plan, BELOW)
    kept = {old: new for new, (old, is_new) in enumerate(order, 1) if not is_new}
    assert {old: rows.new_row(old) for old in range(1, BELOW + 1)} == {
        old: kept.get(old) for old in range(1, BELOW + 1)
    }


@given(row_plans(), ROWS)
def test_a_set_of_rows_takes_in_the_new_ones_that_look_like_its_own(plan, ends):
    first, last = ends
    wanted = {new for new, (old, _) in enumerate(order_after(plan, BELOW), 1) if first <= old <= last}
    found = RowMap(plan).new_rows(first, last)
    assert [row for rows in found for row in range(rows.first, rows.last + 1)] == sorted(wanted)


@given(row_plans(), ROWS)
def test_a_range_stays_one_where_only_new_rows_come_between(plan, ends):
    first, last = ends
    order = order_after(plan, BELOW)
    kept = [new for new, (old, is_new) in enumerate(order, 1) if first <= old <= last and not is_new]
    within = order[min(kept) - 1 : max(kept)] if kept else []
    if any(not is_new and not first <= old <= last for old, is_new in within):
        with pytest.raises(Scattered):
            RowMap(plan).tight_span(first, last)
    else:
        span = RowMap(plan).tight_span(first, last)
        assert span == (Rows(min(kept), max(kept)) if kept else None)


@given(row_plans(), ROWS)
def test_a_range_grows_by_like_rows_at_its_ends(plan, ends):
    first, last = ends
    rows, order = RowMap(plan), order_after(plan, BELOW)
    try:
        span, tight = rows.span(first, last), rows.tight_span(first, last)
    except Scattered:
        return
    if span is None or tight is None:
        assert span is tight is None
        return

    def joins(new):
        return 0 < new <= len(order) and order[new - 1][1] and first <= order[new - 1][0] <= last

    added = [*range(span.first, tight.first), *range(tight.last + 1, span.last + 1)]
    assert all(map(joins, added))
    if first == last:
        assert span == tight
    else:
        assert not joins(span.first - 1)
        assert not joins(span.last + 1)


@given(row_plans(), st.integers(1, DEPTH))
def test_an_edge_lies_at_the_next_row_that_is_left(plan, row):
    rows = RowMap(plan)
    kept = [old for old in range(row, BELOW + 1) if rows.new_row(old)]
    assert rows.edge(row) == rows.new_row(kept[0])


@given(row_plans())
def test_only_a_plan_that_changes_nothing_is_the_identity(plan):
    assert RowMap(plan).is_identity == (
        order_after(plan, BELOW) == [(row, False) for row in range(1, BELOW + 1)]
    )


def test_a_row_that_comes_between_leaves_the_neighbours_where_they_were_to_each_other():
    rows = RowMap((KeptRows(1, 4), NewRow(4), KeptRows(5, 9)))
    assert rows.offset(2, 9, 1) == 1
    assert rows.offset(6, 9, -5) == -6


def test_look_alikes_of_a_whole_block_are_found():
    rows = RowMap((KeptRows(1, 4), NewRow(2), NewRow(3), NewRow(4), NewRow(2), NewRow(4)))
    assert rows.copies(2, 4) == [Rows(5, 7)]
    assert rows.copies(2, 2) == [Rows(5, 5), Rows(8, 8)]


def test_a_range_to_the_end_of_the_sheet_goes_on_reaching_it():
    fewer, more = RowMap((KeptRows(1, 3), KeptRows(7, 7))), RowMap((KeptRows(1, 3), NewRow(3)))
    for rows in (fewer, more):
        assert rows.span(1, LAST_ROW) == Rows(1, LAST_ROW)
        assert rows.span(3, LAST_ROW) == Rows(3, LAST_ROW)
        assert rows.new_rows(2, LAST_ROW) == [Rows(2, LAST_ROW)]


def test_rows_pushed_off_the_sheet_are_gone():
    rows = RowMap((NewRow(1), KeptRows(1, 1)))
    assert rows.new_row(LAST_ROW) is None
    assert rows.new_row(LAST_ROW - 1) == LAST_ROW
