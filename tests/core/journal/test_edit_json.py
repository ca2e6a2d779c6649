"""Edits, books and decisions as JSON: everything comes back as it was, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import (
    Book,
    Checkpoint,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Place,
    Project,
    SubGoal,
)
from core.decisions import CostRecord, Decisions, WaiverRecord
from core.decisions.spot import Spot
from core.edit import Edit, Group, InsertRow, MoveRow, RemoveProject, SetField
from core.journal import WrongJournal
from core.journal.book_json import Json, as_text, book_of, section_from_json, sections_as_text
from core.journal.decision_json import decisions_from_json, decisions_to_json
from core.journal.edit_json import edit_from_json, edit_to_json
from core.journal.lines import line, read_lines
from tests.core.random_edits import a_book, edits

PLACE = Place(ItemId(1), None, "purpose")


def through_json(edit: Edit) -> Edit:
    return edit_from_json(json.loads(as_text(edit_to_json(edit))))


@given(st.data())
def test_every_edit_comes_back_as_it_was(data: st.DataObject) -> None:
    edit = data.draw(edits(a_book()))
    assert through_json(edit) == edit


@given(st.data())
def test_what_takes_an_edit_back_comes_back_as_well(data: st.DataObject) -> None:
    book = a_book()
    inverse = data.draw(edits(book)).apply(book)
    assert through_json(inverse) == inverse


@pytest.mark.parametrize(
    "edit",
    [
        SetField(PLACE, None),
        SetField(PLACE, "半个\ud83d 和\n一行\t"),
        SetField(PLACE._replace(field="number"), 7),
        SetField(PLACE._replace(field="goals"), ()),
        SetField(PLACE._replace(field="goals"), ("其一", "其二")),
        SetField(PLACE._replace(field="spending_plan"), (Checkpoint("6月底", "50%"),)),
        InsertRow(ItemId(3), 0, SubGoal(ItemId(9), "分项", "目标", "指标")),
        InsertRow(ItemId(3), 2, Indicator(ItemId(9), "产出指标", basis="计划标准")),
        Group((Group(()), MoveRow(ItemId(1), ItemId(2), 0))),
    ],
)
def test_values_of_every_kind_keep_their_kind(edit: Edit) -> None:
    written = line(as_text(edit_to_json(edit)))
    read = edit_from_json(read_lines(written).said[0])
    assert read == edit
    if isinstance(edit, SetField) and isinstance(edit.value, tuple):
        assert isinstance(read, SetField)
        assert [type(part) for part in read.value or ()] == [type(part) for part in edit.value]  # type: ignore[union-attr]


@given(st.data())
def test_a_book_comes_back_with_its_ids(data: st.DataObject) -> None:
    book = a_book()
    data.draw(edits(book)).apply(book)
    department = DepartmentTargets(ItemId(90), "总体", (SubGoal(ItemId(91), "分项"),), "保障")
    book = Book(book.projects, book.front, department)
    read = book_of(map(section_from_json, json.loads("".join(sections_as_text(book.sections)))))
    assert list(read.sections) == list(book.sections)
    assert [type(section) for section in read.sections] == [type(section) for section in book.sections]


def test_no_sections_are_an_empty_list() -> None:
    assert "".join(sections_as_text(())) == "[]"


def test_what_sections_and_rows_hold_is_part_of_the_format() -> None:
    """Rows are written by position: other fields are another format, see `core.journal.opening.FORMAT`."""
    assert Indicator._fields == ("id", "level1", "level2", "level3", "description", "value", "basis")
    assert SubGoal._fields == ("id", "heading", "goals", "indicators")
    assert FrontMatter.__dataclass_fields__.keys() == {"id", "text", "contents"}
    assert WaiverRecord._fields == ("spot", "rule", "text", "message", "reason", "who", "on")
    assert CostRecord._fields == ("spot", "by", "occurrence", "instead")
    assert len(Spot._fields) == 8


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"edit": "explode"},
        {"edit": "remove project"},
        {"edit": "remove project", "project": True},
        {"edit": "remove project", "project": "1"},
        {"edit": "remove project", "project": 1, "more": 1},
        {"edit": "move project", "project": 1, "index": -1},
        {"edit": "set", "section": 1, "row": None, "field": "id", "value": 2},
        {"edit": "set", "section": 1, "row": None, "field": "indicators", "value": []},
        {"edit": "set", "section": 1, "row": 2, "field": "__class__", "value": "x"},
        {"edit": "set", "section": 1, "row": None, "field": "name", "value": {"a": 1}},
        {"edit": "set", "section": 1, "row": None, "field": "name", "value": 1.5},
        {"edit": "set", "section": 1, "row": None, "field": "name", "value": [["a"]]},
        {"edit": "insert row", "section": 1, "index": 0, "row": {"kind": "row", "says": [1]}},
        {"edit": "insert row", "section": 1, "index": 0, "row": {"kind": "indicator", "says": []}},
        {"edit": "insert row", "section": 1, "index": 0, "row": {"kind": "entry", "says": [1, 2, "a", "b"]}},
        {"edit": "insert project", "index": 0, "project": {"kind": "front", "id": 1}},
        {"edit": "insert project", "index": 0, "project": {"kind": "project"}},
        {"edit": "insert project", "index": 0, "project": {"kind": [], "id": 1}},
        {"edit": "insert row", "section": 1, "index": 0, "row": {"kind": {}, "says": [1]}},
        {"edit": "insert project", "index": 0, "project": {"kind": "project", "id": 1, "colour": "red"}},
        {"edit": "insert project", "index": 0, "project": {"kind": "project", "id": 1, "indicators": "x"}},
        {"edit": "group", "edits": [{"edit": "explode"}]},
    ],
)
def test_anything_else_is_no_edit(said: Json) -> None:
    with pytest.raises(WrongJournal):
        edit_from_json(said)


def test_a_book_with_one_id_twice_is_none() -> None:
    with pytest.raises(WrongJournal):
        book_of([Project(ItemId(1)), Project(ItemId(1))])


texts = st.text(max_size=4)
spots = st.builds(Spot, *[texts] * 8)
all_decisions = st.builds(
    Decisions,
    st.lists(st.builds(WaiverRecord, spots, *[texts] * 6), max_size=3).map(tuple),
    st.lists(st.builds(CostRecord, spots, *[texts] * 3), max_size=3).map(tuple),
)


@given(all_decisions)
def test_decisions_come_back_as_they_were(decisions: Decisions) -> None:
    assert decisions_from_json(json.loads(as_text(decisions_to_json(decisions)))) == decisions


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"waivers": []},
        {"waivers": [[]], "costs": []},
        {"waivers": [[["项目"], "rule"]], "costs": []},
        {"waivers": [], "costs": [[["项目"], 1]]},
        {"waivers": [], "costs": [[["项目"] * 9]]},
        {"waivers": [], "costs": [[["项目"], "a", "b", "c", "d"]]},
    ],
)
def test_anything_else_are_no_decisions(said: Json) -> None:
    with pytest.raises(WrongJournal):
        decisions_from_json(said)


def test_a_removed_project_is_named_by_its_id() -> None:
    assert as_text(edit_to_json(RemoveProject(ItemId(5)))) == '{"edit":"remove project","project":5}'
