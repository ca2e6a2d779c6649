"""Decisions on their way to a file and back: tables, a file beside the book, and the places found again."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, ContentsEntry, DepartmentTargets, FrontMatter, ItemId, Place, Project, SubGoal
from core.cost import Instead
from core.decisions import CostRecord, Decisions, Waiver, WaiverRecord, Waivers
from core.decisions.side_file import SideFileError, read_side_file, side_file, write_side_file
from core.decisions.spot import Places, Spot, spot_of
from core.decisions.tables import COSTS, WAIVERS, decisions_in, tables_of
from tests.core.random_edits import a_book
from tests.core.tables import row, table

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
spots = st.builds(
    Spot, st.sampled_from(["项目", "封面与目录"]), *[texts] * 6, st.sampled_from(["", "value", "goals"])
)
reasons = texts.filter(str.strip)
waivers = st.builds(WaiverRecord, spots, reasons, texts, texts, reasons, texts, texts)
costs = st.one_of(
    st.builds(CostRecord, spots, texts.filter(bool), texts, st.just("")),
    st.builds(CostRecord, spots, st.just(""), st.just(""), st.sampled_from(Instead)),
)
all_decisions = st.builds(Decisions, st.lists(waivers).map(tuple), st.lists(costs).map(tuple))

A_COST_RECORD = CostRecord(Spot("项目", "990101", "", "示例经费", "1", "设备费", "1"), "设备数量", "1")
A_RECORD = WaiverRecord(
    Spot("项目", "990101", "", "示例经费", "1", "设备费", "1", "value"),
    "cost-over-budget", "≤90万元", "成本合计超过预算", "合同约定", "经办人", "2026-03-31",
)  # fmt: skip


def book() -> Book:
    """Two projects of one name; in the second two rows of one name. A front and department targets."""
    first = table(number=1)
    second = table(row("质量指标", "抽检合格率", "≥95%"), row("时效指标", "抽检合格率", "≥90%"), number=2)
    front = FrontMatter(ItemId(1), "封面", (ContentsEntry(ItemId(2), 1, "示例 目录"),))
    return Book([first, second], front, DepartmentTargets(ItemId(3), "总体", (SubGoal(ItemId(4), "分项"),)))


def record_at(spot: Spot | None) -> WaiverRecord:
    assert spot is not None
    return A_RECORD._replace(spot=spot)


def found(record: WaiverRecord, book: Book) -> Place | None:
    return Places(book).of(record.spot)


def all_places(book: Book) -> list[Place]:
    places = []
    for section in book.sections:
        places += [Place(section.id), Place(section.id, None, "rows")]
        places += [Place(section.id, row.id, "level3") for row in section.rows]
    return places


@pytest.mark.parametrize("make", [book, a_book])
def test_every_place_of_a_book_is_found_again(make) -> None:
    told = make()
    for place in all_places(told):
        assert found(record_at(spot_of(place, told)), told) == place


def test_a_project_is_found_by_its_code_whatever_it_is_called_now() -> None:
    coded = table(code="990101 26P00001")
    spot = spot_of(Place(coded.id, None, "budget"), Book([coded]))
    renamed = replace(coded, name="另一个名称", unit_code="990109", number=7)
    assert found(record_at(spot), Book([table(), renamed])) == Place(coded.id, None, "budget")


def test_a_project_that_has_another_number_now_is_found_by_unit_and_name() -> None:
    moved = table(number=5)
    spot = spot_of(Place(moved.id), Book([moved]))
    renumbered = replace(moved, number=6)
    assert found(record_at(spot), Book([renumbered])) == Place(moved.id)


@pytest.mark.parametrize(
    "change", [{"unit_code": "990199"}, {"name": "另一个名称"}, {"indicators": ()}], ids=str
)
def test_what_the_book_does_not_have_has_no_place(change: dict) -> None:
    project = table()
    spot = spot_of(Place(project.id, project.indicators[0].id, "value"), Book([project]))
    assert found(record_at(spot), Book([replace(project, **change)])) is None


def test_a_row_that_lost_its_twin_is_still_found() -> None:
    told = book()
    project = told.projects[1]
    spot = spot_of(Place(project.id, project.indicators[-1].id, "level3"), told)
    without_twin = replace(project, indicators=project.indicators[:-1])
    place = found(record_at(spot), Book([without_twin]))
    assert place == Place(project.id, project.indicators[-2].id, "level3")


def test_places_that_are_gone_have_no_words() -> None:
    told = book()
    assert spot_of(Place(ItemId(99)), told) is None
    assert spot_of(Place(told.project_ids[0], ItemId(99)), told) is None


# ── Tables ──


@given(all_decisions)
def test_tables_say_everything(decided: Decisions) -> None:
    assert decisions_in(tables_of(decided)) == decided


def test_a_table_names_the_field_as_the_user_does() -> None:
    titles, line = WAIVERS.lines([A_RECORD])
    assert dict(zip(titles, line, strict=True))["栏目"] == "指标值"


def test_a_table_says_in_words_what_is_done_instead_of_multiplying() -> None:
    titles, line = COSTS.lines([A_COST_RECORD._replace(by="", occurrence="", instead=Instead.LEAVE_OUT)])
    assert dict(zip(titles, line, strict=True))["不乘数量时"] == "不计入"


def test_columns_may_stand_in_any_order_below_a_heading() -> None:
    titles, line = WAIVERS.lines([A_RECORD])
    lines = [("已核实的问题",), titles[::-1], line[::-1], ("",)]
    assert WAIVERS.records(lines) == (A_RECORD,)


def test_lines_that_decide_nothing_are_read_over() -> None:
    titles, line = WAIVERS.lines([A_RECORD._replace(reason=" ")])
    assert WAIVERS.records([titles, line, titles[:3]]) == ()
    titles, line = COSTS.lines([A_COST_RECORD._replace(by="")])
    assert COSTS.records([titles, line]) == ()


def test_another_table_has_no_decisions() -> None:
    lines = [("三级指标", "指标值"), ("设备费", "≤90万元")]
    assert not WAIVERS.is_in(lines)
    assert WAIVERS.records(lines) == ()


# ── The file beside a text table ──


@given(all_decisions)
def test_the_file_beside_a_book_says_everything(
    tmp_path_factory: pytest.TempPathFactory, decided: Decisions
) -> None:
    path = tmp_path_factory.mktemp("book") / "示例.txt"
    write_side_file(path, decided)
    assert read_side_file(path) == decided


def test_without_decisions_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    write_side_file(path, Decisions((A_RECORD,)))
    assert side_file(path).name == "示例.txt.已核实.json"
    write_side_file(path, Decisions())
    assert list(tmp_path.iterdir()) == []
    assert read_side_file(path) == Decisions()


def test_a_file_that_cannot_be_read_is_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    side_file(path).write_text("别的内容", "utf-8")
    write_side_file(path, Decisions())
    assert side_file(path).read_text("utf-8") == "别的内容"
    write_side_file(path, Decisions((A_RECORD,)))
    assert read_side_file(path).waivers == (A_RECORD,)
    assert (tmp_path / "示例.txt.已核实.json.bak").read_text("utf-8") == "别的内容"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"waivers": 3}', '{"waivers": [{"rule": "a"}]}', '{"waivers": [[]]}',
                '{"waivers": [{"place": {}, "rule": 1, "message": "", "reason": "", "text": ""}]}',
                '{"waivers": [{"place": {"row": 3}, "rule": "a", "message": "b", "reason": "c"}]}', "\udcff"],
)  # fmt: skip
def test_a_file_of_another_form_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "示例.txt"
    side_file(path).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SideFileError, match="不是绩目写的样子"):
        read_side_file(path)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    side_file(path).mkdir()
    with pytest.raises(SideFileError, match="打不开"):
        read_side_file(path)


# ── The waivers of an open book ──


def waivers_of(told: Book) -> Waivers:
    project: Project = told.projects[1]
    at_row = Place(project.id, project.indicators[3].id, "value")
    return Waivers(
        [
            Waiver("cost-over-budget", at_row, "≤90万元", "成本合计超过预算", "合同约定", "经办人", "2026-03-31"),
            Waiver("missing-category", Place(project.id), "", "缺少满意度指标", "内部运转"),
        ]
    )  # fmt: skip


def test_waivers_come_back_from_a_file_at_their_places() -> None:
    told = book()
    waivers = waivers_of(told)
    again = Waivers.of_records(waivers.records(told), told)
    assert list(again) == list(waivers)
    assert not again.modified


def test_waivers_of_what_is_gone_are_not_written() -> None:
    told = book()
    waivers = waivers_of(told)
    told.remove(told.project_ids[1])
    assert waivers.records(told) == []


def test_waivers_that_find_no_place_are_written_again() -> None:
    empty = Book([table()])
    read = Waivers.of_records([A_RECORD], empty)
    assert list(read) == []
    assert read.unplaced == (A_RECORD,)
    assert read.records(empty) == [A_RECORD]
