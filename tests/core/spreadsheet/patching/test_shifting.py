"""References that follow their rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet.loss import Loss
from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowMap, Rows
from core.spreadsheet.patching.shifting import GONE, Shift
from tests.core.spreadsheet.patching.row_models import row_plans

INSERTED = (KeptRows(1, 4), NewRow(4), KeptRows(5, 5))
DELETED = (KeptRows(1, 4), KeptRows(6, 6))


def shifted(formula, plan, sheet="甲"):
    shift = Shift({"甲": RowMap(plan)}, ["甲", "乙", "丙"])
    return shift.formula(formula, sheet, "这里"), shift.losses


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("A5*2", "A6*2"),
        ("$A$5+A4", "$A$6+A4"),
        ("SUM(B2:B9)", "SUM(B2:B10)"),
        ("SUM(B9:B2)", "SUM(B10:B2)"),
        ("SUM(B2:B4)", "SUM(B2:B5)"),
        ("SUM(B5:B9)", "SUM(B6:B10)"),
        ("SUM(5:9,$7:$7)", "SUM(6:10,$8:$8)"),
        ("SUM(B:D)+[1]甲!A5", "SUM(B:D)+[1]甲!A5"),
        ("A$1:A1048576", "A$1:A1048576"),
        ("IF(A5=\"A5\",甲!A5,'甲'!A5)", "IF(A6=\"A5\",甲!A6,'甲'!A6)"),
        ("乙!A5+丙!A5:A9", "乙!A5+丙!A5:A9"),
        ("LOG10(A5)+A5#", "LOG10(A6)+A6#"),
    ],
)
def test_references_follow_rows_that_move_down(formula, wanted):
    assert shifted(formula, INSERTED) == (wanted, ())


def test_only_references_to_the_changed_sheet_follow():
    assert shifted("A5+甲!A5", INSERTED, "乙") == ("A5+甲!A6", ())


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [("A5+1", "#REF!+1"), ("甲!$A$5", "甲!#REF!"), ("SUM(A5:C5)", "SUM(#REF!)"), ("SUM(5:5)", "SUM(#REF!)")],
)
def test_a_reference_to_a_row_that_goes_is_lost_and_told(formula, wanted):
    assert shifted(formula, DELETED) == (wanted, (Loss("这里", GONE),))


def test_a_range_gets_by_without_some_of_its_rows():
    assert shifted("SUM(A2:A5)+SUM(A5:A9)", DELETED) == ("SUM(A2:A4)+SUM(A5:A8)", ())


@given(row_plans(), st.integers(1, 20), st.sampled_from(["{}", "甲!$C${}", "'甲'!$B{}:D{}", "SUM({}:{})"]))
def test_a_reference_to_one_row_follows_it_or_is_lost(plan, row, form):
    form = "A{}" if form == "{}" else form
    formula, losses = shifted(form.replace("{}", str(row)), plan)
    new = RowMap(plan).new_row(row)
    if new is None:
        assert "#REF!" in formula
        assert losses == (Loss("这里", GONE),)
    else:
        assert (formula, losses) == (form.replace("{}", str(new)), ())


@given(row_plans(), st.integers(1, 18), st.integers(1, 18))
def test_a_rule_goes_on_comparing_every_cell_with_its_own_row(plan, one, other):
    old = Rows(min(one, other), max(one, other))
    shift = Shift({"甲": RowMap(plan)}, ["甲"])
    new = RowMap(plan).new_rows(*old)
    if new:
        assert shift.relative_formula(f"$C{old.first}>0", "甲", [old], "这里") == f"$C{new[0].first}>0"
        assert shift.losses == ()


def test_a_rule_keeps_to_the_row_above_each_cell():
    shift = Shift({"甲": RowMap(INSERTED)}, ["甲"])
    assert shift.relative_formula("A2<>A1", "甲", [Rows(2, 9)], "这里") == "A2<>A1"
    assert shift.relative_formula("A6<>A5", "甲", [Rows(6, 9)], "这里") == "A7<>A6"
    assert shift.relative_formula("A6>A1", "甲", [Rows(6, 9)], "这里") == "A7>A1"
    assert shift.relative_formula("SUM($A$1:A6)>乙!A6", "甲", [Rows(6, 9)], "这里") == "SUM($A$1:A7)>乙!A6"


@pytest.mark.parametrize(
    ("location", "wanted"),
    [
        ("'甲'!A5", "'甲'!A6"),
        ("甲!A5:B9", "甲!A6:B10"),
        ("A5", "A6"),
        ("乙!A5", "乙!A5"),
        ("名称", "名称"),
        ("'没有'!A5", "'没有'!A5"),
    ],
)
def test_a_link_leads_where_it_led(location, wanted):
    shift = Shift({"甲": RowMap(INSERTED)}, ["甲", "乙"])
    assert shift.location(location, "甲", "这里") == wanted


def test_a_link_to_a_sheet_with_blanks_may_lack_quotes():
    shift = Shift({"甲 乙": RowMap(INSERTED)}, ["甲 乙"])
    assert shift.location("甲 乙!A5", "丙", "这里") == "甲 乙!A6"


def test_many_like_losses_are_told_as_one():
    shift = Shift({"甲": RowMap(DELETED)}, ["甲"])
    for row in range(1, 6):
        shift.formula("A5", "甲", "工作表“甲”的 ", f"B{row}")
    assert shift.losses == (Loss("工作表“甲”的 B1、B2、B3 等 5 格", GONE),)
