"""Merged cells while rows move."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.address import Cell, CellRange
from core.spreadsheet.patching.merges import changed_merges
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap
from tests.core.spreadsheet.patching.row_models import DEPTH, order_after, row_plans


def overlap(one, other):
    return (
        one.left <= other.right
        and other.left <= one.right
        and one.top <= other.bottom
        and other.top <= one.bottom
    )


@st.composite
def merges(draw):
    """Merged cells of which no two overlap."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        top, bottom = sorted(draw(st.tuples(st.integers(1, DEPTH + 3), st.integers(1, DEPTH + 3))))
        left, right = sorted(draw(st.tuples(st.integers(1, 4), st.integers(1, 4))))
        area = CellRange(top, left, bottom, right)
        if (top, left) != (bottom, right) and not any(overlap(area, other) for other in found):
            found.append(area)
    return found


@given(merges(), row_plans(), merges(), merges())
def test_merged_cells_never_overlap(old, plan, unmerged, added):
    found = changed_merges(old, RowMap(plan), unmerged, added).merges
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    assert not any((area.top, area.left) == (area.bottom, area.right) for area in found)
    assert set(added) <= set(found)


@given(merges())
def test_where_no_row_moves_merges_stay(old):
    assert changed_merges(old, RowMap(()), (), ()) == (old, {}, [])


@given(merges(), row_plans())
def test_rows_that_were_merged_still_are_or_it_is_told(old, plan):
    change = changed_merges(old, RowMap(plan), (), ())
    order = order_after(plan, DEPTH + 6)
    for area in old:
        if area in change.broken:
            continue
        kept = [
            new for new, (row, is_new) in enumerate(order, 1) if not is_new and area.top <= row <= area.bottom
        ]
        if kept and (len(kept) > 1 or area.left < area.right):
            assert any(
                (found.left, found.right) == (area.left, area.right)
                and found.top <= min(kept)
                and max(kept) <= found.bottom
                for found in change.merges
            )


@given(merges(), row_plans())
def test_what_a_merged_cell_says_is_carried_to_its_first_cell(old, plan):
    rows = RowMap(plan)
    change = changed_merges(old, rows, (), ())
    first_cells = {Cell(area.top, area.left) for area in old}
    for source, target in change.carried.items():
        assert source in first_cells
        assert rows.new_row(source.row) != target.row
        assert target.column == source.column


def test_a_row_like_a_merged_one_is_merged_like_it():
    plan = (KeptRows(1, 2), NewRow(2), KeptRows(3, 3))
    assert changed_merges([CellRange(2, 3, 2, 5)], RowMap(plan), (), ()).merges == [
        *(CellRange(2, 3, 2, 5), CellRange(3, 3, 3, 5)),
    ]


def test_a_row_at_the_end_joins_the_rows_that_it_looks_like():
    plan = (KeptRows(1, 4), NewRow(4), KeptRows(5, 5))
    assert changed_merges([CellRange(2, 1, 4, 1)], RowMap(plan), (), ()).merges == [CellRange(2, 1, 5, 1)]


def test_a_copied_block_is_merged_by_itself():
    plan = (KeptRows(1, 3), NewRow(2), NewRow(3), NewRow(2), NewRow(3), KeptRows(4, 4))
    assert changed_merges([CellRange(2, 1, 3, 1)], RowMap(plan), (), ()).merges == [
        *(CellRange(2, 1, 3, 1), CellRange(4, 1, 5, 1), CellRange(6, 1, 7, 1)),
    ]


def test_merges_that_the_caller_sets_anew_are_not_reported_as_broken():
    plan = (KeptRows(1, 2), KeptRows(4, 5), KeptRows(3, 3), KeptRows(6, 6))
    merge = CellRange(2, 1, 3, 1)
    rows = RowMap(plan)
    assert changed_merges([merge], rows, (), ()).broken == [merge]
    assert changed_merges([merge], rows, (CellRange(2, 1, 5, 1),), ()) == ([], {}, [])


def test_what_the_caller_merges_wins():
    change = changed_merges([CellRange(2, 1, 6, 1)], RowMap(()), (), (CellRange(5, 1, 8, 1),))
    assert change.merges == [CellRange(5, 1, 8, 1)]
